"""The process that serves the local cloud: its start and end, its gateway, its checkpoints."""
