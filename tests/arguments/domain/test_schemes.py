"""The dozen argumentation schemes and their critical questions."""

from pathlib import Path

import pytest

from arguments.domain.schemes import SCHEMES, find_scheme, open_questions
from arguments.models import Argument, QuestionAnswer


def test_every_scheme_has_roles_and_at_least_three_questions_with_keys_of_its_own():
    for key, scheme in SCHEMES.items():
        assert scheme.key == key
        assert scheme.roles
        assert len({question.key for question in scheme.questions}) == len(scheme.questions) >= 3


def test_keys_fit_into_their_columns():
    longest = Argument._meta.get_field("scheme").max_length
    assert all(len(key) <= longest for key in SCHEMES)
    longest = QuestionAnswer._meta.get_field("question").max_length
    assert all(len(question.key) <= longest for scheme in SCHEMES.values() for question in scheme.questions)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("expert-opinion", "expert-opinion"),
        ("Argument from Expert Opinion", "expert-opinion"),
        ("Position_To_Know", "position-to-know"),
        ("Argument From Bad Consequences", "negative-consequences"),
        ("argument from precedent", "established-rule"),
    ],
)
def test_a_scheme_is_found_by_key_or_name(name, key):
    assert find_scheme(name) == SCHEMES[key]


@pytest.mark.parametrize("name", ["", "modus ponens", "!"])
def test_an_unknown_name_is_no_scheme(name):
    assert find_scheme(name) is None


def test_questions_without_an_answer_are_open():
    still = open_questions("sign", {"strength", "observation"})

    assert [question.key for question in still] == ["other-causes"]


@pytest.mark.parametrize("key", ["", "modus-ponens"])
def test_no_scheme_leaves_no_question_open(key):
    assert open_questions(key, set()) == ()


def test_the_page_of_schemes_names_each_of_them_and_each_question():
    page = (Path(__file__).parents[3] / "docs" / "schemes.md").read_text(encoding="utf-8")

    for scheme in SCHEMES.values():
        assert f"## {scheme.name} (`{scheme.key}`)" in page
        assert all(f"- `{question.key}`: {question.text}\n" in page for question in scheme.questions)
