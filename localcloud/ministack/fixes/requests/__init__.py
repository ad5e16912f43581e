"""What services say to a request before they look at what it is about."""
