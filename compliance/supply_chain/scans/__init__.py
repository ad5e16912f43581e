"""Scans of the project's own files."""
