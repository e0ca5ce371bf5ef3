"""Pages of the claims app."""
