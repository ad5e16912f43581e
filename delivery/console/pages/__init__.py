"""The pages, a file each, and what a person does from them."""
