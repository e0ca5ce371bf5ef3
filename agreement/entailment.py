"""A team's own model of natural language inference, which says whether a passage entails a claim or contradicts it.

Off unless `PARALLAX_NLI_MODEL` names a cross-encoder (a folder, or a name in the model cache): nothing is fetched. It
reads the top candidates only, in the worker. What it says is kept beside people's answers and shown once it proved
right in this workspace (`agreement.domain.answering.proving`).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from agreement.errors import EntailmentModelUnavailableError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

ENTAILS, CONTRADICTS = "entail", "contradict"
"""What the names of a model's classes begin with; two classes without names cannot be told apart."""
BATCH_SIZE = 16

_lock = threading.Lock()
_loaded: dict[str, tuple[CrossEncoder, int, int]] = {}


@dataclass(frozen=True)
class Entailment:
    """The model's probability that the passage entails the claim, and that it contradicts it, each 0 to 1."""

    entails: float
    contradicts: float


def entailment_model() -> str:
    """Return the name of the configured model, "" if there is none."""
    name: str = settings.PARALLAX_NLI_MODEL
    return name


def judge_entailment(pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
    """Return the model's judgement of each (passage, claim), in their order; [] for none.

    The model is loaded at the first call of a process. Raises `EntailmentModelUnavailableError` if none is configured,
    it cannot be loaded, or its classes are not named.
    """
    if not pairs:
        return []
    model, entails, contradicts = _model(entailment_model())
    shares: Any = model.predict(list(pairs), batch_size=BATCH_SIZE, apply_softmax=True, show_progress_bar=False)
    return [Entailment(float(row[entails]), float(row[contradicts])) for row in shares]


def _model(name: str) -> tuple[CrossEncoder, int, int]:
    if not name:
        raise EntailmentModelUnavailableError(name, "none is configured")
    with _lock:
        if name not in _loaded:
            _loaded[name] = _load(name)
        return _loaded[name]


def _load(name: str) -> tuple[CrossEncoder, int, int]:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 (torch: seconds)
    except ImportError as error:
        raise EntailmentModelUnavailableError(name, "sentence-transformers is not installed") from error
    try:
        model = CrossEncoder(name, device="cpu", local_files_only=True)
    except Exception as error:  # a library's loader raises whatever it meets
        raise EntailmentModelUnavailableError(name, f"it cannot be loaded: {str(error)[:200]}") from error
    named: Mapping[int, str] = model.config.id2label
    return model, _place(name, named, ENTAILS), _place(name, named, CONTRADICTS)


def _place(name: str, named: Mapping[int, str], wanted: str) -> int:
    found = [place for place, label in named.items() if str(label).casefold().startswith(wanted)]
    if len(found) != 1:
        classes = ", ".join(map(str, named.values()))
        raise EntailmentModelUnavailableError(name, f"of its classes ({classes}) not one is named “{wanted}…”")
    return int(found[0])
