"""What one line states, of a source or of a text: each kind of fact is read when it is first asked for, and then kept.

A text without a number asks no line of its source for numbers, and most texts have none that their source does not say
in the same words. So a line costs what the texts that are held against it need.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from logic.language.detection import ENGLISH
from logic.language.text_tokens import BOUNDARIES, Pieces
from logic.verification.meaning.clauses import Clause, read_clauses
from logic.verification.meaning.language_levels import read_levels
from logic.verification.meaning.marks import LANGUAGES, words_of
from logic.verification.meaning.particulars.exclusive import Kind, read_kinds
from logic.verification.meaning.surplus import Spoken, read_spoken
from logic.verification.name_index import NamePhrases
from logic.verification.percentage_points import InPoints, read_in_points
from logic.verification.quantities.bounds import ending_at, part_of_whole, share_of_whole
from logic.verification.quantities.derivations import changes, derived, written_number
from logic.verification.quantities.implications import borne_out_by
from logic.verification.quantities.quantity import Key, Quantity
from logic.verification.quantities.reader import read_quantities
from logic.verification.quantities.rounding import rounded
from logic.verification.quantities.side_words import Side
from logic.verification.source_words import held_certificate, with_implied, words_of_line
from logic.verification.spans import Years, sizes, years_listed, years_spanned
from logic.verification.swapped_counts import Labels, read_labels

PLAIN_NUMBERS = frozenset({"number", "team_size"})
_CUT_SHORT = re.compile(r"\b([a-z]{2,6})\.")
_LABELLED = frozenset(
    [
        "route",
        "line",
        "band",
        "level",
        "grade",
        "year",
        "stage",
        "phase",
        "no",
        "nos",
        "number",
        "unit",
        "floor",
        "ward",
    ]
)
"""What is numbered rather than counted."""


class LineFacts:
    """The facts of one line; `SourceFacts` says what each kind is."""

    def __init__(self, pieces: Pieces, index: NamePhrases) -> None:
        self.pieces = pieces
        self._index = index

    @cached_property
    def stated(self) -> list[Quantity]:
        """The quantities of the line, in order."""
        return read_quantities(self.pieces)

    @cached_property
    def spoken(self) -> Spoken:
        """What the line speaks of."""
        return read_spoken(self.pieces, self.stated)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses; none in a language whose words are not known."""
        language = self.pieces.language
        return tuple(read_clauses(self.pieces.line, language)) if language in LANGUAGES else ()

    @cached_property
    def kinds(self) -> Mapping[Kind, str]:
        """The kinds of things that exclude others, each as written."""
        return read_kinds(words_of(self.pieces.line, ENGLISH), self.spoken.plain)

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The languages that it names, each with its level."""
        return read_levels(self.pieces.line)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, in the forms that a text may have them in."""
        return frozenset(words_of_line(self.pieces))

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of the names in it, and of what they imply."""
        return with_implied(self._index.borne_out(self.pieces)).union(held_certificate(self.pieces))

    @cached_property
    def short(self) -> frozenset[str]:
        """Its words that are cut short."""
        return frozenset(_CUT_SHORT.findall(self.pieces.line.casefold()))

    @cached_property
    def keys(self) -> frozenset[Key]:
        """The quantities that it bears out."""
        return frozenset(borne_out_by(self.pieces, self.stated) | self._numbers.shares)

    @cached_property
    def counts(self) -> Mapping[str, set[object]]:
        """Each counted word with its numbers."""
        return self._numbers.counts

    @cached_property
    def loose(self) -> frozenset[object]:
        """Numbers that count nothing named."""
        return frozenset(self._numbers.loose | {key[-1] for key in self._derived if key[0] in PLAIN_NUMBERS})

    @cached_property
    def sides(self) -> Mapping[Key, set[str]]:
        """What is said of the sides of each quantity."""
        sides: dict[Key, set[str]] = {}
        for quantity in self.stated:
            for key in (quantity.key, *quantity.also):
                sides.setdefault(key, set()).update(quantity.sides or {""})
        for key in (key for key in self._derived if key[0] == "percentage"):
            # "From 18 % to 9 %" is also "by nine points".
            sides.setdefault(key, set()).add("by")
        return sides

    @cached_property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Its quantities as written, by rule."""
        return tuple((quantity.rule, quantity.written) for quantity in self.stated)

    @cached_property
    def changes(self) -> frozenset[tuple[object, object]]:
        """The changes from one number to another."""
        return changes(self.pieces, self.stated)

    @cached_property
    def sizes(self) -> frozenset[object]:
        """The numbers by which something changes."""
        return frozenset(sizes(self.stated, self.pieces))

    @cached_property
    def years_listed(self) -> frozenset[Years]:
        """The first and the last of years that stand one by one."""
        return years_listed(self.stated, self.pieces)

    @cached_property
    def years_spanned(self) -> frozenset[Years]:
        """Where a span of years begins and ends."""
        return years_spanned(self.stated, self.pieces)

    @cached_property
    def labels(self) -> Labels:
        """What each number stands before."""
        return read_labels(self.pieces, self.stated)

    @cached_property
    def rounded(self) -> Mapping[tuple[Side, Key], set[Key]]:
        """Round numbers near those stated; of the changes that its levels tell as well: "by more than half"."""
        told = (
            replace(self.stated[0], rule="percentage", key=key, also=(), sides=frozenset({"by"}))
            for key in self._derived
            if key[0] == "percentage"
        )
        return rounded([*self.stated, *told])

    @cached_property
    def in_points(self) -> InPoints:
        """How it states each of its percentages."""
        return read_in_points(self.pieces, self.stated)

    @cached_property
    def _derived(self) -> set[Key]:
        return derived(self.pieces, self.stated)

    @cached_property
    def _numbers(self) -> "_Numbers":
        return _Numbers(self.pieces, self.stated)


class _Numbers:
    """What the numbers of a line count, those that count nothing named, and the shares that they are of each other."""

    def __init__(self, pieces: Pieces, stated: list[Quantity]) -> None:
        self.counts: dict[str, set[object]] = {}
        self.loose: set[object] = set()
        self.shares: set[Key] = set()
        before = ending_at(stated)
        for quantity in stated:
            if quantity.key[0] not in PLAIN_NUMBERS:
                self.shares.update(_share_of_time(pieces, quantity, before))
                continue
            for word in quantity.counted:
                self.counts.setdefault(word, set()).update(key[-1] for key in (quantity.key, *quantity.also))
            if not quantity.counted and not _is_label(pieces, quantity):
                self.loose.add(quantity.key[-1])
            part = part_of_whole(pieces, quantity, before)
            if part is not None:
                # "2 of the 5 machines" counts two machines as well, and 40 % of them.
                self.shares.update(share_of_whole(quantity, part))
                for word in quantity.counted:
                    self.counts[word].add(part.key[-1])


def _share_of_time(pieces: Pieces, quantity: Quantity, before: Mapping[int, Quantity]) -> tuple[Key, ...]:
    """The percentages that so many of a time's units are: 90 of "nine out of ten months"."""
    part = part_of_whole(pieces, quantity, before) if quantity.key[0] == "duration" else None
    whole = written_number(pieces, quantity)
    return share_of_whole(replace(quantity, key=("number", whole)), part) if part and isinstance(whole, int) else ()


def _is_label(pieces: Pieces, quantity: Quantity) -> bool:
    """Whether a number names the one thing before it: "route 7", "line 3", "band 6" count nothing."""
    before = pieces.at(quantity.start - 1)
    ends = not pieces.at(quantity.end) or pieces.at(quantity.end) in BOUNDARIES
    return ends and pieces.language == ENGLISH and before in _LABELLED
