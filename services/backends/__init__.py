"""The world behind the ports: Google's services, and one machine."""
