"""Source actions, one file a provider."""
