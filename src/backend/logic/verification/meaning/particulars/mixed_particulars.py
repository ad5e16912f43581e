"""A name of one line told of another line's deed: "taught swimming in York" of who taught it in Hull, and rowing there.

Looked at are names, which lines write with a capital. Each of both lines must have a name of its own, so that one
stands in the other's place; the text must speak of what the one line alone speaks of, leave out its names, and say of
the other line nothing but a name.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.verification.meaning.surplus import Spoken

_STEM: Final = 5
_FEWEST: Final = 2


def mixed(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The names of a text that its source gives to another line than the one that it tells."""
    lines = [line for line in source if line.names]
    if len(lines) < _FEWEST:
        return
    words = {word[:_STEM] for line in text for word in line.every}
    names = {name for line in text for name in line.names}
    counts: dict[str, int] = {}
    for line in source:
        for stem in _deeds(line) | _names(line):
            counts[stem] = counts.get(stem, 0) + 1
    told = [line for line in lines if _told(_own(_deeds(line), counts), words, names, line)]
    for line in lines:
        own = _own(_names(line), counts)
        taken = {name for name in line.names if name[:_STEM] in own} & names
        if taken and words.isdisjoint(_own(_deeds(line), counts)) and any(other is not line for other in told):
            yield min(taken)


def _told(own: set[str], words: set[str], names: set[str], line: Spoken) -> bool:
    """Whether a text tells a line's deed without its names."""
    return len(own & words) >= _FEWEST and line.names.isdisjoint(names)


def _own(stems: set[str], counts: dict[str, int]) -> set[str]:
    return {stem for stem in stems if counts[stem] == 1}


def _deeds(line: Spoken) -> set[str]:
    return {word[:_STEM] for word in line.words} - _names(line)


def _names(line: Spoken) -> set[str]:
    return {name[:_STEM] for name in line.names}
