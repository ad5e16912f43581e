"""What became of each line of a CV: kept, reworded, joined with another, or left out.

The service's answer holds both sets of lines but not which came from which, so they are matched by the words that they
share; nothing here decides anything but what is highlighted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

LineChange = Literal["same", "reworded", "joined"]
"""`same` also where only punctuation or a capital differs."""

_WORD = re.compile(r"\w+(?:[.&'’/+#-]\w+)*[+#]*")  # noqa: RUF001 - both apostrophes occur
_SOURCE_SHARE = 0.6
"""From this share of its words on, a source line counts as part of a tailored one."""


@dataclass(frozen=True)
class TailoredLine:
    """One line of the result: its pieces in order, each with whether the source lacks it, and what it is made of."""

    pieces: tuple[tuple[str, bool], ...]
    sources: tuple[int, ...]
    change: LineChange


def tailored_lines(before: Sequence[str], after: Sequence[str]) -> list[TailoredLine]:
    """How each line of `after` came from those of `before`."""
    return [_line(text, before) for text in after]


def left_out(before: Sequence[str], lines: Sequence[TailoredLine]) -> set[int]:
    """Indexes of those source lines that no line of the result is made of."""
    used = {index for line in lines for index in line.sources}
    return {index for index, text in enumerate(before) if text.strip() and index not in used}


def changed_pieces(before: str, after: str) -> tuple[tuple[str, bool], ...]:
    """`after` in pieces, each with whether it is new; joined together they are `after` again."""
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(a=[_plain(word) for word in old], b=[_plain(word) for word in new], autojunk=False)
    pieces: list[tuple[str, bool]] = []
    for operation, _, _, start, end in matcher.get_opcodes():
        if end > start:
            pieces.append(("".join(new[start:end]), operation != "equal"))
    return tuple(pieces)


def _line(text: str, before: Sequence[str]) -> TailoredLine:
    words = _words(text)
    sources = tuple(index for index, source in enumerate(before) if _share(_words(source), words) >= _SOURCE_SHARE)
    different = {_words(before[index]) for index in sources}
    if text in before or (len(different) == 1 and _in_order(before[sources[0]]) == _in_order(text)):
        return TailoredLine(pieces=((text, False),), sources=sources or (before.index(text),), change="same")
    # In the order in which the result says them, so that a joined line is not all new because its halves were swapped.
    ordered = sorted(sources, key=lambda index: _place(before[index], text))
    pieces = changed_pieces("; ".join(before[index] for index in ordered), text)
    return TailoredLine(pieces=pieces, sources=sources, change="joined" if len(different) > 1 else "reworded")


def _tokens(text: str) -> list[str]:
    """Words, and what stands between them, so that nothing is lost when they are put together."""
    return [token for token in re.split(r"(\s+|[;,.])", text) if token]


def _plain(token: str) -> str:
    return token if not token.strip() else token.casefold()


def _in_order(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(text)]


def _words(text: str) -> frozenset[str]:
    return frozenset(_in_order(text))


def _share(source: frozenset[str], words: frozenset[str]) -> float:
    return len(source & words) / len(source) if source else 0.0


def _place(source: str, text: str) -> int:
    folded = text.casefold()
    found: Iterator[int] = (folded.find(word) for word in _tokens(source.casefold()) if len(word) > 2)
    return min((place for place in found if place >= 0), default=len(text))
