"""A key that texts share which say the same in nearly the same words, so that a list shows one of them."""

from __future__ import annotations

import hashlib
import re

from agreement.domain.likeness.terms import Folding, terms_of
from agreement.domain.names.aliases import default_aliases, fold_table

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Words that turn a statement round or weaken it: texts that differ in one say different things.
_TURNING = frozenset(
    """
    not no never none nor neither cannot without hardly scarcely little few fail fails failed unable may might could
    would will can must should perhaps likely unlikely possibly probably seldom rarely only most all some if unless
    before after more less than
    """.split()  # noqa: SIM905
)
_FOLDING = fold_table(default_aliases())


def fold_key(text: str, folding: Folding = _FOLDING) -> str:
    """Return 32 hexadecimal digits that are the same for texts with the same terms, names folded, in the same order.

    Function words and typography do not count; words that turn or weaken a statement and numbers do.
    """
    turning = [word for word in (match.group().casefold() for match in _WORD.finditer(text)) if _turns(word)]
    terms = [term.key for term in terms_of(text, folding)]
    if not terms and not turning:
        terms = [text.strip()]
    return hashlib.sha256("\x1f".join([*terms, "", *turning]).encode()).hexdigest()[:32]


def _turns(word: str) -> bool:
    return word in _TURNING or word.endswith(("n't", "n’t")) or word.isdigit()
