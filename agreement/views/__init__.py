"""Pages of the agreement app."""
