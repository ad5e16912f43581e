"""Years of experience that a sentence of a posting asks for, in digits or in words.

Lower bounds only: "3-5 years" is met by three. A duration that is not about experience ("a ten-year-old company",
"founded 20 years ago", "18 years of age") is none.
"""

import re
from collections.abc import Iterable

MOST_YEARS = 60.0
_MONTHS_PER_YEAR = 12

_NUMBERS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_WORDS = _NUMBERS.split()
_VALUES = {word: number for number, word in enumerate(_WORDS, start=1)} | {"a": 1, "an": 1}

_AMOUNT = r"(?:\d{1,2}(?:[.,]\d)?|" + "|".join(_WORDS) + ")"
_DURATION = re.compile(
    rf"(?<![\w.,$€£-])(?P<low>{_AMOUNT}|an?(?=\s+year))(?:\s*\(\s*\w{{1,9}}\s*\))?"
    rf"(?:\s*(?:-|–|—|to|or)\s*(?P<high>{_AMOUNT}))?"  # noqa: RUF001 - the dashes that people type in ranges
    r"\s*(?:\+|plus\b|or\s+more\b|\bfull\b)?[\s-]*(?P<unit>years?|yrs?|months?)\b(?=(?P<rest>.{0,60}))"
)
_ABOUT_EXPERIENCE = re.compile(
    r"\b(?:experience[ds]?|exp\b|hands-on|track record|background|worked|working|practice|practising|similar role|"
    r"comparable role|in the (?:field|industry|trade|role)|post-?qualif\w+|as an? |teaching|managing|leading|building|"
    r"cooking|selling|nursing|driving|developing)"
)
_NOT_EXPERIENCE = re.compile(
    r"^\W*(?:ago\b|old\b|of age\b|in business\b|history\b|anniversary\b|contract\b|fixed|warranty\b|term\b|"
    r"of growth\b|guarantee\b|running\b|in a row\b)"
)
_SINCE_THEN = re.compile(r"\b(?:past|last|next|over the|within|after|every|founded|for the)\s+$")
_REACH = 12
"""Characters before a duration that say what it is about: the longest of `_SINCE_THEN`, and its spaces."""


def required_years(sentence: str, *, is_requirement: bool) -> float | None:
    """Years (over 0, at most 60) that one sentence asks for; None where it asks for none.

    Of several in one sentence the largest counts, as the others are parts of it ("5 years, 2 of them with Kafka"),
    unless "or" offers them as alternatives: then the smallest does.

    Args:
        sentence: one sentence of the posting.
        is_requirement: whether the posting already says that this is a requirement; any other sentence must speak of
            experience.
    """
    text = " ".join(sentence.casefold().split())
    found = [
        (match, _years(match))
        for match in _DURATION.finditer(text)
        if not _NOT_EXPERIENCE.match(match["rest"])
        and not _SINCE_THEN.search(text[max(0, match.start() - _REACH) : match.start()])
    ]
    if not found or not (is_requirement or _ABOUT_EXPERIENCE.search(text)):
        return None
    values = [min(value, MOST_YEARS) for _, value in found if value > 0]
    if not values:
        return None
    between = text[found[0][0].end("unit") : found[-1][0].start()]
    return min(values) if len(values) > 1 and re.search(r"\bor\b", between) else max(values)


def _years(match: re.Match[str]) -> float:
    amount = _value(match["low"])
    return amount / _MONTHS_PER_YEAR if match["unit"].startswith("month") else amount


def _value(written: str) -> float:
    return float(_VALUES[written]) if written in _VALUES else float(written.replace(",", "."))


def largest(years: Iterable[float | None]) -> float:
    """The largest of several sentences' years; 0.0 where none asks for any."""
    return max((value for value in years if value is not None), default=0.0)
