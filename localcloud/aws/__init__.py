"""What every service of the local cloud needs: AWS's shapes and errors, sessions, clients, one way to serve an API."""
