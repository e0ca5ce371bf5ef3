"""Editing of argument maps: what people may ask for, what it changes, and what takes it back."""
