"""Argdown: a plain-text notation for statements, arguments, their reconstruction and their relations.

What is read, and how it becomes a debate, is written down in `docs/formats/argdown.md`.
"""

from arguments.domain.interchange.argdown.dumping import dump
from arguments.domain.interchange.argdown.loading import load

__all__ = ["dump", "load"]
