"""A pipeline's executions: read, shown, followed, answered."""
