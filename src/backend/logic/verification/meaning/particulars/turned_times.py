"""Before and after, turned round: "learned welding before joining the navy" of who learned it after that.

What came first may be told first or last, so a text turns the time only where the same things stand on the same sides
of the opposite word.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Spoken

_BEFORE: Final = frozenset(["before", "vor", "bevor", "avant", "antes", "prima", "przed"])
_AFTER: Final = frozenset(["after", "nach", "nachdem", "apres", "despues", "depois", "dopo", "efter"])
_UNTIL: Final = frozenset(["until", "till", "bis", "jusqu'en", "jusqu'a", "hasta", "fino", "ate", "tot", "do"])
_SINCE: Final = frozenset(["since", "seit", "seitdem", "depuis", "desde", "dal", "sinds", "sindsdien", "od", "now"])
_STEM: Final = 5


def turned_times(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The words of a text for a time before or after, where its source has the opposite one."""
    for line in text:
        for one, other in ((_BEFORE, _AFTER), (_AFTER, _BEFORE)):
            told = _sides(line, one, other)
            if told is not None and any(_is_turned(told, _sides(stated, other, one)) for stated in source):
                yield next(word for word in line.low if word in one)


Sides = tuple[frozenset[str], frozenset[str]]


def _is_turned(told: Sides, stated: Sides | None) -> bool:
    if stated is None:
        return False
    return bool(told[0] & stated[0] - stated[1] and told[1] & stated[1] - stated[0])


def _sides(line: Spoken, marker: frozenset[str], opposite: frozenset[str]) -> Sides | None:
    """The stems on both sides of the one marker of a line; None where it has none, several or the opposite one."""
    places = [place for place, word in enumerate(line.low) if word in marker]
    if len(places) != 1 or not opposite.isdisjoint(line.low):
        return None
    place = places[0]
    return _stems(line.low[:place], line), _stems(line.low[place + 1 :], line)


def _stems(words: Sequence[str], line: Spoken) -> frozenset[str]:
    telling = {word[:_STEM] for word in line.words} | {name[:_STEM] for name in line.names}
    return frozenset(word[:_STEM] for word in words if word[:_STEM] in telling)


def exchanged_ends(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """What a text says has ended and its source says goes on, where what goes on is told as ended as well."""
    told, stated = _ended_and_begun(text), _ended_and_begun(source)
    ended = told[0] & stated[1] - stated[0]
    begun = told[1] & stated[0] - stated[1]
    if ended and begun:
        yield min(ended)


def _ended_and_begun(lines: Sequence[Spoken]) -> Sides:
    """The stems of pieces with "until", and those of pieces with "since"."""
    found: tuple[set[str], set[str]] = (set(), set())
    for line in lines:
        piece: list[str] = []
        for word in (*line.low, "."):
            if word not in BOUNDARIES:
                piece.append(word)
                continue
            for stems, marker in zip(found, (_UNTIL, _SINCE), strict=True):
                if not marker.isdisjoint(piece):
                    stems.update(_stems(piece, line))
            piece = []
    return frozenset(found[0]), frozenset(found[1])
