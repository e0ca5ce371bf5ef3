"""The reasoning coach: what a careful reader would ask of a map, one module a kind of hint."""
