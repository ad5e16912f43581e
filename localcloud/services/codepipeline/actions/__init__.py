"""The actions that pipelines run, one file a type, each on its own role's session through AWS's public APIs."""
