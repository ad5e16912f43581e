"""The verdict that stops a release."""
