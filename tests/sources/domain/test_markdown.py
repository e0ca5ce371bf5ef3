from hypothesis import given
from hypothesis import strategies as st

from sources.domain.document import BlockKind, Section
from sources.domain.document import FurnitureReason as Reason
from sources.domain.markdown import canonicalise_markdown


def blocks(raw):
    document = canonicalise_markdown(raw)
    return [(block.kind.value, block.level, document.content(block)) for block in document.blocks]


def test_markup_becomes_kinds_of_blocks_and_words_stay():
    raw = """# The *Late* Ferry

It was **late**, as [the log](https://example.org/log) and `ferry.log`
say &amp; show.\\
Nobody minded.

Letters
-------

- bread
- *salt*
  1. coarse

> The ferry
> is late.
"""
    assert blocks(raw) == [
        ("heading", 1, "The Late Ferry"),
        ("paragraph", 0, "It was late, as the log and ferry.log say & show. Nobody minded."),
        ("heading", 2, "Letters"),
        ("list_item", 0, "bread"),
        ("list_item", 0, "salt"),
        ("list_item", 0, "coarse"),
        ("quotation", 0, "The ferry is late."),
    ]


def test_what_is_no_text_is_left_out_and_recorded_with_its_line():
    raw = "---\ntitle: Ferry\n---\n\nText ![a pier](p.png)\n\n***\n\n<!-- a remark -->\n"
    document = canonicalise_markdown(raw)
    assert document.text == "Text"
    assert document.blocks[0].first_line == 5
    assert [(line.line, line.text) for line in document.furniture] == [
        (1, "title: Ferry"),
        (5, "a pier"),
        (7, "***"),
        (9, "<!-- a remark -->"),
    ]
    assert {line.reason for line in document.furniture} == {Reason.MARKUP}


def test_notes_and_references_are_recognised():
    raw = """# Ferries

The ferry is late every day.

## References

- Example, Ann. 2019. “Late Ferries.” *Journal of Harbours* 4(2): 3-9.
- Sample, Bo. 2020. *On Piers*. <https://example.org/>

## About the author

Ann Example is a lecturer at Harbour College.

## Appendix

The log of the ferry is lost.
"""
    document = canonicalise_markdown(raw)
    sections = [block.section for block in document.blocks]
    assert sections == [Section.MAIN] * 2 + [Section.REFERENCES] * 3 + [Section.AUTHOR_NOTE] * 2 + [Section.MAIN] * 2
    assert {block.level for block in document.blocks if block.kind is BlockKind.HEADING} == {1, 2}
    assert document.section(Section.AUTHOR_NOTE)[0].level == 2
    assert [block.kind for block in document.section(Section.REFERENCES)][1:] == [BlockKind.REFERENCE_ENTRY] * 2


def test_words_that_look_like_furniture_stay_in_a_written_text():
    assert blocks("The ferry is late.\n\nShare\n\nTheme\n")[1:] == [
        ("paragraph", 0, "Share"),
        ("paragraph", 0, "Theme"),
    ]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_gives_blocks_that_cover_the_text(raw):
    document = canonicalise_markdown(raw)
    assert "\n\n".join(document.content(block) for block in document.blocks) == document.text
