"""A comment's Markdown as HTML that is safe to show: a small part of CommonMark, no HTML, no pictures, no headings.

Emphasis, code, lists, quotations and links are what a remark needs. Links lead to the web or to a mail program only,
tell search engines nothing, and tell the other site not where they were followed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from claims.domain.mentions import SOMEBODY, TOKEN_PATTERN, name_mentions

RULES = ("newline", "escape", "backticks", "emphasis", "link", "autolink", "list", "blockquote", "fence")
SCHEMES = ("http://", "https://", "mailto:")
LINK_RELATION = "nofollow noopener noreferrer ugc"
EXCERPT_LENGTH = 140

_MENTION = re.compile(TOKEN_PATTERN)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?'”’)\]]")
_MARKUP = re.compile(r"[*`]+|\[([^\]]*)\]\([^)]*\)")


def render_comment(body: str, names: Mapping[UUID, str], you: UUID | None = None) -> str:
    """Return the HTML of a stored comment; a mention shows the name of today, marked if it is the reader's own.

    `names` are those of the users whom the comment mentions. Never raises: what is no Markdown is text.
    """
    return str(_MARKDOWN.render(body, {"names": names, "you": you}))


def excerpt_of(body: str, names: Mapping[UUID, str], length: int = EXCERPT_LENGTH) -> str:
    """Return the start of a stored comment on one line without its markup, cut with an ellipsis at `length`."""
    flat = " ".join(_MARKUP.sub(lambda found: found[1] or "", name_mentions(body, names)).split())
    return flat if len(flat) <= length else flat[:length].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def _is_safe_address(url: str) -> bool:
    return url.strip().lower().startswith(SCHEMES)


def _mention(state: StateInline, silent: bool) -> bool:
    """Read @[id] as one token; part of markdown-it's chain of inline rules."""
    found = _MENTION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("mention", "span", 0)
        token.meta = {"user": UUID(found[1])}
    state.pos = found.end()
    return True


def _link_bare_addresses(state: StateCore) -> None:
    """Make links of addresses that stand in the text as they are, outside of other links and of code."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        depth, children = 0, []
        for token in block.children:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            children += _with_links(token) if token.type == "text" and depth == 0 else [token]
        block.children = children


def _with_links(text: Token) -> list[Token]:
    pieces, done = [], 0
    for found in _ADDRESS.finditer(text.content):
        pieces += [
            Token("text", "", 0, content=text.content[done : found.start()]),
            Token("link_open", "a", 1, attrs={"href": found[0]}),
            Token("text", "", 0, content=found[0]),
            Token("link_close", "a", -1),
        ]
        done = found.end()
    return [*pieces, Token("text", "", 0, content=text.content[done:])] if pieces else [text]


class _Renderer(RendererHTML):
    """Writes links that pass nothing on, and mentions by name."""

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Return the opening tag of a link."""
        tokens[index].attrSet("rel", LINK_RELATION)
        return self.renderToken(tokens, index, options, env)

    def mention(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Return the name of a mentioned user."""
        user = tokens[index].meta["user"]
        name = RendererHTML.text(self, [Token("text", "", 0, content=_name_of(user, env))], 0, options, env)
        own = " mention--you" if user == env["you"] else ""
        return f'<span class="mention{own}">@{name}</span>'

    def code_inline(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Return code in a line; a mention in it is shown as it was typed."""
        tokens[index].content = name_mentions(tokens[index].content, env["names"])
        return super().code_inline(tokens, index, options, env)

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Return a block of code without its language, which could only be a class of somebody's choice."""
        tokens[index].info = ""
        tokens[index].content = name_mentions(tokens[index].content, env["names"])
        return super().fence(tokens, index, options, env)


def _name_of(user: UUID, env: Any) -> str:  # noqa: ANN401 - the library's environment
    return str(env["names"].get(user, SOMEBODY))


def _make() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20}, renderer_cls=_Renderer)
    markdown.enable(RULES)
    markdown.validateLink = _is_safe_address  # type: ignore[method-assign]  # the library's documented hook
    markdown.inline.ruler.before("link", "mention", _mention)
    markdown.core.ruler.push("bare_addresses", _link_bare_addresses)
    return markdown


_MARKDOWN = _make()
