"""What a person or a stack makes once: applications, deployment groups, deployment configurations, and their tags."""
