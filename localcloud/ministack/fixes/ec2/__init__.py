"""What EC2 does differently."""
