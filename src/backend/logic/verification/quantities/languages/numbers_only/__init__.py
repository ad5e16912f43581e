"""Languages of which numbers, months and percent are read; what a number counts is not."""
