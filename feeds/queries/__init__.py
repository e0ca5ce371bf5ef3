"""Reads over change feeds."""
