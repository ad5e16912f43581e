"""One build from its start to its record."""
