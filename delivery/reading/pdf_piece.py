"""A line of text at its place on a page, as a PDF has it, and what its text is once it is read as people write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from delivery.reading.bullets import MARKERS
from delivery.reading.cv_dates import is_a_date

_MARKER: Final = re.compile(rf"^\s*[{re.escape(MARKERS)}](?:\s+|$)")
_SYMBOLS: Final = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\u2010": "-",
    "\u2011": "-",
    "\u00a0": " ",
    "\u00ad": "-",
    "\u02bc": "\u2019",
}
"""Bullets of the font Symbol, which Word writes, and signs that look like others."""

_COMPOSED: Final = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06]")
"""Ligatures, and the radicals that some programs write for the ideographs that look like them."""

_HYPHEN_WITHOUT_NAME: Final = re.compile(r"(?<=[^\W\d_])\(cid:\d+\)$")
"""A program that parts words may draw the hyphen by a sign that its font gives no meaning."""

_NO_TEXT: Final = re.compile("\\(cid:\\d+\\)|[\ue000-\uf8ff\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
IDEOGRAPHS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A line of text on a page. Lengths are points, from the page's lower left.

    Attributes:
        size: the middle one of its letters'.
        places: each character with its left and its right end.
        block: which of the page's blocks it stands in.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    places: Sequence[tuple[str, float, float]]
    page: int
    block: int
    page_height: float

    @cached_property
    def clean(self) -> str:
        text = _HYPHEN_WITHOUT_NAME.sub("-", self.text.rstrip())
        text = "".join(_SYMBOLS.get(sign, sign) for sign in _COMPOSED.sub(_apart, text))
        return re.sub(r"[ \n\r\v\f]+", " ", _NO_TEXT.sub("", text)).strip()

    @cached_property
    def is_item(self) -> bool:
        return bool(_MARKER.match(self.clean))

    @cached_property
    def is_marker(self) -> bool:
        """A bullet, and nothing else."""
        return self.is_item and not _MARKER.sub("", self.clean)

    @cached_property
    def is_date(self) -> bool:
        """Years or a period of them, and nothing else."""
        return is_a_date(self.clean)

    @cached_property
    def text_left(self) -> float:
        """Where its text begins, after a bullet."""
        if not self.is_item:
            return self.left
        after = [left for sign, left, _ in self.places if sign.strip()][1:]
        return after[0] if after else self.right

    @cached_property
    def first_word_width(self) -> float:
        width = 0.0
        for sign, left, right in self.places:
            if sign.strip():
                width = max(width, right - self.left)
                if IDEOGRAPHS.match(sign):
                    return right - left
            elif width:
                break
        return width

    def is_beside(self, other: Piece) -> bool:
        """Whether both stand in one row."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        lower = min(self.top - self.bottom, other.top - other.bottom)
        return self.page == other.page and shared > lower / 2


def _apart(composed: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", composed.group())
