"""Characters of a raw line to canonical characters."""

import re
import unicodedata

# Nothing to see and nothing to say: soft hyphen, zero-width space, word joiner, byte order mark,
# Mongolian vowel separator as used by old web pages, and the invisible operators.
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\u180e\u2061-\u2064"
# Tab and the separators are white space, not control characters.
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Scripts whose letters take another shape beside a joiner: Arabic to Myanmar, Khmer, Mongolian, Tai
# Tham to Balinese, and later blocks of the same families.
_SHAPING = (
    "\u0600-\u109f\u1780-\u18af\u1a20-\u1b7f\ua8e0-\ua8ff\ua9e0-\ua9ff\uaa60-\uaa7f\ufb50-\ufdff\ufe70-\ufefc"
    "\U00011000-\U000114ff"
)
# What may stand before a joiner inside an emoji: symbols, skin tones, the emoji selector.
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

_REMOVED = re.compile(f"[{_INVISIBLE}{_CONTROL}]")
_DIRECTIONS = re.compile(f"[{_DIRECTION}]")
_STRAY_JOINER = re.compile(f"(?<![{_SHAPING}])\u200c|(?<![{_SHAPING}{_EMOJI}])\u200d")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WHITE_SPACE = re.compile(r"\s+")


def clean_characters(line: str) -> str:
    """Return one line in canonical characters: NFC, single spaces, nothing invisible, stripped.

    Every kind of white space, non-breaking and ideographic spaces included, becomes one plain space.
    Control characters, soft hyphens and zero-width fillers go. Joiners (U+200C, U+200D) stay where a
    script or an emoji needs them, direction marks stay in lines with right-to-left letters. Half a
    surrogate pair becomes U+FFFD, since no database stores it. Cleaning twice changes nothing.
    """
    if line.isascii() and line.isprintable():
        return _WHITE_SPACE.sub(" ", line).strip()
    line = _REMOVED.sub("", line)
    if not _RIGHT_TO_LEFT.search(line):
        line = _DIRECTIONS.sub("", line)
    line = _SURROGATE.sub("\ufffd", line)
    line = _STRAY_JOINER.sub("", line)
    return _WHITE_SPACE.sub(" ", unicodedata.normalize("NFC", line)).strip()


def is_wide(character: str) -> bool:
    """Say whether the script of the character is written without spaces (Han, kana)."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or character in "、。「」，"
