"""The page of examples, made of the document that a test runs."""

from functools import cache
from html import escape

from django.conf import settings
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCUMENT = settings.BASE_DIR / "docs" / "examples.md"
LANGUAGES = {"bash": "curl", "python": "Python", "r": "R"}
FENCE = "fence"


@cache
def examples_html() -> SafeString:
    """Return the document as HTML without its title; it changes only with the code, so it is made once a process."""
    markdown = MarkdownIt("commonmark", {"html": False})
    _title, _, text = DOCUMENT.read_text(encoding="utf-8").partition("\n\n")
    # Links lead to files of the repository, which the site does not serve.
    return SafeString("".join(_drawn(markdown, token) for token in markdown.parse(text)))


def _drawn(markdown: MarkdownIt, token: Token) -> str:
    if token.type != FENCE:
        for inner in token.children or []:
            if inner.type in {"link_open", "link_close"}:
                inner.hidden, inner.tag = True, "span"
                inner.attrs = {}
        return str(markdown.renderer.render([token], markdown.options, {}))
    language = LANGUAGES[token.info]
    code = f"<code>{escape(token.content)}</code>"
    block = f'<pre tabindex="0" role="group" aria-label="Example with {language}">{code}</pre>'
    return f'<div class="examples__code"><p class="examples__language">{language}</p>{block}</div>'
