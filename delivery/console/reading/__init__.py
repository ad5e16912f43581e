"""What the pages show, read through AWS's APIs with the command line's own readers."""
