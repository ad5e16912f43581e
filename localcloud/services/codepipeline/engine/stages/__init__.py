"""A stage of an execution: who may enter it, how far it is, what its conditions say, and how it ends."""
