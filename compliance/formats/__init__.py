"""File formats of findings that several reports share."""
