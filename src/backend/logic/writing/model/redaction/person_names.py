"""One person's name in running text: whole, in either order, with initials, in another spelling, or a part of it.

A part of a name that is a word as well ("Baker", "May", "Stone") is taken for the name only beside another part of it,
so that trades, months and materials stay. Nor is it one in small letters: "will cook" is what somebody will do.
"""

import re
import unicodedata
from collections.abc import Iterator, Set

from logic.writing.model.redaction.word_names import PERSONS_THAT_ARE_WORDS

SHORTEST_PART = 3
"""Letters. Shorter parts (Jo, de, Xu) occur inside honest text too often to be a name by themselves."""

_TRANSCRIBED = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "å": "aa",
    "ø": "oe",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
}
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ß": "s", "æ": "a", "å": "a"}
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that write names and words without a space between them, or with particles behind them."""

_GAP = r"[\s\u00a0·・]{1,3}"
_TITLE = r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Herrn?|Frau|Mme|M|Monsieur|Madame|Señora?|Sra?|Sig)\.?\s"


class PersonName:
    """Recognises one person's name. `ordinary` are words in lower case that the person's own CV uses as words."""

    def __init__(self, full_name: str, *, ordinary: Set[str] = frozenset()) -> None:
        name = " ".join(unicodedata.normalize("NFC", full_name).split())
        self._ordinary = ordinary
        words = [word for word in re.split(r"[\s,.-]+", name.casefold()) if word]
        self._reads_as_words = any(word in PERSONS_THAT_ARE_WORDS or word in ordinary for word in words)
        self._patterns = [re.compile(pattern, re.IGNORECASE) for pattern in self._of(name)] if name else []

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the name stands in a text."""
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span("name")
                found = text[start:end]
                # A whole name that cannot be read as words is one even in small letters.
                if _is_written_as_name(found) or (" " in found and not self._reads_as_words):
                    yield start, end

    def _of(self, name: str) -> Iterator[str]:
        if _UNSPACED.search(name):
            yield f"(?P<name>{_GAP.replace('{1,3}', '{0,3}').join(re.escape(part) for part in name.split())})"
            return
        parts = [part.strip(",") for part in name.split() if part.strip(",")]
        spelled = [_spelled(part) for part in parts]
        if len(parts) > 1:
            yield from _whole(parts, spelled)
        pieces = [piece for part in parts for piece in part.split("-")]
        for part in dict.fromkeys([*parts, *pieces]):
            yield from self._single(part, alone=len(parts) == 1)

    def _single(self, part: str, *, alone: bool) -> Iterator[str]:
        bare = part.rstrip(".").casefold()
        if len(bare) < SHORTEST_PART:
            return
        is_word = bare in PERSONS_THAT_ARE_WORDS or bare in self._ordinary
        before = _TITLE if is_word and not alone else r"(?<![\w-])"
        yield rf"{before}(?P<name>{_spelled(part)})(?![\w]|-\w)"


def _whole(parts: list[str], spelled: list[str]) -> Iterator[str]:
    """First and last name with what may stand between them, in either order, the first ones as initials too."""
    first, *middle, last = spelled
    between = "".join(
        rf"(?:{_GAP}(?:{each}|{_initial(part)}))?" for part, each in zip(parts[1:-1], middle, strict=True)
    )
    yield rf"(?<![\w])(?P<name>{first}{between}{_GAP}{last})(?!\w)"
    yield rf"(?<![\w])(?P<name>{last},?{_GAP}{first}{between})(?!\w)"
    initials = rf"{_initial(parts[0])}" + "".join(rf"(?:\s?{_initial(part)})?" for part in parts[1:-1])
    yield rf"(?<![\w])(?P<name>{initials}\s?{last})(?!\w)"
    yield rf"(?<![\w])(?P<name>{last},\s?{initials})"


def _initial(part: str) -> str:
    return rf"{_spelled(part[0])}\."


def _spelled(part: str) -> str:
    """A pattern for a word in its own spelling, without its marks, and with them written out (Müller, Mueller)."""
    return "".join(_letter(letter) for letter in part)


def _letter(letter: str) -> str:
    if letter in "'’":  # noqa: RUF001 - both apostrophes occur
        return "['’]"  # noqa: RUF001
    folded = letter.casefold()
    plain = _PLAIN.get(folded) or "".join(
        sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign)
    )
    decomposed = unicodedata.normalize("NFD", letter)
    found = dict.fromkeys(filter(None, (letter, decomposed, _TRANSCRIBED.get(folded), plain)))
    choices = [re.escape(choice) for choice in sorted(found, key=len, reverse=True)]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _is_written_as_name(found: str) -> bool:
    """Whether every longer word begins with a capital, or is of a script that has none."""
    words = [word for word in re.split(r"[\s,.·・-]+", found) if len(word) >= SHORTEST_PART] or [found]
    return not any(word[0].islower() for word in words)
