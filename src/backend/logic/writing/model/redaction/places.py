"""Where a person lives, in running text: the address as it is written, and its town where it stands as a place.

A town that is a word as well (Bath, Reading, Essen) is taken for the place only where the words before it say so:
whoever fitted twelve bathrooms in Bath has fitted them still.
"""

import re
from collections.abc import Iterator, Set

from logic.writing.model.redaction.word_names import PLACES_THAT_ARE_WORDS

SHORTEST_PLACE = 3
_PLACED = (
    r"(?:\b(?:lives? in|living in|based in|resident in|located in|born in|from|near|at|in|to|address|home|location|"
    r"place|residence|wohnort|wohne in|wohnhaft in|aus|nach|ort|adresse|domicile|habite à|de|à|dirección|vivo en|en|"
    r"domicilio|residente a|a|w|z|住所)[:,]?\s+|[:：]\s*)"  # noqa: RUF001 - a full-width colon
)


class Place:
    """Recognises one person's place. `ordinary` are words in lower case that the person's own CV uses as words."""

    def __init__(self, location: str | None, *, ordinary: Set[str] = frozenset()) -> None:
        whole = " ".join((location or "").split())
        town = whole.split(",")[0].strip()
        self._patterns: list[re.Pattern[str]] = []
        if len(whole) >= SHORTEST_PLACE and whole != town:
            self._patterns.append(re.compile(_bounded(re.escape(whole)), re.IGNORECASE))
        if len(town) >= SHORTEST_PLACE:
            folded = town.casefold()
            is_word = folded in PLACES_THAT_ARE_WORDS or folded in ordinary
            before = f"(?:{_PLACED})" if is_word else ""
            # Written as the place is: "Bath", never "bath".
            self._patterns.append(re.compile(f"{_inline_case(before)}{_bounded(re.escape(town))}(?!-\\w)"))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the place stands in a text."""
        for pattern in self._patterns:
            yield from (match.span("place") for match in pattern.finditer(text))


def _bounded(place: str) -> str:
    return rf"(?<![\w-])(?P<place>{place})(?!\w)"


def _inline_case(pattern: str) -> str:
    return f"(?i:{pattern})" if pattern else ""
