"""The services that MiniStack lacks, each in a room of its own."""
