"""Different names of one thing, and where they come from."""
