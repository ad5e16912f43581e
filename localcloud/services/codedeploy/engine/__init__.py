"""How a deployment goes from its start to its end."""
