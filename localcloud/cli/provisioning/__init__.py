"""From nothing to a local cloud with the pipeline of a commit in it."""
