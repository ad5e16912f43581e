"""Deploy actions, one file a provider."""
