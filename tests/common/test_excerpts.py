"""What is shown around a quotation never begins or ends within a word."""

import pytest

from common.templatetags.excerpts import first_words, last_words


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("", "", ""),
        ("The quay.", "The quay.", "The quay."),
        ("The harbour silts up", "… silts up", "The harbour …"),
        ("Harbourmaster", "… ", " …"),
    ],
)
def test_excerpts_are_cut_at_words(text, before, after):
    assert (last_words(text, 13), first_words(text, 13)) == (before, after)
