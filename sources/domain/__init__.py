"""The text domain: bytes to canonical text, blocks, sentences and verified quotes, in pure Python."""
