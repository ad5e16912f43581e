"""Rules of stage conditions, one file a type."""
