"""The commands, one a file; `delivery.cli` lists them."""
