"""Buckets and objects as AWS keeps them."""
