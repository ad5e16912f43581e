"""Lines as a person reads them, from pieces of text at places on a page.

A page knows no paragraphs. A line was broken by its paragraph's width where the first word of the next one would not
have fitted any more; elsewhere somebody ended it. A period of years that stands alone at a margin belongs to what
stands in its row, and so does a bullet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from delivery.reading.pdf_piece import IDEOGRAPHS, Piece

_PAGE_NUMBER: Final = re.compile(
    r"^(?:(?:page|seite|página|pagina|strona|p\.?)\s*)?\d{1,3}(?:\s*(?:/|of|von|de|sur|di|van|z)\s*\d{1,3})?$", re.I
)
_MARGIN: Final = 0.08
"""Of a page's height: where page numbers and running titles stand."""

_KEPT_HYPHENS: Final = re.compile(
    r"(?:all|anti|back|co|cross|day|end|ex|front|full|half|high|in|long|low|mid|multi|"
    r"non|off|on|one|out|over|part|post|pre|re|self|semi|short|start|state|sub|two|up|user|well|year)"
)
"""What keeps its hyphen where a line ends after it."""

_PARTED_ADDRESS: Final = re.compile(r"\S@\S+[-.]$")
_DOMAIN: Final = re.compile(r"[\w.-]+\.\w+")
_NAME_LINES: Final = 3.2
"""Times its size: a name in a narrow column has up to three lines."""

_COLUMN: Final = 12
"""Times the size of what stands at its right: a column of years or of bullets is no farther from it."""

_DATE_GAP: Final = 1.5
_GAP: Final = 0.5
"""Of a letter's height: less stands between the lines of one block."""

_A_SENTENCE: Final = 15
"""How many letters' heights a line is long that is part of a sentence, and no word of a list."""


def text_of(pieces: Sequence[Piece]) -> str:
    """The text, a line for each line that somebody ended, an empty one between blocks."""
    shown = [piece for piece in pieces if piece.clean and not _is_page_number(piece, pieces)]
    rows = list(_in_rows(_name_first(shown)))
    lines: list[str] = []
    before: Piece | None = None
    for piece in rows:
        if before is not None and _goes_on(before, piece, rows):
            lines[-1] = _joined(lines[-1], piece.clean)
        else:
            if before is not None and _stands_apart(before, piece):
                lines.append("")
            lines.append(piece.clean)
        before = piece
    return "\n".join(lines)


def _stands_apart(before: Piece, piece: Piece) -> bool:
    """Whether a block ends between them. Years that stand beside the block before belong to it."""
    if before.page != piece.page:
        return True
    if piece.is_date and before.bottom - piece.top < _DATE_GAP * piece.size:
        return False
    return piece.block != before.block and not 0 <= before.bottom - piece.top < _GAP * piece.size


def _is_page_number(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """A page's number, or a line that stands at the same place of each of several pages."""
    inside = piece.page_height * _MARGIN < (piece.top + piece.bottom) / 2 < piece.page_height * (1 - _MARGIN)
    if inside:
        return False
    if _PAGE_NUMBER.match(piece.clean):
        return True
    pages = {other.page for other in pieces}
    masked = re.sub(r"\d+", "0", piece.clean)
    same = {
        other.page
        for other in pieces
        if abs(other.bottom - piece.bottom) < 2 and re.sub(r"\d+", "0", other.clean) == masked
    }
    # At the top the first one stays: it may be the name.
    is_footer = piece.top < piece.page_height / 2
    return len(pages) > 1 and same == pages and (piece.page > 0 or is_footer)


def _name_first(pieces: Sequence[Piece]) -> list[Piece]:
    """A CV's largest line is whose it is, though a column may stand before it."""
    first_page = [piece for piece in pieces if piece.page == 0]
    largest = max(first_page, key=lambda piece: (round(piece.size, 1), piece.top), default=None)
    others = sorted(piece.size for piece in pieces)
    if largest is None or largest.size < 1.2 * others[len(others) // 2]:
        return list(pieces)
    whole = [
        piece
        for piece in first_page
        if abs(piece.size - largest.size) < 0.2 and 0 <= largest.bottom - piece.bottom < _NAME_LINES * largest.size
    ]
    name = replace(largest, text=" ".join(piece.clean for piece in whole), block=-1)
    return [name, *(piece for piece in pieces if piece not in whole)]


def _in_rows(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces in their order, those that belong to another of their row joined with it."""
    taken: dict[int, list[Piece]] = {}
    moved = set()

    # Years stand in a column of their own at the left, or at the right of what they belong to.
    lefts = sorted(piece.left for piece in pieces)
    middle = lefts[len(lefts) // 2] - 1 if lefts else 0
    for number, piece in enumerate(pieces):
        if not piece.is_marker and not piece.is_date:
            continue
        if not piece.is_marker and piece.left >= middle and _is_in_its_column(piece, pieces):
            continue
        beside = [
            (_distance(piece, other), index)
            for index, other in enumerate(pieces)
            if index != number
            and piece.is_beside(other)
            and (other.left > piece.left) is (piece.is_marker or piece.left < middle)
            and not other.is_date
            and not other.is_marker
        ]
        distance, nearest = min(beside, default=(0.0, -1))
        if beside and (piece.left >= middle or distance < _COLUMN * pieces[nearest].size):
            taken.setdefault(nearest, []).append(piece)
            moved.add(number)
    for number, piece in enumerate(pieces):
        # A bullet with nothing beside it is an ornament.
        if number not in moved and not piece.is_marker:
            yield _with(piece, taken.get(number, ()))


def _is_in_its_column(date: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether what stands right above or below years begins where they do."""
    return any(
        abs(other.left - date.left) < 2
        and other.page == date.page
        and date.size / 2 < abs(other.bottom - date.bottom) < 2 * date.size
        and not other.is_date
        for other in pieces
    )


def _distance(one: Piece, other: Piece) -> float:
    return max(one.left - other.right, other.left - one.right, 0)


def _with(piece: Piece, others: Sequence[Piece]) -> Piece:
    for other in sorted(others, key=lambda one: one.left):
        between = " " if other.is_item else "\t"
        first, second = (other, piece) if other.left < piece.left else (piece, other)
        piece = replace(
            piece,
            text=f"{first.clean}{between}{second.clean}",
            left=first.left,
            right=max(first.right, second.right),
            places=(*first.places, (" ", first.right, first.right), *second.places),
        )
    return piece


def _goes_on(before: Piece, piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a line is what its paragraph's width left over of the one before."""
    if _PARTED_ADDRESS.search(before.clean) and _DOMAIN.fullmatch(piece.clean):
        return True
    if piece.is_item or "\t" in before.clean or "\t" in piece.clean or abs(before.size - piece.size) > 0.6:
        return False
    if abs(piece.left - before.text_left) > 2 and abs(piece.left - before.left) > 2:
        return False
    if before.page == piece.page and not 0 < before.bottom - piece.bottom < 2.2 * piece.size:
        return False
    if before.page != piece.page and not piece.clean[0].islower():
        return False
    if before.clean.endswith((".", "!", "?", ":", "。")) and not piece.clean[0].islower():
        return False
    is_sentence = before.right - before.left > _A_SENTENCE * before.size
    if is_sentence is piece.clean[0].islower():
        return is_sentence
    return before.right + piece.first_word_width + piece.size / 5 > _right_edge(before, piece, pieces)


def _right_edge(before: Piece, piece: Piece, pieces: Sequence[Piece]) -> float:
    """How far lines go in a paragraph that begins where this one does.

    Where several long lines end close to each other that is it; else the longest line that stands above or below.
    """
    same = sorted(one.right for one in pieces if abs(one.text_left - piece.left) < 2 and "\t" not in one.clean)
    close = [right for right in same if right > same[-1] - 6 * piece.size] if same else []
    if len(close) >= 3 and same[-1] - piece.left > 20 * piece.size:
        return same[-1]
    if len(close) >= 3 and piece.clean[0].islower():
        return same[-1]
    return max(one.right for one in pieces if one.left < before.right and one.right > piece.left)


def _joined(line: str, more: str) -> str:
    if IDEOGRAPHS.match(line[-1]) and IDEOGRAPHS.match(more):
        return line + more
    if _PARTED_ADDRESS.search(line):
        return line + more
    if line.endswith("-") and more[0].islower():
        last = re.split(r"[\s(/]", line[:-1])[-1].casefold()
        return (line if "-" in last or _KEPT_HYPHENS.fullmatch(last) else line[:-1]) + more
    return f"{line} {more}"
