"""Packages as locked and as shipped, and what is known about them."""
