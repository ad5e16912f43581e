"""Before and after, turned round: "learned welding before joining the navy" of who learned it after that.

What came first may be told first or last, so a text turns the time only where the same things stand on the same sides
of the opposite word.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.lookalikes import fold_characters
from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Spoken
from logic.verification.quantities.number_words import MONTHS

_BEFORE: Final = frozenset(["before", "ahead", "vor", "bevor", "avant", "antes", "prima", "przed"])
_AFTER: Final = frozenset(["after", "nach", "nachdem", "apres", "despues", "depois", "dopo", "efter"])
_UNTIL: Final = frozenset(["until", "till", "bis", "jusqu'en", "jusqu'a", "hasta", "fino", "ate", "tot", "do"])
_SINCE: Final = frozenset(["since", "seit", "seitdem", "depuis", "desde", "dal", "sinds", "sindsdien", "od", "now"])
_WHOLE_WORDS = """
throughout whole entire all full ganze ganzen ganzes gesamte tout toute todo toda tutto tutta hele gehele caly cala
calego hela cely cele egesz весь всего
"""
_WHOLE: Final = frozenset(fold_characters(_WHOLE_WORDS).split())
_NEAR: Final = 4
_STEM: Final = 5
_YEAR_DIGITS: Final = 4
_REACH: Final = 2


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


def moved_beginnings(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The years since which a text tells something, where its source has another year for that and this one besides."""
    told, stated = _since(text), _since(source)
    if not stated:
        return
    years = {word for line in source for word in line.low if len(word) == _YEAR_DIGITS and word.isdecimal()}
    yield from sorted((told - stated) & years)


def _since(lines: Sequence[Spoken]) -> set[str]:
    return {
        year
        for line in lines
        for place, word in enumerate(line.low)
        if word in _SINCE
        for year in line.low[place + 1 : place + 1 + _REACH]
        if len(year) == _YEAR_DIGITS and year.isdecimal()
    }


def stretched_times(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The years of a text that are whole, of which its source names some months only."""
    whole = {
        year
        for line in text
        for place, year in enumerate(line.low)
        if len(year) == _YEAR_DIGITS and year.isdecimal() and _is_whole(line.low[max(place - _NEAR, 0) : place])
    }
    if not whole or any(_is_whole(line.low) for line in source):
        return
    for line in source:
        if not MONTHS.keys().isdisjoint(line.low):
            yield from sorted(whole.intersection(line.low))


def _is_whole(words: Sequence[str]) -> bool:
    return any(word in _WHOLE for word in words)
