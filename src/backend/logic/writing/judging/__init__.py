"""The second line of defence: a text that the code accepts is judged by a model as well, claim by claim."""
