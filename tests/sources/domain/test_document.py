from sources.domain.document import Draft, PageStart, assemble, joined, without_start


def draft(text, *pages):
    return Draft(text, 1, 1, pages=tuple(PageStart(offset, page) for offset, page in pages))


def pages_of(drafts, labels):
    document = assemble(drafts, [], labels)
    return [(page.label, document.text[page.start : page.end]) for page in document.pages]


def test_pages_hold_what_is_printed_on_them_and_may_end_inside_a_block():
    drafts = [draft("One.", (0, 0)), draft("Two goes on.", (0, 0), (4, 1)), draft("Three.", (0, 2))]

    assert pages_of(drafts, ["i", "ii", "1"]) == [("i", "One.\n\nTwo"), ("ii", "goes on."), ("1", "Three.")]


def test_a_page_without_text_is_empty_and_stands_between_its_neighbours():
    document = assemble([draft("One.", (0, 1)), draft("Two.", (0, 3))], [], ["1", "2", "3", "4", "5"])

    assert [(page.start, page.end) for page in document.pages] == [(0, 0), (0, 4), (6, 6), (6, 10), (10, 10)]


def test_a_document_without_pages_has_none():
    assert assemble([draft("One.")], []).pages == ()


def test_places_of_pages_move_with_the_text_when_blocks_are_joined_or_cut():
    both = joined(draft("Two goes", (0, 0)), draft("on there.", (0, 1)))

    assert both.text == "Two goes on there."
    assert both.pages == (PageStart(0, 0), PageStart(9, 1))
    assert without_start(both, 4).pages == (PageStart(0, 0), PageStart(5, 1))
