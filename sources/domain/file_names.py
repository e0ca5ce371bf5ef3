"""What the name of a file says of its content."""

from pathlib import PurePath


def title_of_file(name: str) -> str:
    """Return a title made of the file's name: no ending, spaces for hyphens and low lines, a capital in front."""
    stem = PurePath(name).stem
    title = " ".join(stem.replace("_", " ").replace("-", " ").split()) or "Untitled"
    return title[0].upper() + title[1:]
