"""Stored CVs and postings in the shapes that writers give them, read into the one shape that the service works with."""
