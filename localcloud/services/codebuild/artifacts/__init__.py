"""What goes into a build and what comes out of it."""
