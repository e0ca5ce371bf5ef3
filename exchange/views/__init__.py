"""Pages of the exchange app."""
