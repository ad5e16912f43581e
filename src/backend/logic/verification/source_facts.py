"""What a source bears out, read once and then compared with as often as texts are checked against it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from logic.language.detection import ENGLISH
from logic.language.known_names import DEGREES
from logic.language.text_tokens import BOUNDARIES, Pieces
from logic.verification.abbreviations import is_abbreviated
from logic.verification.field_words import fields_of
from logic.verification.meaning.clauses import Clause, read_clauses
from logic.verification.meaning.language_levels import read_levels
from logic.verification.meaning.marks import LANGUAGES
from logic.verification.meaning.surplus import Spoken, read_spoken
from logic.verification.name_index import NamePhrases
from logic.verification.percentage_points import InPoints, read_in_points
from logic.verification.quantities.bounds import ending_at, part_of_whole, share_of_whole
from logic.verification.quantities.derivations import changes, derived, written_number
from logic.verification.quantities.implications import borne_out_by
from logic.verification.quantities.measures import COUNTED_UNITS
from logic.verification.quantities.quantity import Key, Quantity
from logic.verification.quantities.reader import read_quantities
from logic.verification.quantities.rounding import rounded as rounded_from
from logic.verification.quantities.side_words import Side
from logic.verification.source_words import held_certificate, with_implied, words_of_line
from logic.verification.swapped_counts import Labels, read_labels

_SMALL_WORD = 3
_CUT_SHORT = re.compile(r"\b([a-z]{2,6})\.")
_AWARDS = frozenset({"certified", "certificate", *DEGREES})
_OPPOSITES = (
    ("least", "end"),
    ("most", "least"),
    ("least", "most"),
    ("by", "to"),
    ("to", "by"),
    ("least", "about"),
    ("least", "to"),
)
_RELATIONS = frozenset({"by", "to"})
_ONE_SIDED = ({"end"}, {"whole"}, {"most"}, {"about"})
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

_ROUNDING: frozenset[Side] = frozenset({"least", "most", "about"})
_SCALES = frozenset(Fraction(10) ** power for power in range(1, 10))
_PLAIN_NUMBERS = frozenset({"number", "team_size"})


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Everything that one or more lines bear out.

    `words` are in lower case, as written and in the singular; abbreviations are there in capitals as well.
    `counts` maps a counted word to the numbers that it is counted by; `loose` are numbers that count nothing named.
    `sides` are what is said of a quantity's sides, "" where nothing is. `clauses` are what `meaning` compares.
    `labels` are, by line, what each number stands before; `rounded` are round numbers near it (`rounding`).
    `shown` are the quantities as written, by rule, for feedback.
    """

    words: frozenset[str]
    names: frozenset[str]
    keys: frozenset[Key]
    counts: dict[str, set[object]]
    loose: frozenset[object]
    sides: dict[Key, set[str]]
    shown: tuple[tuple[str, str], ...]
    clauses: tuple[Clause, ...] = ()
    changes: frozenset[tuple[object, object]] = frozenset()
    short: frozenset[str] = frozenset()
    levels: Mapping[str, int] = field(default_factory=dict)
    labels: tuple[Labels, ...] = ()
    rounded: Mapping[tuple[Side, Key], set[Key]] = field(default_factory=dict)
    spoken: tuple[Spoken, ...] = ()
    in_points: InPoints = field(default_factory=dict)

    def turns(self, pair: tuple[object, object]) -> bool:
        """Whether a change from one number to another is stated here the other way round only."""
        return pair[::-1] in self.changes and pair not in self.changes

    def bears_out(self, quantity: Quantity) -> bool:
        """Whether a quantity is stated here, as the number of what it counts in the text."""
        return self._states(quantity) or any(self._states(exactly) for exactly in self._rounded_from(quantity))

    def _rounded_from(self, quantity: Quantity) -> Iterator[Quantity]:
        """What a text may have rounded where it says "over 40" or "nearly 50"."""
        for side in _ROUNDING & quantity.sides:
            for key in self.rounded.get((side, quantity.key), ()):
                yield replace(quantity, key=key, also=(), sides=quantity.sides - {side})

    def _states(self, quantity: Quantity) -> bool:
        if not self._sides_with(quantity):
            return False
        if quantity.key[0] == "between":
            return quantity.key in self.keys or self._has_between(quantity.key)
        if self.keys.isdisjoint((quantity.key, *quantity.also)):
            if _is_bare(quantity) and ("bare", quantity.key[-1]) in self.keys:
                return True
            if quantity.rule == "multiple" and "least" in quantity.sides:
                return self._has_multiple_over(quantity.key[-1])
            return quantity.rule == "team_size" and self._counts(quantity)
        return quantity.key[0] not in _PLAIN_NUMBERS or not self._contradicts(quantity)

    def has_number(self, pieces: Pieces, quantity: Quantity) -> bool:
        """Whether the number of a quantity is stated here, of whatever; all that is known where units are not read.

        How often is compared only with how often: a source that states no rate may say it in words that are not read.
        """
        if quantity.rule == "frequency":
            return quantity.key in self.keys or not any(key[0] == "rate" for key in self.keys)
        if self.bears_out(quantity):
            return True
        if quantity.rule == "date":
            return quantity.key[:2] in self.keys
        if not self._sides_with(quantity):
            return False
        if any((side, quantity.key) in self.rounded for side in _ROUNDING & quantity.sides):
            return True
        bare = written_number(pieces, quantity)
        return ("bare", bare) in self.keys and not self._is_of_another_scale(quantity, bare)

    def _is_of_another_scale(self, quantity: Quantity, bare: object) -> bool:
        """Whether the same is stated here so many times as large: "2 billion" of "2 million", "0.2 cm" of "0.2 mm"."""
        value = quantity.key[-1]
        if not isinstance(value, int | Fraction) or not value or (quantity.key[0] != "measure" and value == bare):
            return False
        return any(
            key[:-1] == quantity.key[:-1]
            and isinstance(key[-1], int | Fraction)
            and key[-1]
            and max(Fraction(key[-1]) / value, Fraction(value) / key[-1]) in _SCALES
            for key in self.keys
        )

    def _sides_with(self, quantity: Quantity) -> bool:
        """Whether a text may say "over 50" or "by 5 %" of what is stated here: not where only the opposite is.

        Nor may it drop an upper bound: "up to 30 %" told as "30 %" claims the most for the usual. "Under 2 hours" told
        as "2 hours" is refused as well. Of a time that should be short it says less, but no line tells which times
        should: "under 2 years of practice" told as "2 years" misleads its reader just as "30 %" does, and a model loses
        nothing by keeping the word. "About" is kept for the same reason. A lower bound may go: "at least 30" bears out
        "30".
        """
        stated = self.sides.get(quantity.key)
        if stated is None:
            return True
        if not quantity.sides - _RELATIONS and stated - _RELATIONS in _ONE_SIDED:
            return False
        return not any(
            side in quantity.sides and opposite in stated and side not in stated for side, opposite in _OPPOSITES
        )

    def abbreviates(self, written: str) -> bool:
        """Whether `written`, in lower case, cuts words of these short, or writes out what they cut short."""
        return is_abbreviated(
            written,
            words=self.words,
            short=self.short,
            clauses=self.clauses,
            lines=[line.every for line in self.spoken],
        )

    def states_an_award(self) -> bool:
        """Whether a degree or a certificate is named here."""
        return not self.names.isdisjoint(_AWARDS)

    def _counts(self, quantity: Quantity) -> bool:
        """Whether the same is counted by the same number here: "a team of 12 plumbers" of "supervised 12 plumbers"."""
        return any(quantity.key[-1] in self.counts.get(word, ()) for word in quantity.counted)

    def _contradicts(self, quantity: Quantity) -> bool:
        """Whether the same thing is counted here, only by other numbers: "30 services" of "23 services, 30 users"."""
        values = {key[-1] for key in (quantity.key, *quantity.also)}
        if any(word in COUNTED_UNITS and word not in self.words for word in quantity.counted):
            # "25 pallets" of "25 boxes": what holds or houses things is a unit, and not another word for it.
            return any(not self.counts.get(word, set()).isdisjoint(values) for word in COUNTED_UNITS)
        counted = next((word for word in quantity.counted if word in self.counts), None)
        return counted is not None and self.counts[counted].isdisjoint(values) and self.loose.isdisjoint(values)

    def _has_multiple_over(self, least: object) -> bool:
        """Whether something grew more than so many times: "more than doubled" of "from 800 to 1,900"."""
        return isinstance(least, int | Fraction) and any(
            key[0] == "multiple" and isinstance(key[-1], int | Fraction) and least < key[-1] < least + 1
            for key in self.keys
        )

    def _has_between(self, key: Key) -> bool:
        *kind, low, high = key[1:]
        return any(
            key[:-1] == tuple(kind) and not isinstance(key[-1], str) and low <= key[-1] <= high  # type: ignore[operator]
            for key in self.keys
            if key[0] != "between"
        )


def read_source(pieces: Pieces, index: NamePhrases) -> SourceFacts:
    """The facts of one line."""
    stated = read_quantities(pieces)
    counts: dict[str, set[object]] = {}
    loose: set[object] = set()
    before = ending_at(stated)
    shares: set[Key] = set()
    for quantity in stated:
        if quantity.key[0] not in _PLAIN_NUMBERS:
            shares.update(_share_of_time(pieces, quantity, before))
            continue
        for word in quantity.counted:
            counts.setdefault(word, set()).update(key[-1] for key in (quantity.key, *quantity.also))
        if not quantity.counted and not _is_label(pieces, quantity):
            loose.add(quantity.key[-1])
        part = part_of_whole(pieces, quantity, before)
        if part is not None:
            # "2 of the 5 machines" counts two machines as well, and 40 % of them.
            shares.update(share_of_whole(quantity, part))
            for word in quantity.counted:
                counts[word].add(part.key[-1])
    loose |= {key[-1] for key in derived(pieces, stated) if key[0] in _PLAIN_NUMBERS}
    sides: dict[Key, set[str]] = {}
    for quantity in stated:
        for key in (quantity.key, *quantity.also):
            sides.setdefault(key, set()).update(quantity.sides or {""})
    for key in (key for key in derived(pieces, stated) if key[0] == "percentage"):
        # "From 18 % to 9 %" is also "by nine points".
        sides.setdefault(key, set()).add("by")
    spoken = read_spoken(pieces, stated)
    fields = fields_of(spoken.plain)
    return SourceFacts(
        words=frozenset(words_of_line(pieces).union(fields)),
        names=with_implied(index.borne_out(pieces)).union(fields, held_certificate(pieces)),
        keys=frozenset(borne_out_by(pieces, stated) | shares),
        counts=counts,
        loose=frozenset(loose),
        sides=sides,
        shown=tuple((quantity.rule, quantity.written) for quantity in stated),
        clauses=tuple(read_clauses(pieces.line, pieces.language)) if pieces.language in LANGUAGES else (),
        changes=changes(pieces, stated),
        levels=read_levels(pieces.line),
        short=frozenset(_CUT_SHORT.findall(pieces.line.casefold())),
        labels=(read_labels(pieces, stated),),
        rounded=rounded_from([*stated, *_changes_of(pieces, stated)]),
        spoken=(spoken,),
        in_points=read_in_points(pieces, stated),
    )


def _changes_of(pieces: Pieces, stated: list[Quantity]) -> Iterator[Quantity]:
    """The changes in percent that a line tells by its levels, as if it stated them: "by more than half" rounds one."""
    for key in derived(pieces, stated):
        if key[0] == "percentage":
            yield replace(stated[0], rule="percentage", key=key, also=(), sides=frozenset({"by"}))


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


def _is_bare(quantity: Quantity) -> bool:
    """Whether a number stands without anything that it counts; a short word behind it is none."""
    return quantity.key[0] == "number" and all(len(word) < _SMALL_WORD for word in quantity.counted[:1])
