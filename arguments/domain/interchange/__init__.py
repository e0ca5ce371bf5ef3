"""Foreign formats of argument maps: one module a format, `load` and `dump` around one graph, the debate."""
