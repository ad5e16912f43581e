"""Files that a person has: read on this machine, so that the service stays small and takes only what was understood."""
