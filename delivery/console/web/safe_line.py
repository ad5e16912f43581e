"""A line of a build's log as a page may have it: bounded, without secrets, its colours as names of classes and all else
that would move a cursor, hide a letter or turn the reading direction as what it is.

Colours are "Select Graphic Rendition" of ECMA-48; every other escape sequence is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from delivery.console.web.secret_masks import masked
from localcloud.cli import printable

LINE_LENGTH: Final = 2_000
_READ_LENGTH: Final = 8_000
"""Looked at beyond what is shown, so that a secret that the end cuts is seen whole."""
_ESCAPE: Final = "\x1b"
_SEQUENCE: Final = re.compile(
    r"\x1b\[(?P<codes>[0-9;]{0,64})m"  # a colour or the like
    r"|\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # cursor, screen
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # titles, links, device strings
    r"|\x1b[ -/]{0,4}[0-~]?"
)
_COLOURS: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")

Span = tuple[str, str]
"""Names of classes, and the text that has them."""


@dataclass(frozen=True, kw_only=True)
class _Style:
    colour: str = ""
    bold: bool = False
    dim: bool = False
    underlined: bool = False

    @property
    def classes(self) -> str:
        flags = (("bold", self.bold), ("dim", self.dim), ("underlined", self.underlined))
        return " ".join(filter(None, (f"ansi-{self.colour}" if self.colour else "", *(n for n, on in flags if on))))


def safe_spans(line: str) -> list[Span]:
    """One line as spans, at most `LINE_LENGTH` characters, then how many more there were."""
    length = len(line)
    spans: list[Span] = []
    room = LINE_LENGTH
    for classes, text in _coloured(masked_line(line)):
        if room > 0:
            spans.append((classes, text[:room]))
        room -= len(text)
    if room < 0 or length > _READ_LENGTH:
        spans.append(("cut", f" ... {length - LINE_LENGTH:,} more characters"))
    return spans


def masked_line(line: str) -> str:
    """The beginning of a line that is looked at. One with a secret loses its colours: they may stand inside of it."""
    bounded = line[:_READ_LENGTH]
    plain = _without_sequences(bounded)
    hidden = masked(plain)
    return bounded if hidden == plain else hidden


def plain_text(line: str) -> str:
    """The whole line without colours, for a file."""
    return printable(_without_sequences(masked_line(line))) + (
        f" ... {len(line) - _READ_LENGTH:,} more characters" if len(line) > _READ_LENGTH else ""
    )


def _without_sequences(line: str) -> str:
    return _SEQUENCE.sub("", line) if _ESCAPE in line else line


def _coloured(line: str) -> Iterator[Span]:
    style, at = _Style(), 0
    for found in _SEQUENCE.finditer(line) if _ESCAPE in line else ():
        if found.start() > at:
            yield style.classes, printable(line[at : found.start()])
        if found["codes"] is not None:
            style = _styled(style, [int(code or 0) for code in found["codes"].split(";")])
        at = found.end()
    if at < len(line):
        yield style.classes, printable(line[at:])


def _styled(style: _Style, codes: Sequence[int]) -> _Style:
    remaining = iter(codes)
    for code in remaining:
        if code in {38, 48}:  # a colour of 256 or 16 million: as if none was asked for
            _skip_colour(remaining)
        else:
            style = _changed(style, code)
    return style


def _skip_colour(remaining: Iterator[int]) -> None:
    for _ in range({5: 1, 2: 3}.get(next(remaining, 0), 0)):
        next(remaining, None)


def _changed(style: _Style, code: int) -> _Style:
    if code == 0:
        return _Style()
    if 30 <= code <= 37 or 90 <= code <= 97:
        return replace(style, colour=_COLOURS[code % 10])
    changes: dict[int, dict[str, bool | str]] = {
        1: {"bold": True},
        2: {"dim": True},
        4: {"underlined": True},
        22: {"bold": False, "dim": False},
        24: {"underlined": False},
        39: {"colour": ""},
    }
    return replace(style, **changes.get(code, {}))  # type: ignore[arg-type]
