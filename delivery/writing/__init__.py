"""Files that a tailored CV is written to, by the ending of their name."""
