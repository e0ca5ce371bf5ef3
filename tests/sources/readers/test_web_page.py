import pytest

from sources.domain.document import FurnitureReason
from sources.errors import EmptyText
from sources.readers.web_page import read_web_page

FIRST = "The harbour was rebuilt in nine years, and the town paid for it with a loan that nobody had read."
SECOND = "A second storm would find the walls higher than before, and the council knew that well enough to vote."
LAST = "After the storm the council met for eleven days and then voted for the road, which was opened in spring."
ARTICLE = f"<h1>Harbours and walls</h1><p>{FIRST}</p><h2>The storm</h2><p>{SECOND}</p>{{}}<p>{LAST}</p>"


def page(body, head=""):
    return f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>".encode()


def article(inside="", around="{}", head=""):
    return read_web_page(page(around.format(f"<main><article>{ARTICLE.format(inside)}</article></main>"), head))


def blocks(reading):
    return [(block.kind.value, reading.document.content(block)) for block in reading.document.blocks]


def left_out(reading):
    return [line.text for line in reading.document.furniture]


def test_the_article_is_kept_with_its_form_and_what_stands_around_it_is_listed():
    around = (
        "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/a'>About us</a></li></ul></nav></header>"
        "<div class='cookie-banner'><p>We use cookies to make the site better for all of you.</p></div>{}"
        "<aside class='related'><h3>Related</h3><p><a href='/x'>Another story about boats and their price</a></p></aside>"
        "<footer><p>Made by the harbour's own people in the old customs house.</p></footer>"
    )

    reading = article(around=around)

    assert blocks(reading) == [
        ("heading", "Harbours and walls"),
        ("paragraph", FIRST),
        ("heading", "The storm"),
        ("paragraph", SECOND),
        ("paragraph", LAST),
    ]
    assert [block.level for block in reading.document.blocks] == [1, 0, 2, 0, 0]
    assert {line.reason for line in reading.document.furniture} == {FurnitureReason.BESIDE_TEXT}
    assert "Home" in left_out(reading)
    assert "Another story about boats and their price" in left_out(reading)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<blockquote><p>Nobody doubts it, said the mayor of the town.</p></blockquote>",
         ("quotation", "Nobody doubts it, said the mayor of the town.")),
        ("<ul><li>The first wall stands.</li></ul>", ("list_item", "The first wall stands.")),
        ("<figure><img alt='x'><figcaption>The wall in spring.</figcaption></figure>",
         ("caption", "The wall in spring.")),
        ("<table><tr><td><p>Year</p></td><td>Ships</td></tr></table>", ("paragraph", "Year Ships")),
        ("<p>A word with a<br>break, <b>bold</b> <i>type</i> &amp; a co\u00adop.</p>",
         ("paragraph", "A word with a break, bold type & a coop.")),
    ],
)  # fmt: skip
def test_each_form_is_known(markup, expected):
    assert expected in blocks(article(markup))


def test_a_footnote_has_the_number_that_only_the_page_shows():
    note = (
        "<section class='footnotes'><ol><li id='fn1'><p>Harbour Board 1987. <a href='#r1'>↩</a></p></li></ol></section>"
    )
    reading = article(f"<p>It was so, they say in the town.<sup><a href='#fn1' id='r1'>1</a></sup></p>{note}")

    assert ("footnote", "1 Harbour Board 1987.") in blocks(reading)


def test_scripts_and_hidden_text_are_never_text():
    reading = article(
        "<script>alert('x')</script><p style='display: none'>Secret words of the page here.</p><noscript>n</noscript>"
    )

    assert "alert" not in reading.document.text
    assert "Secret" not in reading.document.text
    assert "Secret words of the page here." in left_out(reading)


def test_an_advert_between_paragraphs_is_left_out():
    reading = article(
        "<div class='advert'><p>Buy boats now! The best boats of the whole coast at half the price.</p></div>"
    )

    assert "Buy boats" not in reading.document.text


def test_a_page_of_a_few_words_is_read_by_its_elements():
    reading = read_web_page(page("<nav>Home</nav><h1>Note</h1><p>The quay is shut.</p>"))

    assert [text for _, text in blocks(reading)] == ["Note", "The quay is shut."]


def test_a_page_without_words_says_why():
    with pytest.raises(EmptyText, match="program in the browser"):
        read_web_page(page("<div id='app'></div><script>run()</script>"))


def test_words_of_other_scripts_and_emoji_keep_their_places():
    text = "שלום לכולם, הנמל נבנה מחדש בתשע שנים והעיר שילמה. 港口重建了。 🚢 The end of it."
    reading = read_web_page(page(f"<p>{text}</p>"))

    assert reading.document.text == text
    block = reading.document.blocks[0]
    assert (block.start, block.end) == (0, len(text))


HEAD = """
<title>Harbours and walls | Quay Review</title>
<meta name="citation_title" content="Harbours and walls"><meta name="citation_author" content="Moss, Ada">
<meta name="citation_author" content="Reed, Jon"><meta name="citation_publication_date" content="2024/03/05">
<meta name="citation_journal_title" content="Quay Review"><meta name="citation_doi" content="10.5555/quay.7">
<meta name="citation_firstpage" content="4"><meta name="citation_lastpage" content="9">
<link rel="canonical" href="https://quay.example/harbours">
"""


def test_citation_tags_describe_an_article():
    assert article(head=HEAD).found == {
        "type": "article-journal",
        "title": "Harbours and walls",
        "author": [{"family": "Moss", "given": "Ada"}, {"family": "Reed", "given": "Jon"}],
        "issued": {"date-parts": [[2024, 3, 5]]},
        "container-title": "Quay Review",
        "DOI": "10.5555/quay.7",
        "page": "4–9",
        "URL": "https://quay.example/harbours",
        "language": "en-GB",
    }


def test_json_ld_and_open_graph_describe_a_page():
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "On walls", "author": '
        '[{"name": "Ada Moss"}, {"name": "Jon Reed"}], "datePublished": "2023-11-02T08:00:00Z"}]}</script>'
        '<meta property="og:site_name" content="Quay Review">'
    )
    found = article(head=head).found

    assert (found["title"], found["container-title"]) == ("On walls", "Quay Review")
    assert [name["family"] for name in found["author"]] == ["Moss", "Reed"]
    assert found["issued"] == {"date-parts": [[2023, 11, 2]]}


def test_a_date_is_taken_where_the_page_states_it_and_never_from_a_year_that_the_text_speaks_of():
    told = f"<h1>On walls</h1><p>{FIRST}</p><p>{SECOND} The board has said so since 2011.</p>"

    assert "issued" not in read_web_page(page(told)).found
    dated = read_web_page(page(f'{told}<p><time datetime="2024-03-05">5 March 2024</time></p>'))
    assert dated.found["issued"] == {"date-parts": [[2024, 3, 5]]}


def test_broken_json_ld_says_nothing():
    found = article(head='<script type="application/ld+json">{"@type": [[[</script>').found

    assert found["type"] == "webpage"


def test_without_a_statement_the_heading_of_the_text_is_the_title_else_the_pages_without_the_site():
    popup = "<div class='popup'><h1>Keyboard shortcuts</h1><p>Press a key to turn the page of this book.</p></div>{}"
    assert article(around=popup).found["title"] == "Harbours and walls"
    bare = read_web_page(page(f"<p>{FIRST}</p><p>{SECOND}</p>", "<title>On walls | Quay Review</title>"))
    assert bare.found["title"] == "On walls"
