"""Conditions, principals and keys as AWS evaluates them."""
