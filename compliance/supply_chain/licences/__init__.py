"""Licences of what is shipped and built with."""
