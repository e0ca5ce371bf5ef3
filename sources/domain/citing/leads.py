"""The names of a citation: in the bracket before the year, or in the sentence before the bracket."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sources.domain.citing.words import COUNTING, MONTHS, NO_NAMES, PARTICLES

Knows = Callable[[str], bool]

LEAD_LENGTH_MAX = 160
"""Code points. Longer is a sentence with a year in it."""
WORDS_BEFORE_MAX = 14
WORDS_A_PERSON_MAX = 3
WORDS_A_NAME_MAX = 9

_PREFIX = re.compile(
    r"(?:(?:for\s(?:example|instance|a\s(?:review|discussion|summary|critique)|more|details)|see|see\salso|also|but\ssee|cf\.?|"
    r"e\.\s?g\.|i\.\s?e\.|compare|contra|notably|including|esp(?:ecially|\.)|in\sparticular|among\sothers|"
    r"(?:as\s)?(?:quoted|cited|reported|discussed|argued|shown|noted|reprinted)\s(?:in|by)|according\sto|based\son|"
    r"adapted\sfrom|data\sfrom|source|sources|following|after|from|by|per|in)[,:]?\s+)+",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r",?\s*(?:\bet\.?\s+al\b\.?|\band\s(?:others|colleagues|co-?authors)\b|\s외\b|等)[’']?s?\s*,?\s*$", re.IGNORECASE
)
_SPLIT = re.compile(
    r"\s*,\s*(?:and|&)\s+|\s+(?:and|&|und|y|et)\s+|\s*,\s*|(?<=[\uac00-\ud7a3])[·ㆍ](?=[\uac00-\ud7a3])"
)
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_DAY = re.compile(r",?\s+(?:\d{1,2}\s)?(?P<month>[A-Z][a-z]{2,8})\.?(?:\s\d{1,2})?,?\s*$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.[\s-]?)+")
_UPPER = re.compile(r"[^\W\d_a-zà-öø-ÿ]")
_SMALL = PARTICLES | frozenset(["of", "for", "the", "on", "in", "and", "&", "und", "y", "et"])
_SAYING = re.compile(
    r"\s*,?\s*(?:also|has|have|had|rightly|further|even|both|recently|thus|later)?\s*(?:arg|sa(?:y|id)|claim|conten[dt]|suggest|show|"
    r"f(?:ind|ound)|not(?:e|ing)|observ|report|demonstrat|conclud|point|propos|describ|discuss|explain|estimat|"
    r"examin|analy[sz]|writ|wrote|h(?:old|eld)|maintain|stress|emphasi|highlight|identif|defin|warn|see|call|put|"
    r"distinguish|compar|document|assess|view|consider|believ|assert|indicat|reveal|offer|provid|use|develop|survey|study)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:the|a|an|this|that|its|their|his|her)\s+(?:\S+\s+)?$", re.IGNORECASE)
_LEADING_IN = re.compile(
    r"(?:\b(?:by|to|per|see|following|from|in|with|of|as|and|cf\.|citing|quoting)\s+)$", re.IGNORECASE
)


@dataclass(frozen=True)
class FoundNames:
    """The names that a citation gives, where they begin, and whether it says that there are others."""

    names: tuple[str, ...]
    start: int
    others: bool = False


def read_lead(lead: str, knows: Knows) -> FoundNames | None:
    """Return the names before a year in a bracket, None if that is no list of names.

    `start` counts from the beginning of `lead`. “see also”, “e.g.” and the like are left out. A day and month behind
    a known name, “Harbour News, May 4,”, is part of the date.
    """
    if not lead.strip() or len(lead) > LEAD_LENGTH_MAX:
        return None
    start = len(lead) - len(lead.lstrip())
    prefix = _PREFIX.match(lead, start)
    if prefix:
        start = prefix.end()
    named = re.sub(r"\s*\[[^\]]*\]", "", lead[start:]).strip().rstrip(",: ")
    day = _DAY.search(named)
    if day and day["month"].lower() in MONTHS and day.start():
        named = named[: day.start()].rstrip(", ")
        if not knows(named):
            return None
    others = _OTHERS.search(named)
    plain = named[: others.start()] if others else named
    names = _split_names(plain.rstrip(", "), knows)
    return FoundNames(names, start, others=others is not None) if names else None


def names_before(before: str, behind: str, knows: Knows, *, marked: bool) -> FoundNames | None:
    """Return the names that end at the end of `before` and belong to the bracketed year behind them.

    The longest run of names whose first is known wins. Without a known name there must be a sign that the bracket
    cites, and no article: “et al.”, a possessive, a verb of saying behind it, a word such as “by” before it, or
    `marked` (a page or a letter at the year).
    """
    places = _word_places(before)
    for start in places:
        run = before[start:].rstrip()
        names, others = _read_run(run, knows)
        if names and knows(names[0]):
            return FoundNames(names, start, others=others)
    for start in places:
        run = before[start:].rstrip()
        names, others = _read_run(run, knows)
        if (
            not names
            or _ARTICLE.search(before[:start])
            or any(len(name.split()) > WORDS_A_PERSON_MAX for name in names)
        ):
            continue
        possessive = _POSSESSIVE.search(run) is not None
        said = _SAYING.match(behind) is not None
        if others or possessive or marked or said or _LEADING_IN.search(before[:start]):
            return FoundNames(names, start, others=others)
    return None


def _read_run(run: str, knows: Knows) -> tuple[tuple[str, ...], bool]:
    others = _OTHERS.search(run)
    plain = run[: others.start()] if others else _POSSESSIVE.sub("", run)
    return _split_names(plain, knows), others is not None


def _word_places(before: str) -> list[int]:
    """Return where a run of names that ends here may begin, the longest run first."""
    places: list[int] = []
    end = len(before.rstrip())
    if len(before) - end > 2:
        return places
    for count, match in enumerate(reversed(list(re.finditer(r"\S+", before[max(0, end - LEAD_LENGTH_MAX) : end])))):
        word = match.group()
        inner = count > 0
        ends = word[-1] in ".!?;:…)]”" and not re.fullmatch(r"(?:[^\W\d_]\.-?)+|al\.|Jr\.|Sr\.", word)
        if (inner and ends) or count >= WORDS_BEFORE_MAX:
            break
        bare = word.strip("“”\"'‘’(),")
        starts = max(0, end - LEAD_LENGTH_MAX) + match.start()
        if _is_capital(bare) and word[0] not in '“"(‘':
            if not _is_no_name(bare):
                places.append(starts)
        elif word[0] in '“"(' or (
            bare.lower() not in _SMALL and bare.lower() not in {"al.", "al", "others", "colleagues"}
        ):
            break
        elif bare.lower() in PARTICLES and places:
            places.append(starts)
    return places[::-1]


def _split_names(text: str, knows: Knows) -> tuple[str, ...]:
    """Return the single names of a list, empty if anything in it is no name; a known organisation stays whole."""
    whole = text.removeprefix("the ").removeprefix("The ")
    if not text or not (_are_name_words(text) or _is_numbered_name(whole, knows)):
        return ()
    if " and " in whole and knows(whole) and not knows(whole.split(" and ")[0]):
        return (whole,)
    names = [_POSSESSIVE.sub("", part.strip()) for part in _SPLIT.split(whole) if part.strip()]
    kept = [name for name in names if not _INITIAL.fullmatch(name)]
    return tuple(kept) if all(len(name.split()) <= WORDS_A_NAME_MAX for name in kept) else ()


def _is_numbered_name(text: str, knows: Knows) -> bool:
    """Say whether a number begins the name of a known author: “38 North”."""
    return re.match(r"\d+\s", text) is not None and knows(text) and _are_name_words(text.lstrip("0123456789 "))


def _are_name_words(text: str) -> bool:
    words = [word.strip(",") for word in text.split()]
    if not words or any(character.isdigit() for character in text):
        return False
    for place, word in enumerate(words):
        bare = word.strip("“”\"'‘’.")
        if _is_capital(bare):
            if _INITIAL.fullmatch(word):
                continue
            if _is_no_name(bare) and not (place == 0 and bare == "The" and len(words) > 1):
                return False
        elif bare.lower() not in _SMALL or (place == 0 and bare.lower() not in PARTICLES | {"the"}):
            return False
    return _is_capital(words[-1].strip("“”\"'‘’."))


def _is_capital(word: str) -> bool:
    """Say whether the word begins as a name does: with a capital, or in a script that has none."""
    letters = word.removeprefix("al-").removeprefix("el-").removeprefix("d’").removeprefix("d'")
    return bool(letters) and _UPPER.match(letters) is not None


def _is_no_name(word: str) -> bool:
    """Say whether the word is nobody's name; one in capitals is an acronym, “ITS”, unless it counts something."""
    plain = _POSSESSIVE.sub("", word).strip(".,")
    return plain.lower() in (COUNTING if plain.isupper() and len(plain) > 1 else NO_NAMES)
