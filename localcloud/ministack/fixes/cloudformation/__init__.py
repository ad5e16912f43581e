"""Stacks as AWS creates and refuses them."""
