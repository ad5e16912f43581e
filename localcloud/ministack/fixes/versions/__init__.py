"""Versions and aliases of Lambda functions as AWS has them."""
