"""The cloud assembly: its templates, names, digest and where its constructs were made."""
