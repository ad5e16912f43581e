"""The processes of a build and what surrounds them."""
