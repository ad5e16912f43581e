"""What a source bears out, read once and then compared with as often as texts are checked against it."""

from collections.abc import Iterable
from dataclasses import dataclass

from logic.language.known_names import IMPLIED
from logic.language.text_tokens import Pieces, stem
from logic.verification.name_index import KnownName, NamePhrases
from logic.verification.proper_names import SHORTEST_ABBREVIATION
from logic.verification.quantities.implications import borne_out_by
from logic.verification.quantities.quantity import Key, Quantity
from logic.verification.quantities.reader import read_quantities

_PLAIN_NUMBERS = frozenset({"number", "team_size"})


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Everything that one or more lines bear out.

    `words` are in lower case, as written and in the singular; abbreviations are there in capitals as well.
    `counts` maps a counted word to the numbers that it is counted by; `loose` are numbers that count nothing named.
    `shown` are the quantities as written, by rule, for feedback.
    """

    words: frozenset[str]
    names: frozenset[str]
    keys: frozenset[Key]
    counts: dict[str, set[object]]
    loose: frozenset[object]
    shown: tuple[tuple[str, str], ...]

    def bears_out(self, quantity: Quantity) -> bool:
        """Whether a quantity is stated here, as the number of what it counts in the text."""
        if quantity.key[0] == "between":
            return quantity.key in self.keys or self._has_between(quantity.key)
        if self.keys.isdisjoint((quantity.key, *quantity.also)):
            return quantity.rule == "team_size" and self._counts(quantity)
        return quantity.key[0] not in _PLAIN_NUMBERS or not self._contradicts(quantity)

    def _counts(self, quantity: Quantity) -> bool:
        """Whether the same is counted by the same number here: "a team of 12 plumbers" of "supervised 12 plumbers"."""
        return any(quantity.key[-1] in self.counts.get(word, ()) for word in quantity.counted)

    def _contradicts(self, quantity: Quantity) -> bool:
        """Whether the same thing is counted here, only by other numbers: "30 services" of "23 services, 30 users"."""
        values = {key[-1] for key in (quantity.key, *quantity.also)}
        counted = next((word for word in quantity.counted if word in self.counts), None)
        return counted is not None and self.counts[counted].isdisjoint(values) and self.loose.isdisjoint(values)

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
    for quantity in stated:
        if quantity.key[0] not in _PLAIN_NUMBERS:
            continue
        for word in quantity.counted:
            counts.setdefault(word, set()).update(key[-1] for key in (quantity.key, *quantity.also))
        if not quantity.counted:
            loose.add(quantity.key[-1])
    return SourceFacts(
        words=frozenset(_words(pieces)),
        names=_with_implied(index.borne_out(pieces)),
        keys=frozenset(borne_out_by(pieces, stated)),
        counts=counts,
        loose=frozenset(loose),
        shown=tuple((quantity.rule, quantity.written) for quantity in stated),
    )


def merge_facts(facts: Iterable[SourceFacts]) -> SourceFacts:
    """The facts of several lines as those of one source."""
    lines = list(facts)
    if len(lines) == 1:
        return lines[0]
    counts: dict[str, set[object]] = {}
    for line in lines:
        for word, values in line.counts.items():
            counts.setdefault(word, set()).update(values)
    return SourceFacts(
        words=frozenset().union(*(line.words for line in lines)),
        names=frozenset().union(*(line.names for line in lines)),
        keys=frozenset().union(*(line.keys for line in lines)),
        counts=counts,
        loose=frozenset().union(*(line.loose for line in lines)),
        shown=tuple(shown for line in lines for shown in line.shown),
    )


def _words(pieces: Pieces) -> set[str]:
    words = set(pieces.low)
    words.update([stem(word) for word in words])
    words.update([word for word in pieces.raw if len(word) >= SHORTEST_ABBREVIATION and word.isupper()])
    if "-" in words:
        low = pieces.low
        words.update(stem(low[i - 1] + low[i + 1]) for i in range(1, len(low) - 1) if low[i] == "-")
    return words


def _with_implied(known: set[KnownName]) -> frozenset[str]:
    names = {name.key for name in known}
    names.update([other for name in names for other in IMPLIED.get(name, ())])
    if any(name.rule == "certificate" and name.key != "certificate" for name in known):
        # Whoever holds one is certified; a TLS certificate certifies nobody.
        names |= {"certified", "certificate"}
    return frozenset(names)
