"""Step 1: what a posting asks for."""
