"""Web pages: the main text of a page, without what the site puts around it.

Two witnesses decide. trafilatura says which words are main text, and rewrites the tree while it does so; the blocks are
our own, walked from an untouched tree, so that nothing in them is changed. What stands around them is judged by the
elements that hold it.
"""

import re
from collections.abc import Iterator, Sequence

import lxml.html
import trafilatura
from lxml import etree

from sources.domain.document import BlockKind, Draft, FurnitureLine, FurnitureReason
from sources.domain.page_encoding import decode_page
from sources.domain.structured import canonicalise_drafts
from sources.errors import BrokenDocument, EmptyText
from sources.readers.markup import Element, MarkedBlock, Walk, tokens
from sources.readers.page_metadata import page_metadata
from sources.readers.reading import Reading

# Blocks that are mostly links lead elsewhere.
LINKED_SHARE_MAX = 0.6
# A container that holds more of the main text than this is no frame around it, whatever its class says.
FRAME_SHARE_MAX = 0.3
# Shorter blocks stand in many places of a page; only whole lines of the main text vouch for them.
SURE_LENGTH_MIN = 25
# With less main text than this trafilatura found nothing, and the elements decide alone.
MAIN_LENGTH_MIN = 120
# Headings over the first paragraph: a title and a subtitle.
HEADINGS_ABOVE_MAX = 2

_FRAME_TAGS = frozenset({"nav", "footer", "aside", "dialog", "menu", "form"})
_FRAME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary",
                          "menu", "toolbar", "form"})  # fmt: skip
_FRAME_WORD = re.compile(
    r"(?:.*[-_])?(?:cookies?|consent|gdpr|newsletter|subscri(?:be|ption)|promo|advert(?:isement|s)?|ads?|adsbygoogle|sponsored"
    r"|share|sharing|social|related|recommend(?:ed|ations)|comments?|disqus|breadcrumbs?|menu|navbar|nav|navigation"
    r"|sidebar|popup|modal|overlay|paywall|banner|skip-?link|toolbar|pagination|tags|masthead|outbrain|taboola|teasers?"
    r"|screen-reader-text|visually-hidden|sr-only|noprint)(?:[-_](?:bar|box|block|links?|list|container|wrapper|widget"
    r"|section|area|buttons?|icons?|text|content|form|inner|items?|\d+))*",
    re.IGNORECASE,
)
# trafilatura parts the cells of a table by bars.
_SPACE = re.compile(r"[\s|]+")


def read_web_page(data: bytes, charset: str = "") -> Reading:
    """Return the main text of a web page with its headings, lists, quotations, captions and footnotes.

    `charset` is what the server said. Scripts, styles and forms' controls are dropped, everything else that is left
    out is listed as furniture. Raises EmptyText when the page has no words, BrokenDocument when it is no markup.
    """
    markup = decode_page(data, charset).text
    root = parse_markup(markup)
    blocks = list(Walk(root).blocks())
    if not blocks:
        raise EmptyText("The page holds no text: it may be filled in by a program in the browser.")
    kept = _main_blocks(blocks, markup)
    drafts, furniture = [], []
    for number, block in enumerate(blocks, start=1):
        if block.hidden or number - 1 not in kept:
            reason = FurnitureReason.HIDDEN if block.hidden else FurnitureReason.BESIDE_TEXT
            furniture.append(FurnitureLine(number, block.text, reason))
        else:
            drafts.append(Draft(block.text, number, number, block.kind, level=block.level))
    heading = next((draft.text for draft in drafts if draft.kind is BlockKind.HEADING and draft.level == 1), "")
    return Reading(canonicalise_drafts(drafts, furniture), page_metadata(root, markup, heading))


def parse_markup(markup: str) -> Element:
    """Return the tree of a page or of a piece of one: no network, no entities of its own, no giant trees."""
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    # A declaration of an encoding in a text that is decoded already would be refused.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup.removeprefix("\ufeff"), count=1)
    try:
        root = lxml.html.document_fromstring(text, parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError) as error:
        raise BrokenDocument("The file is no web page: it has no elements that can be read.") from error
    return root


def _main_blocks(blocks: Sequence[MarkedBlock], markup: str) -> set[int]:
    """Return the indices of the blocks of the main text."""
    shown = [index for index, block in enumerate(blocks) if not block.hidden]
    vouched = _vouched(blocks, shown, markup)
    length = sum(len(blocks[index].text) for index in vouched)
    frames = _frames(blocks, vouched)
    free = {index for index in shown if not any(parent in frames for parent in _around(blocks[index].element))}
    if length < MAIN_LENGTH_MIN:
        return free or set(shown)
    main = vouched & free or vouched
    first, last = min(main), max(main)
    home = _common_ancestor([blocks[index].element for index in main])
    between = {
        i
        for i in free
        if first < i < last and blocks[i].linked <= LINKED_SHARE_MAX and home in _around(blocks[i].element)
    }
    notes = {
        i
        for i in free
        if blocks[i].kind in (BlockKind.FOOTNOTE, BlockKind.CAPTION) and home in _around(blocks[i].element)
    }
    return main | between | notes | _headings_above(blocks, free, first)


def _vouched(blocks: Sequence[MarkedBlock], shown: Sequence[int], markup: str) -> set[int]:
    """Return the indices of the blocks whose words trafilatura has in the main text."""
    text = (
        trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
        or ""
    )
    squeezed = _SPACE.sub("", text)
    lines = {_SPACE.sub("", line.lstrip("-*# ")) for line in text.splitlines()}
    vouched = set()
    for index in shown:
        key = _SPACE.sub("", blocks[index].text)
        if key in lines or (len(key) >= SURE_LENGTH_MIN and key in squeezed):
            vouched.add(index)
    return vouched


def _frames(blocks: Sequence[MarkedBlock], vouched: set[int]) -> set[Element]:
    """Return the elements that frame a page: navigation, notices, shares, adverts."""
    total = sum(len(blocks[index].text) for index in vouched) or 1
    held: dict[Element, int] = {}
    candidates: set[Element] = set()
    for index, block in enumerate(blocks):
        for parent in _around(block.element):
            if parent in candidates or _is_frame(parent):
                candidates.add(parent)
                held[parent] = held.get(parent, 0) + (len(block.text) if index in vouched else 0)
    return {element for element in candidates if held[element] <= FRAME_SHARE_MAX * total}


def _is_frame(element: Element) -> bool:
    if element.tag in ("html", "body", "main", "article"):
        return False
    if element.tag in _FRAME_TAGS or _FRAME_ROLES & tokens(element, "role"):
        return True
    if element.tag == "header":
        return not any(parent.tag in ("article", "main") for parent in element.iterancestors())
    return any(_FRAME_WORD.fullmatch(word) for word in tokens(element, "class", "id"))


def _headings_above(blocks: Sequence[MarkedBlock], free: set[int], first: int) -> set[int]:
    """Return the title, and a subtitle, right above the main text."""
    above = [i for i in range(first) if i in free and blocks[i].kind is BlockKind.HEADING and blocks[i].level <= 2]
    top = [i for i in above if blocks[i].level == 1]
    chosen = [i for i in above if i >= top[-1]] if top else above[-1:]
    return set(chosen[:HEADINGS_ABOVE_MAX])


def _around(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _common_ancestor(elements: Sequence[Element]) -> Element:
    paths = [list(_around(element))[::-1] for element in elements]
    common = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    return common
