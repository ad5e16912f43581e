"""The lines of a log by their numbers, in a file without a name: memory has where they lie, and the last few."""

from __future__ import annotations

import os
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import Final

from delivery.console.web.shown_line import words_of

MOST_BYTES: Final = 128 * 1024 * 1024
_LINES_A_BLOCK: Final = 256
_SEARCHES_KEPT: Final = 4


class StoredLines:
    """Lines that were made safe, so that the file has no secret. Whoever calls holds a lock of their own."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it is closed and gone with this object
        self._ends: list[int] = [0]
        self._last: list[str] = []
        self._searches: OrderedDict[str, _Search] = OrderedDict()
        self.count = 0

    @property
    def is_full(self) -> bool:
        """Whether it takes no more: the rest of such a log is in the file that a person downloads."""
        return self._ends[-1] >= MOST_BYTES

    def add(self, lines: Iterable[str]) -> None:
        """Appends lines; of what is more than it takes, none."""
        for line in lines:
            if self.is_full:
                return
            self._last.append(line)
            self.count += 1
            if len(self._last) == _LINES_A_BLOCK:
                self._file.write("\n".join(self._last).encode(errors="surrogatepass"))
                self._ends.append(self._file.tell())
                self._last = []

    def read(self, first: int, count: int) -> list[str]:
        """Lines from a number on, as many as there are."""
        start = max(first, 1) - 1
        end = min(start + max(count, 0), self.count)
        found: list[str] = []
        for block in range(start // _LINES_A_BLOCK, -(-end // _LINES_A_BLOCK)):
            at = block * _LINES_A_BLOCK
            found += self._block(block)[max(start - at, 0) : max(end - at, 0)]
        return found

    def numbers_with(self, text: str) -> array[int]:
        """Numbers of the lines that have a text, capitals or not; what was searched before is not searched again."""
        search = self._searches.setdefault(text.lower(), _Search())
        self._searches.move_to_end(text.lower())
        while len(self._searches) > _SEARCHES_KEPT:
            self._searches.popitem(last=False)
        for first, lines in self._from(search.searched + 1):
            search.found.extend(first + place for place in _places(lines, text.lower()))
        search.searched = self.count
        return search.found

    def _from(self, first: int) -> Iterator[tuple[int, list[str]]]:
        while first <= self.count:
            rest = _LINES_A_BLOCK - (first - 1) % _LINES_A_BLOCK
            yield first, self.read(first, rest)
            first += rest

    def _block(self, number: int) -> list[str]:
        if number == len(self._ends) - 1:
            return self._last
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._file.fileno(), end - start, start).decode(errors="surrogatepass").split("\n")


class _Search:
    """What was found of a text in the lines up to a number."""

    def __init__(self) -> None:
        self.found: array[int] = array("L")
        self.searched = 0


def _places(lines: list[str], wanted: str) -> Iterator[int]:
    if wanted in words_of("\n".join(lines)).lower():
        yield from (place for place, line in enumerate(lines) if wanted in words_of(line).lower())
