"""What an app expects to be there before its first stack is deployed, and no stack of it makes."""
