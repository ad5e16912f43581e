"""Environments as typed data, and the Stage that deploys the product's stacks into one of them."""

import feature_stacks as feature_stacks  # first: it puts the function's own data on the path
