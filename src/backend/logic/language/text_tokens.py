"""A line of text as the pieces that facts are read from: words, numbers with what is glued to them, and marks.

Unlike `keywords.words`, which folds words until they meet a posting's, nothing is dropped here: "5k", "%", "C++" and a
hyphen are pieces, and each keeps the case in which it was written.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from logic.language.lookalikes import fold_characters
from logic.language.plurals import singular
from logic.language.stop_words import DOT_ENDINGS

_PIECE = re.compile(
    r"""
      '\d\d(?!\d)s?                                             # '19, '90s
    | \d{1,3}(?:[ '_]\d{3})+(?!\d)(?:[.,]\d+)*(?:[^\W\d_]\w*)?  # 1 500 000, 1'500k
    | \d+(?:[.,]\d+)*(?:[^\W\d_]\w*)?                           # 4, 3.11, 5k, 2nd, 1,500.50
    | [vV](?=\d)                                                # v2.0 is version 2.0
    | \.?[^\W\d_]\w*(?:['.&@][^\W_]\w*)*[+\#]*                  # word, don't, Node.js, AT&T, C++, .NET
    | [$€£¥₹₩%@~+/,.;:!?()\[\]|\n"*\#&<>=-]
    """,
    re.VERBOSE,
)
_WEB_ENDINGS = frozenset({"com", "org", "io", "ai", "dev", "app", "co", "edu", "gov", "uk", "de", "eu", "us", "fr"})
_LONGEST_WORD = 60

BOUNDARIES = frozenset('.;:!?()[]|\n"*,')
"""Pieces that no number, unit or name reaches across."""

_OPENING_MARKS = frozenset({'"', "-", "(", "+"})
_SENTENCE_ENDS = frozenset(".!?\n*|")


@dataclass(frozen=True, slots=True)
class Pieces:
    """One line: its pieces as written, and the same in lower case; `language` as `detection` has it, `line` as it
    was.
    """

    raw: tuple[str, ...]
    low: tuple[str, ...]
    language: str = "en"
    line: str = ""

    def at(self, index: int) -> str:
        """The piece at `index` in lower case; nothing outside the line."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def written(self, start: int, end: int) -> str:
        """Pieces `start` to `end` as one would show them: a currency sign and a percent sign stick to their number."""
        text = " ".join(piece for piece in self.low[start:end])
        for glued, plain in (
            ("$ ", "$"),
            ("€ ", "€"),
            ("£ ", "£"),
            ("¥ ", "¥"),
            (" %", "%"),
            (" - ", "-"),
            (" / ", "/"),
        ):
            text = text.replace(glued, plain)
        return text


def read_pieces(text: str, *, language: str = "en", line: str | None = None) -> Pieces:
    """The pieces of a text, look-alike characters made plain; `line` is what it was before its figures were."""
    raw: list[str] = _PIECE.findall(fold_characters(text))
    if any("." in piece[1:] for piece in raw):
        raw = [part for piece in raw for part in (_parts(piece) if "." in piece[1:] else (piece,))]
    return Pieces(tuple(raw), tuple(piece.casefold() for piece in raw), language, text if line is None else line)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word in lower case without a possessive and a plural ending: both sides of a comparison are cut alike."""
    word = word.removesuffix("'s").removesuffix("'")
    return word if len(word) > _LONGEST_WORD else singular(word)


def begins_sentence(pieces: Pieces, index: int) -> bool:
    """Whether the piece at `index` is the first of a sentence, where a capital says nothing."""
    before = index - 1
    while before >= 0 and pieces.low[before] in _OPENING_MARKS:
        before -= 1
    return before < 0 or pieces.low[before] in _SENTENCE_ENDS


def is_web_address(word: str) -> bool:
    """Whether a word in lower case is a host name or an e-mail address."""
    return "@" in word or ("." in word[1:] and word.rsplit(".", 1)[-1] in _WEB_ENDINGS)


def _parts(piece: str) -> tuple[str, ...]:
    """A word with inner dots: whole where the dots belong to it (Node.js, a.com), without them in B.Sc. and U.S."""
    if piece[0].isdigit():
        return (piece,)
    lowered = piece.casefold()
    if lowered.rsplit(".", 1)[-1] in DOT_ENDINGS or is_web_address(lowered):
        return (piece,)
    letters = piece.lstrip(".").split(".")
    if len(letters[0]) <= 2 and all(len(part) <= 4 for part in letters):
        return ("".join(letters),)
    return tuple(part for letter in letters for part in (letter, ".") if part)[:-1]
