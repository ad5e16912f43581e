"""Finds the words of a line that say how strong, how wide, how certain a claim is.

The tables are in `lexicons`. A line is read once, word by word (Chinese and Japanese: sign by sign), and at each place
only the phrases that begin there are tried, so the time is linear in the line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Final

from logic.language.lookalikes import fold_characters

_MODULES: Final[Mapping[str, str]] = {
    "cs": "further.czech_slovak",
    "da": "further.danish_norwegian",
    "de": "german",
    "el": "further.greek",
    "en": "english",
    "es": "spanish",
    "fi": "further.finnish",
    "fr": "french",
    "hu": "further.hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "further.korean",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "further.romanian",
    "ru": "further.russian_ukrainian",
    "sv": "further.swedish",
    "tr": "further.turkish",
    "zh": "chinese",
}
LANGUAGES: Final = frozenset(_MODULES)
"""Languages whose words of strength, scope and the rest are known."""

BY_SIGN: Final = frozenset({"ja", "zh"})
"""Languages that are written without spaces."""

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[.,;:!?()|\n]")
_CUT_SHORT = re.compile(
    r"\b(?:([^\W\d_]{1,6})\.(?=(?:[ao]?\s)[a-z0-9])|"
    r"((?i:stv|stellv|asst|dep|jr|sr|dr|prof|univ|mr|mrs|st|ing|dra|sra|eng|abt|afd|adj|ass|aux|vic))\.)"
)
"""A word cut short, whose full stop ends no clause."""

NO_MARK: Final = "none"
_EVIDENT: Final = frozenset({"negation", "unrealised", "assist", "junior", "condition"})
"""Categories whose words bear a claim of their kind out inside a longer phrase as well."""

_ALWAYS: Final = frozenset(f"{category}+" for category in _EVIDENT)
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of `category` at words `start` to `end`."""

    category: str
    start: int
    end: int


class Lexicon:
    """The phrases of one language."""

    def __init__(self, language: str) -> None:
        module = import_module(f"logic.verification.meaning.lexicons.{_MODULES[language]}")
        self.by_sign = language in BY_SIGN
        self.conjunctions = frozenset(plain(module.CONJUNCTIONS).split())
        self.superiors = frozenset(plain(module.SUPERIORS).split())
        self.recipients = frozenset(plain(module.RECIPIENTS).split())
        self.subjects = frozenset(plain(module.SUBJECTS).split())
        self.articles = frozenset(plain(module.SUBJECT_ARTICLES).split())
        self._whole: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._begun: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._ended: list[tuple[str, str, str]] = []
        for category, written in module.WORDS.items():
            for phrase in written.split(","):
                self._add(plain(phrase), category)
                if category in _EVIDENT:
                    self._add(plain(phrase), f"{category}+")
        self._endings = tuple(ending for _, ending, _ in self._ended)
        self._head = min(map(len, self._begun), default=0)
        self._by_head: dict[str, list[str]] = {}
        for beginning in sorted(self._begun, key=len):
            self._by_head.setdefault(beginning[: self._head], []).append(beginning)

    def _add(self, phrase: str, category: str) -> None:
        words = tuple("".join(phrase.split())) if self.by_sign else tuple(phrase.split())
        if not words:
            return
        beginning, star, ending = words[0].partition("*")
        if star and ending and len(words) == 1:
            self._ended.append((beginning, ending.removesuffix("*"), category))
            return
        begun = words[0].endswith("*")
        table = self._begun if begun else self._whole
        table.setdefault(words[0].removesuffix("*"), []).append((words, category))

    def marks(self, words: tuple[str, ...]) -> list[Mark]:
        """Every mark of a line; none inside a phrase that is no mark."""
        found: list[Mark] = []
        blocked = longest = 0
        for index, word in enumerate(words):
            at = [
                Mark(category, index, index + len(phrase))
                for phrase, category in self._candidates(word)
                if self._stands(phrase, words, index)
            ]
            if not at:
                continue
            nones = [mark.end for mark in at if mark.category == NO_MARK]
            blocked = max([blocked, *nones])
            # Of "led to" the "led" is no mark of its own.
            phrase_end = max((mark.end for mark in at if mark.end > index + 1), default=0) if not self.by_sign else 0
            found += [
                mark
                for mark in at
                if mark.category != NO_MARK
                and mark.end > blocked
                and (mark.category in _ALWAYS or (mark.end > longest and mark.end >= phrase_end))
            ]
            longest = max(longest, phrase_end)
        return found

    def _candidates(self, word: str) -> Sequence[tuple[tuple[str, ...], str]]:
        found: Sequence[tuple[tuple[str, ...], str]] = self._whole.get(word, ())
        if self.by_sign:
            return found
        for beginning in self._by_head.get(word[: self._head], ()):
            if word.startswith(beginning):
                found = [*found, *self._begun[beginning]]
        if word.endswith(self._endings):
            found = [
                *found,
                *(
                    ((word,), category)
                    for beginning, ending, category in self._ended
                    if word.endswith(ending) and word.startswith(beginning) and len(word) > len(beginning) + len(ending)
                ),
            ]
        return found

    def _stands(self, phrase: tuple[str, ...], words: tuple[str, ...], index: int) -> bool:
        if index + len(phrase) > len(words):
            return False
        for place, wanted in enumerate(phrase):
            word = words[index + place]
            if word != wanted and not (wanted[-1] == "*" and len(wanted) > 1 and word.startswith(wanted[:-1])):
                return False
        return not (self.by_sign and _cuts_a_word(phrase, words, index))


def _cuts_a_word(phrase: tuple[str, ...], words: tuple[str, ...], index: int) -> bool:
    """Whether a phrase in katakana is a piece of a longer word in it only."""
    if not all(_KATAKANA.match(sign) for sign in phrase):
        return False
    beside = (*words[max(index - 1, 0) : index], *words[index + len(phrase) : index + len(phrase) + 1])
    return any(_KATAKANA.match(sign) for sign in beside)


@lru_cache(maxsize=len(_MODULES))
def lexicon(language: str) -> Lexicon:
    """The phrases of a language, read when it is first met."""
    return Lexicon(language)


def words_of(line: str, language: str) -> tuple[str, ...]:
    """The words and marks of a line in lower case and without accents."""
    text = plain(_CUT_SHORT.sub(r"\1\2", line) if "." in line else line)
    return tuple(re.sub(r"\s", "", text)) if language in BY_SIGN else tuple(_WORD.findall(text))


def plain(text: str) -> str:
    """`text` as both the tables and the lines are compared."""
    text = fold_characters(text).casefold()
    return text.replace("n't", " not").replace("'", " ").replace("-", " ") if "'" in text or "-" in text else text
