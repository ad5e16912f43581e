"""Output, exit codes, child processes and interruption."""
