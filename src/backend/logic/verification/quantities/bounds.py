"""Which side of a number is meant: "up to 50" is no more, "over 50" no less; "by 5 %" is a change, "to 5 %" a level."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal

from logic.language.text_tokens import Pieces
from logic.verification.quantities.quantity import Key, Quantity, exact
from logic.verification.quantities.side_words import (
    ABOUT,
    BEHIND,
    ENDS_A_RANGE,
    LEAST,
    LONGEST,
    MOST,
    SIGNS_BEFORE,
    SIGNS_BEHIND,
    UNTIL,
    Side,
)

Bound = Literal[""] | Side

_UNBOUNDED: Final = frozenset({"date", "frequency"})
_RANGE_WORDS: Final = frozenset({"to", "through", "thru", "-"})
BETWEEN: Final = frozenset(["between", "zwischen", "entre", "tra", "fra", "tussen", "miedzy", "pomiedzy"])
_AND: Final = frozenset(["and", "und", "et", "y", "e", "en", "a"])
_OR: Final = frozenset(["or", "oder", "ou", "o", "lub"])
_PARTITIVES: Final = frozenset(
    [
        "of",
        "the",
        "out",
        "/",
        "our",
        "all",
        "der",
        "den",
        "von",
        "sur",
        "des",
        "les",
        "de",
        "las",
        "los",
        "dos",
        "das",
        "di",
        "dei",
        "delle",
        "degli",
        "su",
        "van",
        "z",
        "ze",
        "av",
        "af",
    ]
)
_LONGEST_PARTITIVE = 3
_SIGNS_REACH, _BEHIND_REACH = 2, 3
_BY: Final = {"en": {"by"}, "de": {"um"}, "nl": {"met"}, "pl": {"o"}, "it": {"del", "di"}, "fr": {"de"}, "pt": {"em"}}
_CHANGED_BY: Final = {**_BY, "it": {"di"}, "es": {"en"}}
_TO: Final = {
    "en": {"to"},
    "de": {"auf"},
    "nl": {"tot", "naar"},
    "pl": {"do"},
    "it": {"al"},
    "fr": {"a"},
    "pt": {"para"},
    "cs": {"na", "do"},
    "da": {"til"},
    "ro": {"la"},
    "ru": {"дo"},
    "sv": {"till"},
}
"""As lines are compared: the o of the Russian word is a Latin one."""

_FROM: Final = frozenset({"from", "von", "van", "de", "du", "del", "dal", "z", "ze"})
_APPROXIMATE: Final = frozenset(
    [
        "about",
        "around",
        "roughly",
        "approximately",
        "nearly",
        "almost",
        "some",
        "a",
        "an",
        "one",
        "ca",
        "circa",
        "etwa",
        "ein",
        "einem",
    ]
)
_AROUND = ("around",)
_CURRENCY_PIECES = frozenset({"$", "€", "£", "¥", "₹", "a", "the", "~"})


def with_sides(found: list[Quantity], pieces: Pieces) -> list[Quantity]:
    """The quantities of a line with what is said of their sides; of a range, the first is the least, the last the
    most.
    """
    before = ending_at(found)
    between = next((place for place, word in enumerate(pieces.low) if word in BETWEEN), len(pieces.low))
    ends = {quantity.start: "end" for quantity in found if _is_upper_end(pieces, quantity, before, between)}
    return [
        quantity
        if quantity.rule in _UNBOUNDED or quantity.key[0] == "clock"
        else replace(
            quantity,
            sides=frozenset(
                {
                    ends.get(quantity.start, ""),
                    _whole(pieces, quantity, before),
                    _bound(pieces, quantity),
                    _relation(pieces, quantity),
                }
                - {""}
            ),
        )
        for quantity in found
    ]


def ending_at(found: Iterable[Quantity]) -> Mapping[int, Quantity]:
    """The quantities of a line by the place behind each: one look instead of one through all of them."""
    return {quantity.end: quantity for quantity in found}


def _is_upper_end(pieces: Pieces, quantity: Quantity, before: Mapping[int, Quantity], between: int) -> bool:
    """Whether a quantity ends a range; "from 3 hours to 20 minutes" is a change and none. `between` is the place of the
    line's first such word.
    """
    lower = before.get(quantity.start - 1)
    if lower is None or lower.rule not in {quantity.rule, "number"} or quantity.rule == "multiple":
        return False
    joint, opening = pieces.at(quantity.start - 1), pieces.at(lower.start - 1)
    if joint in _RANGE_WORDS:
        return opening != "from"
    return joint in _OR or (joint in _AND and between < lower.start)


def _bound(pieces: Pieces, quantity: Quantity) -> Bound:
    """What the words beside a quantity say of its sides; nothing for most quantities."""
    start = quantity.start
    while pieces.at(start - 1) in _CURRENCY_PIECES:
        start -= 1
    # The "a" of "fino a 40" is part of the phrase, and of "over a 100" it is not.
    for end in dict.fromkeys((quantity.start, start)):
        bound = _bound_before(pieces, quantity, end)
        if bound:
            return bound
    if "+" in quantity.written:
        return "least"
    # Behind what is counted too: "12 children at most".
    behind = pieces.low[quantity.end : quantity.end + _BEHIND_REACH]
    for side, phrases in BEHIND.items():
        if not phrases.isdisjoint((behind[:1], behind[:2], behind[1:])):
            return side
    for side, signs in SIGNS_BEHIND.items():
        if any(piece.startswith(signs) for piece in behind[:_SIGNS_REACH]):
            return side
    before = pieces.at(quantity.start - 1)
    return next((side for side, signs in SIGNS_BEFORE.items() if before.endswith(signs)), "")


def _bound_before(pieces: Pieces, quantity: Quantity, end: int) -> Bound:
    """What the phrase that ends at `end` says of the sides of a quantity."""
    for length in range(LONGEST, 0, -1):
        words = pieces.low[max(end - length, 0) : end]
        if words in LEAST:
            return "least"
        ends_a_range = words in ENDS_A_RANGE or words == UNTIL.get(pieces.language)
        if ends_a_range and _has_number_before(pieces, quantity, max(end - length, 0)):
            return "until"
        if ends_a_range or words in MOST:
            return "most"
        if words in ABOUT:
            # "A rota around three-hour shifts" has them at its centre.
            is_centre = words == _AROUND and pieces.at(quantity.start + 1) == "-"
            return "" if is_centre else "about"
    return ""


def _has_number_before(pieces: Pieces, quantity: Quantity, start: int) -> bool:
    """Whether "tot" or "hasta" may end a range or a change: a number stands before it, or a level behind it."""
    return quantity.rule == "percentage" or any(piece[0].isdigit() for piece in pieces.low[:start])


def _relation(pieces: Pieces, quantity: Quantity) -> Literal["", "by", "to"]:
    """Whether a percentage is a change or a level."""
    if quantity.rule != "percentage":
        return ""
    start = _before_approximations(pieces, quantity)
    before = pieces.at(start)
    if _ends_a_change(pieces, quantity):
        return "to"
    if before == "to" and pieces.at(start - 1) == "up":
        return ""
    if before in _BY.get(pieces.language, ()):
        return "by"
    return "to" if before in _TO.get(pieces.language, ()) else ""


def is_change_by(pieces: Pieces, quantity: Quantity) -> bool:
    """Whether a quantity is what something changes by: "by 3 days", "um zwei Tage"."""
    return pieces.at(_before_approximations(pieces, quantity)) in _CHANGED_BY.get(pieces.language, ())


def _before_approximations(pieces: Pieces, quantity: Quantity) -> int:
    """The place of the word before a quantity, "about" and its like left out."""
    start = quantity.start - 1
    while pieces.at(start) in _APPROXIMATE:
        start -= 1
    return start


def _ends_a_change(pieces: Pieces, quantity: Quantity) -> bool:
    """Whether a percentage is where a change begins or ends: both of "5 % -> 3.5 %", the six of "von 6 % auf 4,5 %"."""
    behind = pieces.at(quantity.end)
    arrow = behind == "-" and pieces.at(quantity.end + 1) == ">"
    return (
        arrow
        or (pieces.at(quantity.start - 1) == ">" and pieces.at(quantity.start - 2) == "-")
        or (behind in _TO.get(pieces.language, ()) and pieces.at(quantity.start - 1) in _FROM)
    )


def _whole(pieces: Pieces, quantity: Quantity, before: Mapping[int, Quantity]) -> Literal["", "whole", "base"]:
    """Whether a number is what another is a part of: the nine of "two of nine", and the base of "90 % of 20"."""
    if part_of_whole(pieces, quantity, before) is not None:
        return "whole"
    share = before.get(quantity.start - 1)
    is_base = share is not None and share.rule == "percentage" and pieces.at(quantity.start - 1) == "of"
    return "base" if is_base else ""


def share_of_whole(quantity: Quantity, part: Quantity) -> tuple[Key, ...]:
    """The percentages that a part of a whole is: 90 of "18 of 20"."""
    whole, some = quantity.key[-1], part.key[-1]
    if not isinstance(whole, int | Fraction) or not isinstance(some, int | Fraction) or not 0 < some <= whole:
        return ()
    percent = Fraction(some) * 100 / Fraction(whole)
    return (("percentage", round(percent)), ("percentage", exact(Fraction(round(percent * 10), 10))))


def part_of_whole(pieces: Pieces, quantity: Quantity, before: Mapping[int, Quantity]) -> Quantity | None:
    """The number that `quantity` is the whole of: the two of "two of the nine"; `before` is `ending_at` of its line."""
    start = quantity.start
    while quantity.start - start < _LONGEST_PARTITIVE and pieces.at(start - 1) in _PARTITIVES:
        start -= 1
    if start == quantity.start or _PARTITIVES.isdisjoint(pieces.low[start : quantity.start]):
        return None
    part = before.get(start)
    # "Second of 40" is a rank and no part.
    is_part = part is not None and part.rule in {"number", "team_size"} and part.key[0] != "ordinal"
    return part if is_part else None
