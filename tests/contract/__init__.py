"""One class per port, run against every backend."""
