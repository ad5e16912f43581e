"""One more thing in a list of what a source lists: "wound care and catheterisation" of "IV medication, wound care".

Where a text says all that its source says, a further item of a list which the source has no word of is no other word
for any of it. So one word is enough here, of which `surplus` asks for several.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.lexicons.general_words import GENERAL_WORDS
from logic.verification.meaning.surplus import Known, Spoken, key_of

_JOINTS: Final = frozenset(["and", "und", "et", "y", "e", "ed", "och", "og", "oraz", "plus", ","])
_FEWEST: Final = 3
_SHORTEST: Final = 6


def new_items(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The items of a text's lists that its source knows no word of, where the text says all of the source."""
    said, known = Known(text), Known(source)
    written = {mark for line in text for mark in line.short}
    stated = [word for line in source for word in line.words]
    if len(stated) < _FEWEST or any(not line.short <= written for line in source):
        return
    if not all(said.has(word) for word in stated):
        return
    for line in text:
        yield from _items(line, known)


def _items(line: Spoken, known: Known) -> Iterator[str]:
    content = frozenset(line.words)
    item: list[str] = []
    is_listed = False
    for word in (*line.low, "."):
        if word in _JOINTS or word in BOUNDARIES:
            if is_listed and item and not any(known.has(each) for each in item) and any(map(_is_telling, item)):
                yield " ".join(item)
            item, is_listed = [], word in _JOINTS
        elif word in content:
            item.append(word)


def _is_telling(word: str) -> bool:
    return len(word) >= _SHORTEST and key_of(word) not in GENERAL_WORDS
