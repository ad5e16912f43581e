"""The local cloud from outside: bring it up, find it, stop it."""
