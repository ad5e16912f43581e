"""Step 3: the rewriting, by rules or by a language model."""
