"""Verification of FLEXIBLE text: it may say what its source says in other words, and nothing more.

Four kinds of facts are compared, each as a set: what the text states must be a subset of what its source states.
Numbers with their unit (so "40 people" does not pass for "40 %"), tools and skills that the CV or the job knows by
name, employers that the CV or the job knows by name, and any other capitalized word, which is how an invented product
or company shows.
"""

import re
import unicodedata
from collections.abc import Iterable

from logic.keywords import words
from logic.skill_names import SYNONYMS, NameIndex
from logic.violations import Rule, Violation

_NUMBER = re.compile(
    r"([$€£¥]?)\s?(\d+(?:[.,]\d+)*)\s?(%|percent\b|per cent\b|[kmb]\b|million\b|billion\b|thousand\b)?"
)
_UNITS = {"percent": "%", "per cent": "%", "thousand": "k", "million": "m", "billion": "b"}
_WORD = re.compile(r"[^\W_][\w+#.&'’-]*")  # noqa: RUF001 - both apostrophes occur
_SENTENCE_ENDS = frozenset(".!?:;\n•")
_OUR_OWN_WORDS = frozenset({"i", "i'm", "i've"})


class FactCheck:
    """Knows the names that matter for one CV and one job, and finds facts that a text's source does not state."""

    def __init__(self, *, tools: Iterable[str], employers: Iterable[str]) -> None:
        self._tools = NameIndex((*tools, *(group[0] for group in SYNONYMS)))
        self._employers = NameIndex(employers)

    def violations(self, text: str, *, source: str, field: str) -> list[Violation]:
        """Every fact of `text` that `source` does not state, as violations of `field`; empty for an honest text."""
        if text == source:
            return []
        said, allowed = words(text), words(source)
        found: list[tuple[Rule, str]] = [
            *(("number", value) for value in _numbers(text) - _numbers(source)),
            *(("tool", value) for value in self._tools.mentioned(said) - self._tools.mentioned(allowed)),
            *(("employer", value) for value in self._employers.mentioned(said) - self._employers.mentioned(allowed)),
            *(("name", value) for value in _proper_names(text) - _all_words(source)),
        ]
        return [
            Violation(field=field, rule=rule, source_value=source, actual_value=value) for rule, value in sorted(found)
        ]


def _plain(text: str) -> str:
    """Compatibility forms made ordinary, every script's digits made ASCII ones; letters keep their case."""
    normal = unicodedata.normalize("NFKC", text).replace("’", "'")  # noqa: RUF001 - it is what is replaced
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in normal)


def _numbers(text: str) -> set[str]:
    found = set()
    for currency, digits, unit in _NUMBER.findall(_plain(text).casefold()):
        found.add(f"{currency}{digits.replace(',', '')}{_UNITS.get(unit, unit)}")
    return found


def _all_words(text: str) -> set[str]:
    return {_bare(word) for word in _WORD.findall(_plain(text))}


def _proper_names(text: str) -> set[str]:
    """Words with a capital that do not merely begin a sentence, in lower case."""
    plain = _plain(text)
    return {
        _bare(match.group())
        for match in _WORD.finditer(plain)
        if _has_capital(match.group())
        and not _begins_sentence(plain, match.start(), match.group())
        and _bare(match.group()) not in _OUR_OWN_WORDS
    }


def _begins_sentence(text: str, start: int, word: str) -> bool:
    # A word that is all capitals, or has one inside (AWS, PyTorch), is a name wherever it stands.
    if _has_capital(word[1:]):
        return False
    last = start - 1
    while last >= 0 and text[last] in " \t":
        last -= 1
    return last < 0 or text[last] in _SENTENCE_ENDS


def _has_capital(word: str) -> bool:
    return any(character.isupper() for character in word)


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").strip(".'-&")
