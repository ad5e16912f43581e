"""Deeds, titles, offices and awards of somebody else, or of nobody, that a text takes."""
