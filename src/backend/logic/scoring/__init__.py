"""Step 2: what each piece of a CV is worth for it."""
