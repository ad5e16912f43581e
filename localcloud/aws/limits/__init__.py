"""What an account refuses because of its age: quotas, and service-linked roles that nobody has made yet."""
