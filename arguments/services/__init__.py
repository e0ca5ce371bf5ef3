"""Making and changing maps and arguments; pages, API and the demonstration call these."""

from arguments.services.arguments import add_premise, create_argument, move_argument, remove_argument, remove_premise
from arguments.services.coaching import dismiss_hint, restore_hint
from arguments.services.editing import Editor, make_edit, redo_edit, undo_edit
from arguments.services.importing import (
    MAX_BYTES,
    Choices,
    Preview,
    confirm_import,
    discard_import,
    preview_import,
    receive_map_file,
)
from arguments.services.judging import answer_question, choose_scheme, reopen_question
from arguments.services.maps import TITLE_MAX_LENGTH, create_map, delete_map, duplicate_map, edit_map
from arguments.services.publishing import publish_map, unpublish_map
from arguments.services.scoring import choose_semantics, reset_base_score, set_base_score

__all__ = [
    "MAX_BYTES",
    "TITLE_MAX_LENGTH",
    "Choices",
    "Editor",
    "Preview",
    "add_premise",
    "answer_question",
    "choose_scheme",
    "choose_semantics",
    "confirm_import",
    "create_argument",
    "create_map",
    "delete_map",
    "discard_import",
    "dismiss_hint",
    "duplicate_map",
    "edit_map",
    "make_edit",
    "move_argument",
    "preview_import",
    "publish_map",
    "receive_map_file",
    "redo_edit",
    "remove_argument",
    "remove_premise",
    "reopen_question",
    "reset_base_score",
    "restore_hint",
    "set_base_score",
    "undo_edit",
    "unpublish_map",
]
