"""Causes and effects that a text makes of what its source sets side by side."""
