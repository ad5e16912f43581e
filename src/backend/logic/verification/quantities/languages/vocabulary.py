"""What a language's words for numbers, units and times of a calendar are in English figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from logic.language.lookalikes import fold_characters


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The number words of one language, all in lower case and without accents.

    Attributes:
        numbers: word and value, up to a hundred (where compounds are written as one word, all of them).
        scales: words that multiply what stands before them.
        joints: words between the numbers of a compound ("et", "y").
        units: words or phrases, and what they are in English; a unit of one word keeps to its own place.
        endings: ends of words that begin with a number ("-köpfig"), and what stands behind it in English.
        ordinals: word and value.
    """

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    units: Mapping[str, str]
    joints: frozenset[str] = frozenset()
    endings: Mapping[str, str] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)


def numbered(words: str, *, start: int, step: int = 1) -> dict[str, int]:
    """`words` counted from `start`; other spellings of one number are joined by a stroke."""
    return {
        spelling: start + step * place for place, group in enumerate(words.split()) for spelling in group.split("/")
    }


def same(table: Mapping[str, str]) -> dict[str, str]:
    """Every word of the values' lists (separated by commas), with its English key."""
    return {word.strip(): english for english, words in table.items() for word in words.split(",")}


def compounds(
    units: Mapping[str, int], tens: Mapping[str, int], *, joint: str, unit_first: bool
) -> Iterator[tuple[str, int]]:
    """The numbers between the tens, written as one word."""
    for ten, value in tens.items():
        for unit, small in units.items():
            if 0 < small < 10:
                yield (f"{unit}{joint}{ten}" if unit_first else f"{ten}{joint}{unit}"), value + small


def plainly_spelled(words: Vocabulary) -> Vocabulary:
    """`words` in the characters that a line is compared in, for tables that keep their language's own."""
    return replace(
        words,
        numbers={_plain(word): value for word, value in words.numbers.items()},
        scales={_plain(word): value for word, value in words.scales.items()},
        units={_plain(word): english for word, english in words.units.items()},
    )


def _plain(word: str) -> str:
    return fold_characters(word.casefold()).casefold()
