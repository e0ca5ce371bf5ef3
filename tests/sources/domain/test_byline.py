import pytest

from sources.domain.byline import read_byline, read_day

MOSS = {"family": "Moss", "given": "Ada"}
REED = {"family": "Reed", "given": "Jon K."}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ada Moss", [MOSS]),
        ("Moss, Ada", [MOSS]),
        ("Ada Moss; Jon K. Reed", [MOSS, REED]),
        ("Moss, Ada; Reed, Jon K.", [MOSS, REED]),
        ("Ada Moss and Jon K. Reed", [MOSS, REED]),
        ("Ada Moss\nJon K. Reed\n", [MOSS, REED]),
        ("  Ada   Moss ;; ", [MOSS]),
        ("UNESCO", [{"literal": "UNESCO"}]),
        ("“Harbour Board”", [{"literal": "Harbour Board"}]),
        ("“Quays and Locks Office”; Ada Moss", [{"literal": "Quays and Locks Office"}, MOSS]),
        ("Harbour Board,", [{"literal": "Harbour Board"}]),
        ("", []),
    ],
)
def test_byline_is_read_as_names(typed, names):
    assert read_byline(typed) == names


@pytest.mark.parametrize(("typed", "parts"), [("2024", [2024]), ("2024-03", [2024, 3]), (" 2024-03-05 ", [2024, 3, 5])])
def test_day_is_read_as_far_as_it_is_stated(typed, parts):
    assert read_day(typed) == {"date-parts": [parts]}


def test_no_day_is_none():
    assert read_day("  ") is None


@pytest.mark.parametrize("typed", ["spring 2024", "24", "2024/03", "2024-03-05-06"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError, match=typed):
        read_day(typed)
