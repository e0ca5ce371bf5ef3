"""Sentences that are no part of an argument though they stand in the text: references, bylines, menus, credits.

The readers of documents take most of it out; this is the second sieve, by the sentence alone. Patterns
look at a whole sentence or at its start, so that a sentence about newsletters is none.
"""

from __future__ import annotations

import re


def _either(lines: str) -> str:
    """Return the alternatives of a list of patterns, parted by bars between spaces and by line ends."""
    return "|".join(part.strip() for line in lines.strip().splitlines() for part in line.split(" | "))


_LINK = re.compile(r"(?:https?://|www\.|doi\.org/|doi/|doi:)\S+|\S+@\S+\.\w{2,}", re.IGNORECASE)
_YEAR_ONLY = re.compile(r"^\W*(?:\w+\.? )?(?:\d{1,2}\W+)?(?:19|20)\d\d[a-z]?\W*$")
_VOLUME = re.compile(
    r"\b\d+\s?\(\d+\)\s?:\s?\d+|\b(?:vol|no|pp?)\. ?\d+|\b(?:19|20)\d\d;\s?\d+|\b\d{4}-\d{3}[\dX]\b", re.IGNORECASE
)
# Marsh, Ada and Tom Brook. 2011.
_ENTRY = re.compile(
    r"^[\W_]*(?:\[?\d{1,3}[\].]\s)?(?:[A-Z][\w’'-]+, [A-Z][\w’'.-]*(?: [A-Z]\.?)?"
    r"(?:,? (?:and|&|et al\.?)[^.]{0,60})?\.?\s*(?:\(?(?:19|20)\d\d|$)|_{3,})"
)
# Marsh A, Brook T. Harbour dues. J Port Stud. 2011;12:45.
_VANCOUVER = re.compile(r"^\W*(?:\d{1,3}\.\s)?(?:[A-Z][\w’'-]+ [A-Z]{1,3},? ?)+(?:et al)?\.\s.*\b(?:19|20)\d\d\b")
# Marsh, Ada. Harbour Dues. Bergen: Fjord Press, 2011.
_BOOK = re.compile(r"^\W*[A-Z][\w’'-]+,\s[A-Z][^.]{1,40}\.\s.+:\s[A-Z][^:]{2,60},\s(?:19|20)\d\d\.?$")
_POINTER = re.compile(
    r"^\W*(?:"
    + _either(r"""
ibid\b | op\. cit | loc\. cit | idem\b | isbn\b | issn\b | arxiv:
(?:see|cf\.?|see also)[,:]?\s[^.]{0,120}\(?\b(?:19|20)\d\d[a-z]?\)?[^.]{0,30}\.?$
(?:retrieved|accessed|available)\s(?:from|on|at|online|\d) | last (?:updated|modified|accessed)
""")
    + ")",
    re.IGNORECASE,
)
# A title stands in quotation marks from end to end and capitalises its words.
_QUOTED = re.compile(r"^[“\"][^”\"]+[”\"]\W*$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

_MENU = re.compile(
    r"^\W*(?:"
    + _either(r"""
share (?:this|on|via)\b | follow (?:us|the author|him|her)\b | subscribe\b | sign (?:up|in)\b | log ?in\b
register (?:now|here|for)\b | click\b | tap (?:here|to)\b | download (?:the|this|full|english|pdf)\b | print this\b
read (?:more|next|also|the full)\b | continue reading\b | learn more\b | see more\b | more from\b
related (?:articles?|content|posts?|topics?)\b | you may also\b | recommended\b | skip to\b | back to (?:the )?top\b
jump to\b | menu\b | home\s[>»›/] | table of contents\b | advertisement\b | sponsored\b | newsletter\b
(?:this|our) (?:site|website) uses\b | we use cookies\b
by (?:using|continuing|clicking|signing up)\b.{0,40}\b(?:site|website|cookies|accept|agree|terms)\b
enter your e-?mail\b | join (?:our|the) (?:mailing|newsletter|conversation)\b | leave a (?:comment|reply)\b
comments? (?:are|is) closed\b | all rights reserved\b | copyright\b | © | terms (?:of use|and conditions)\b
privacy policy\b | cookies?\b | contact us\b | for inquiries\b | typeset by\b | donate (?:to|now|here)\b
support our work\b | \d+ min(?:ute)?s? read\b | estimated reading time\b | loading\b | javascript\b
please enable\b | listen to this\b | watch (?:the video|now)\b | view all\b | filed under\b
(?:tags?|topics?|categor(?:y|ies)|keywords?):
""")
    + ")",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"^\s*[^.!?]{1,40}(?:\s[>»›|•·]\s[^.!?]{1,60}){1,}\s*$")
_CREDIT = re.compile(
    r"^\W*(?:"
    + _either(r"""
(?:photo|image|picture|cover|illustration|graphic|video)s?(?: credits?)?\s?[:(] | sources?\s?: | note\s?:
(?:photo|image|picture) (?:by|credit|courtesy)\b | (?:figure|fig\.|table|chart|map|box)\s\d+\s?[.:–—-]
ap photo | getty images | reuters/ | afp\b.{0,20}$ | correction\s?: | update\s?: | disclaimer\b | editor['’]s note\b
(?:this|the) (?:article|piece|essay|post|commentary|paper|report) (?:originally |first |was |is )+(?:appeared|(?:re)?p)
(?:originally|first) published\b | reprinted\b | republished\b | translated (?:by|from)\b | edited by\b
(?:the )?(?:views|opinions)(?: and opinions)? expressed\b | tel\.?\s?:?\s?[+\d(] | (?:(?:tele)?phone|fax|e-?mail)\s?:
""")
    + ")",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s(?:(?:de|van|von|der|bin|al)\s)?[A-ZÀ-ÖØ-Þ][\w'’.-]*){1,3}"
_ROLE = (
    r"(?i:professor|lecturer|fellow|director|researcher|analyst|scholar|journalist|editor|reporter|correspondent"
    r"|columnist|economist|historian|associate|chair|dean|founder|adviser|advisor|specialist|candidate|student)"
)
_WRITTEN_BY = re.compile(
    rf"^\W*(?i:by|written by|text by|reported by|words by|authors?:)\s{_NAME}(?:(?:,| and| &)\s{_NAME})*\W*"
    r"(?:[|,·–—-].{0,80})?$"
)
_DATED = re.compile(
    r"^\W*(?:published|posted|updated|last updated|issued)\s?:?\s?(?:on\s)?[\w,. ]{0,24}(?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"^\W*(?:{_NAME}(?:\s\([^()]{{2,80}}\))?(?:,\s[^.]{{2,80}},?)?\s(?:is|was)\s(?:an?\s|the\s)?"
    rf"(?:[\w-]+\s){{0,6}}{_ROLE}s?\b"
    r".{0,120}\b(?:at|of|with|for)\s(?:the\s)?[A-Z]|(?i:about the authors?)\b"
    r"|(?:He|She|They)\s(?:(?:tweets?|can be (?:reached|followed|contacted))\b"
    r"|(?:appreciates?|thanks?|(?:is|are) grateful)\b.{0,80}\b(?:assistance|comments|support|help)\b)"
    r"|The authors? (?:thanks?|would like to thank|(?:is|are) grateful|declares?|acknowledges?)\b)"
)
_FINITE_HINT = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|[a-z]{2,}ed)\b"
)


def is_reference(text: str) -> bool:
    """Return whether the text is a piece of a reference: an address, a year, a volume, an entry, a pointer to one."""
    linked = sum(len(match.group()) for match in _LINK.finditer(text))
    patterns = (_YEAR_ONLY, _ENTRY, _POINTER, _VANCOUVER, _BOOK)
    if linked * 2 > len(text) or any(pattern.match(text) for pattern in patterns):
        return True
    return _QUOTED.match(text) is not None and _is_title(text)


def names_volume(text: str) -> bool:
    """Return whether it gives a volume or pages, as a reference does and prose seldom."""
    return _VOLUME.search(text) is not None


def is_byline(text: str) -> bool:
    """Return whether it says who wrote the text, who that is, whom that person thanks, or when it came out."""
    return any(pattern.match(text) for pattern in (_WRITTEN_BY, _DATED, _ABOUT))


def is_furniture(text: str) -> bool:
    """Return whether it belongs to the page around the text: a menu, a credit, a notice of rights."""
    if _MENU.match(text) or _CREDIT.match(text):
        return True
    return _CRUMBS.match(text) is not None and _FINITE_HINT.search(text) is None


def _is_title(text: str) -> bool:
    words = _LONG_WORD.findall(text)
    capitalised = sum(1 for word in words if word[0].isupper())
    return capitalised * 3 >= len(words) * 2
