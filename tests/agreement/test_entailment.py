"""A real cross-encoder, untrained and tiny, made on the spot: nothing can be fetched."""

import pytest

from agreement import entailment
from agreement.entailment import judge_entailment
from agreement.errors import EntailmentModelUnavailableError

PAIRS = [("the toll rises", "the toll rises"), ("the toll falls", "the toll rises")]


@pytest.fixture(scope="module")
def make_model(tmp_path_factory):
    transformers = pytest.importorskip("transformers", reason="the engine sentence-transformers is not installed")

    def make(labels):
        folder = tmp_path_factory.mktemp("model")
        (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ntoll\nrises")
        transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
        config = transformers.BertConfig(
            vocab_size=8,
            hidden_size=8,
            num_hidden_layers=1,
            num_attention_heads=1,
            intermediate_size=8,
            id2label=dict(enumerate(labels)),
            label2id={label: place for place, label in enumerate(labels)},
        )
        transformers.BertForSequenceClassification(config).save_pretrained(folder)
        return str(folder)

    return make


def test_a_configured_model_judges_each_pair(settings, make_model):
    settings.PARALLAX_NLI_MODEL = make_model(["contradiction", "ENTAILMENT", "neutral"])
    judged = judge_entailment(PAIRS)
    assert len(judged) == len(PAIRS)
    assert all(0 < one.entails < 1 and 0 < one.contradicts < 1 and one.entails + one.contradicts < 1 for one in judged)
    assert judge_entailment([]) == []
    # The places follow from the names: the same weights with the names changed round judge the other way round.
    model = entailment._loaded[settings.PARALLAX_NLI_MODEL]
    assert model[1:] == (1, 0)


@pytest.mark.parametrize("labels", [["LABEL_0", "LABEL_1"], ["entailment", "not_entailment"]])
def test_a_model_whose_classes_do_not_say_it_is_refused(settings, make_model, labels):
    settings.PARALLAX_NLI_MODEL = make_model(labels)
    with pytest.raises(EntailmentModelUnavailableError, match="of its classes"):
        judge_entailment(PAIRS)


def test_a_model_that_is_not_there_is_told(settings, tmp_path):
    settings.PARALLAX_NLI_MODEL = str(tmp_path / "none")
    with pytest.raises(EntailmentModelUnavailableError, match="cannot be loaded"):
        judge_entailment(PAIRS)


def test_without_a_model_it_says_so(settings):
    settings.PARALLAX_NLI_MODEL = ""
    with pytest.raises(EntailmentModelUnavailableError, match="none is configured"):
        judge_entailment(PAIRS)
