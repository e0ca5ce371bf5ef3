"""Statements of different authors gathered under what people decided."""
