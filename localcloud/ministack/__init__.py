"""MiniStack, the embedded AWS: the names of it that are touched, and what is mended in it."""
