"""Numbers in running text, each as what it counts."""
