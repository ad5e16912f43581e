"""The one register of what is acknowledged, and why."""
