"""Words, names and lines of text, in the forms in which everything else compares them."""
