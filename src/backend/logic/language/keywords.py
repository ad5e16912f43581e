"""Words of a text in one comparable form: the posting's keywords and the CV's words meet here.

Both sides go through the same folding, so a mistake of the folding costs nothing as long as it is consistent. Time is
linear in the length of the text; folding a word is cached, because a CV says the same words again and again.
"""

import re
import unicodedata
from functools import lru_cache

from logic.language.plurals import singular
from logic.language.stop_words import CASE_SENSITIVE_NAMES, DOT_ENDINGS, SLASH_NAMES, STOP_WORDS

BOUNDARY = ""
"""Stands between the words of two clauses, so that no phrase is found across them."""

_PIECE = re.compile(r"\.?[^\W_][\w+#]*(?:[./&'’-][^\W_][\w+#]*)*|[.,;:!?()\n•|]")  # noqa: RUF001 - both apostrophes occur


def normalize(text: str) -> str:
    """`text` with look-alike forms (full-width letters and digits, ligatures) made ordinary, in lower case."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """All words of `text`, folded, in order, with `BOUNDARY` between clauses. Stop words are still in."""
    found: list[str] = []
    for piece in _PIECE.findall(unicodedata.normalize("NFKC", text)):
        found.extend(fold(piece) if piece[-1].isalnum() or piece[-1] in "+#_" else (BOUNDARY,))
    return found


def keywords(text: str) -> list[str]:
    """Words of `text` that can matter for a job, folded, in order, with repeats: no stop words, no bare numbers."""
    return [word for word in words(text) if is_keyword(word)]


def is_keyword(word: str) -> bool:
    """Whether a folded word can matter for a job."""
    return word != BOUNDARY and word not in STOP_WORDS and not word.replace(".", "").isdigit()


@lru_cache(maxsize=16384)
def fold(piece: str) -> tuple[str, ...]:
    """One written word as the words it stands for: lower case, singular, alternatives split.

    `C#`, `Go`, `CI/CD` and `Node.js` stay whole; `Python/Java` gives two words; `back-end` is `backend`; a lower-case
    "go" is the verb and gives none, as do single letters that are not a technology's name.
    """
    lowered = piece.casefold().replace("’", "'")  # noqa: RUF001 - the typographic apostrophe is what is replaced
    if lowered in SLASH_NAMES:
        return (lowered,)
    if "/" in lowered:
        return tuple(word for part in piece.split("/") for word in fold(part))
    if "." in lowered.strip(".") and not _keeps_dot(lowered):
        return tuple(word for part in piece.split(".") if part for word in fold(part))
    word = lowered.removesuffix("'s").replace("-", "")
    if word in CASE_SENSITIVE_NAMES:
        return (word,) if piece[0].isupper() else ()
    if len(word) == 1 and not word.isdigit():
        return ()
    return (_singular(word),)


def _keeps_dot(lowered: str) -> bool:
    last = lowered.rsplit(".", 1)[-1]
    return last in DOT_ENDINGS or last.isdigit()


def _singular(word: str) -> str:
    is_singular = word.endswith("is") or word in STOP_WORDS or not word.isalpha()
    return word if is_singular else singular(word)
