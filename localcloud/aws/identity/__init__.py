"""Who asks and what they may: operators, role sessions, trust and permissions, and the clients that act for them."""
