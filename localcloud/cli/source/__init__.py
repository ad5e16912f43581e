"""The commit that is delivered."""
