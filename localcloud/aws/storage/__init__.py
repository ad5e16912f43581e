"""What is kept: documents in a database, state in checkpoints, files replaced whole, zips."""
