"""Pages of maps and arguments, one module a kind of page."""
