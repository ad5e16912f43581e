"""CodeDeploy's operations as requests name them, and its answers."""
