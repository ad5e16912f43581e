"""What a source bears out: the facts of its lines together, compared with as often as texts are checked against it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from logic.language.known_names import DEGREES
from logic.language.text_tokens import Pieces
from logic.verification.abbreviations import is_abbreviated
from logic.verification.field_words import fields_of
from logic.verification.line_facts import PLAIN_NUMBERS, LineFacts
from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.particulars.exclusive import Kind
from logic.verification.meaning.particulars.statements import SENTENCE_ENDS, Statement, statements
from logic.verification.meaning.surplus import Spoken
from logic.verification.percentage_points import InPoints, merged_points
from logic.verification.quantities.derivations import written_number
from logic.verification.quantities.measures import COUNTED_UNITS
from logic.verification.quantities.quantity import Key, Quantity
from logic.verification.quantities.side_words import Side
from logic.verification.spans import Years
from logic.verification.swapped_counts import Labels

_SMALL_WORD = 3
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
_ROUNDING: frozenset[Side] = frozenset({"least", "most", "about"})
_SCALES = frozenset(Fraction(10) ** power for power in range(1, 10))


class SourceFacts:
    """Everything that one or more lines bear out. Each kind is put together when a text first asks for it."""

    def __init__(self, lines: Sequence[LineFacts]) -> None:
        self._lines = lines
        self._statements: dict[str, tuple[Statement, ...]] = {}

    def statements(self, language: str) -> tuple[Statement, ...]:
        """What each sentence states, read as a text of this language."""
        found = self._statements.get(language)
        if found is None:
            found = tuple(each for line in self.spoken for each in statements(line, SENTENCE_ENDS, language))
            self._statements[language] = found
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """In lower case, as written and in the singular, and the fields of work that they show; abbreviations are
        there in capitals as well.
        """
        return frozenset().union(self._fields, *(line.words for line in self._lines))

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of known names, and of fields of work."""
        return frozenset().union(self._fields, *(line.names for line in self._lines))

    @cached_property
    def short(self) -> frozenset[str]:
        """Words that are cut short."""
        return frozenset().union(*(line.short for line in self._lines))

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """What each line speaks of."""
        return tuple(line.spoken for line in self._lines)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """What `meaning` compares."""
        return tuple(clause for line in self._lines for clause in line.clauses)

    @cached_property
    def kinds(self) -> Mapping[Kind, str]:
        """The kinds that exclude others."""
        return {kind: written for line in self._lines for kind, written in line.kinds.items()}

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The level of each language that is named."""
        return {name: level for line in self._lines for name, level in line.levels.items()}

    @cached_property
    def keys(self) -> frozenset[Key]:
        """The quantities that are borne out."""
        return frozenset().union(*(line.keys for line in self._lines))

    @cached_property
    def counts(self) -> Mapping[str, set[object]]:
        """A counted word, and the numbers that it is counted by."""
        return _united(line.counts for line in self._lines)

    @cached_property
    def loose(self) -> frozenset[object]:
        """Numbers that count nothing named."""
        return frozenset().union(*(line.loose for line in self._lines))

    @cached_property
    def sides(self) -> Mapping[Key, set[str]]:
        """What is said of a quantity's sides, "" where nothing is."""
        return _united(line.sides for line in self._lines)

    @cached_property
    def rounded(self) -> Mapping[tuple[Side, Key], set[Key]]:
        """What each round number near one that is stated was rounded from (`rounding`)."""
        return _united(line.rounded for line in self._lines)

    @cached_property
    def changes(self) -> frozenset[tuple[object, object]]:
        """Changes from one number to another."""
        return frozenset().union(*(line.changes for line in self._lines))

    @cached_property
    def sizes(self) -> frozenset[object]:
        """The numbers by which something changes."""
        return frozenset().union(*(line.sizes for line in self._lines))

    @cached_property
    def years_listed(self) -> frozenset[Years]:
        """The first and the last of years that are told one by one, where none of them spans these."""
        spanned = frozenset[Years]().union(*(line.years_spanned for line in self._lines))
        return frozenset[Years]().union(*(line.years_listed for line in self._lines)) - spanned

    @cached_property
    def labels(self) -> tuple[Labels, ...]:
        """By line, what each number stands before."""
        return tuple(line.labels for line in self._lines)

    @cached_property
    def in_points(self) -> InPoints:
        """How each percentage is stated."""
        return merged_points(line.in_points for line in self._lines)

    @cached_property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The quantities as written, by rule, for feedback."""
        return tuple(shown for line in self._lines for shown in line.shown)

    @cached_property
    def _fields(self) -> Collection[str]:
        return fields_of("\n".join(line.spoken.plain for line in self._lines))

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
        return quantity.key[0] not in PLAIN_NUMBERS or not self._contradicts(quantity)

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


_Name = TypeVar("_Name")
_Value = TypeVar("_Value")


def _united(tables: Iterable[Mapping[_Name, set[_Value]]]) -> Mapping[_Name, set[_Value]]:
    united: dict[_Name, set[_Value]] = {}
    for table in tables:
        for name, values in table.items():
            united.setdefault(name, set()).update(values)
    return united


def _is_bare(quantity: Quantity) -> bool:
    """Whether a number stands without anything that it counts; a short word behind it is none."""
    return quantity.key[0] == "number" and all(len(word) < _SMALL_WORD for word in quantity.counted[:1])
