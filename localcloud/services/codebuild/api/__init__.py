"""CodeBuild's operations as requests name them, and the members that its answers leave out."""
