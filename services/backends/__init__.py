"""The world behind the ports: Google's services, one machine, and CRMs."""
