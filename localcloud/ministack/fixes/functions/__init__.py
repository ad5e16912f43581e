"""Lambda functions as AWS runs them."""
