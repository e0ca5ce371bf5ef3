"""Readers of document formats: bytes in, canonical document and found metadata out.

They run in a process of their own (see `sources.sandbox`), so nothing here may import Django or touch a file, a table
or the network.
"""
