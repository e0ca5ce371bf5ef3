"""Making and changing maps and arguments; pages, API and the demonstration call these."""

from arguments.services.arguments import add_premise, create_argument, move_argument, remove_argument, remove_premise
from arguments.services.maps import TITLE_MAX_LENGTH, create_map

__all__ = [
    "TITLE_MAX_LENGTH",
    "add_premise",
    "create_argument",
    "create_map",
    "move_argument",
    "remove_argument",
    "remove_premise",
]
