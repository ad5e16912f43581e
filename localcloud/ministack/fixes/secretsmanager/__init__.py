"""Secrets Manager as AWS has it."""
