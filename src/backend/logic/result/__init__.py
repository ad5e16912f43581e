"""Step 5: what is answered and stored."""
