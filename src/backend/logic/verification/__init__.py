"""Step 4: nothing leaves the service that the master CV does not hold."""
