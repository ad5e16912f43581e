"""Scope: what the git host does without a server: requests of git's that are read, settings that are made."""
