"""Lines that were made safe, as text: a line as it is read, with the classes of what is coloured between two control
characters, of which a line that was made safe has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from delivery.console.web.safe_line import LINE_LENGTH, Span, safe_spans
from delivery.console.web.secret_masks import masked

_OPEN: Final = "\x01"
_CLOSE: Final = "\x02"
_CLASSES: Final = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}")
_LOOKED_AT_ONCE: Final = 200


def shown_lines(lines: Sequence[str]) -> Iterator[str]:
    """Each line as `safe_spans` has it. Most logs are plain, and many lines are found to be so at once."""
    for start in range(0, len(lines), _LOOKED_AT_ONCE):
        some = lines[start : start + _LOOKED_AT_ONCE]
        yield from some if _are_plain(some) else (_written(safe_spans(line)) for line in some)


def spans_of(line: str) -> list[Span]:
    """The spans of a line that was made safe."""
    if _OPEN not in line:
        return [("", line)] if line else []
    parts = [part.partition(_CLOSE) for part in line.split(_OPEN)[1:]]
    return [(classes, text) for classes, _, text in parts]


def words_of(text: str) -> str:
    """What a reader sees of lines that were made safe."""
    return _CLASSES.sub("", text) if _OPEN in text else text


def _written(spans: list[Span]) -> str:
    if all(not classes for classes, _ in spans):
        return "".join(text for _, text in spans)
    return "".join(f"{_OPEN}{classes}{_CLOSE}{text}" for classes, text in spans)


def _are_plain(lines: Sequence[str]) -> bool:
    """Whether none of them would be changed: a secret within one of them is one in all of them together, too."""
    together = "\n".join(lines)
    visible = together.replace("\n", "").replace("\t", "")
    return (
        visible.isascii()
        and visible.isprintable()
        and max(map(len, lines)) <= LINE_LENGTH
        and masked(together) == together
    )
