"""CodeBuild's operations, by the resource that they are about."""
