"""Commands that change what a pipeline does: each says what it is about to do, and refuses before anything changed."""
