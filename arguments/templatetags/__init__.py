"""Template tags of the pages of maps."""
