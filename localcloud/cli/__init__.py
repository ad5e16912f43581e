"""The local cloud's commands for a person and a script."""
