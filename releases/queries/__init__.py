"""Reads over claim sets and releases."""
