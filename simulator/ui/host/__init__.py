"""The add-on host: holds the deployment, makes events, calls the service, checks what it answers."""
