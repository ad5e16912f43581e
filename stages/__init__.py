"""Environments as typed data, and the Stage that deploys the product's stacks into one of them."""
