"""A line of another language with its numbers, units and dates as English writes them.

One reader then reads all languages, and "vier Wochen", "4 Wochen" and "4 weeks" are one quantity. Only words of the
tables change; one pass over the words, so the time is linear in the line.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Final, cast

from logic.language.lookalikes import fold_characters
from logic.verification.quantities.languages.chinese_japanese import in_latin_figures
from logic.verification.quantities.languages.vocabulary import Vocabulary, plainly_spelled
from logic.verification.quantities.numerals import worth
from logic.verification.quantities.quantity import scaled

_MODULES: Final[Mapping[str, str]] = {
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
}
_NUMBERS_ONLY: Final[Mapping[str, str]] = {
    "cs": "numbers_only.czech_slovak",
    "da": "numbers_only.danish_norwegian",
    "el": "numbers_only.greek",
    "fi": "numbers_only.finnish",
    "hu": "numbers_only.hungarian",
    "ko": "numbers_only.korean",
    "ro": "numbers_only.romanian",
    "ru": "numbers_only.russian_ukrainian",
    "sv": "numbers_only.swedish",
    "tr": "numbers_only.turkish",
}
_TABLES: Final = {**_MODULES, **_NUMBERS_ONLY}
READ_LANGUAGES: Final = frozenset({"en", "zh", "ja", *_MODULES})
"""Languages whose number words, units and dates are read. Of the others what is read is how much, and not of what."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[., ]\d+)*|\s+|.", re.DOTALL)
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")
_MICRONS = re.compile(r"(?<=\d) ?[uμµ]m\b")
_CUBIC = re.compile(
    r"\bm\^3|\b(?:cubic met(?:er|re)s?|met(?:ros|ri) cubic(?:os|i)|metres cubes|kubikmetern?|kubieke meter)\b",
    re.IGNORECASE,
)
_SHORT_AMOUNT = re.compile(
    r"(?<=\d) ?(?:([TtKk])(?=€|EUR\b)|(M|Mio|mio|mln|Mln)\.?(?= ?(?:€|EUR\b|Euro\b))| Tsd\.?(?= ?(?:€|EUR\b|Euro\b)))",
)
"""Thousands and millions as they stand beside a currency: "30 T€", "12 k€", "TEUR", "2 M€"."""

_SQUARE = re.compile(
    r"\bm ?\^2|(?<=\d)m\^2|\bqm\b|平方米|平方メートル|м\^2|кв\. ?м\b|\b(?:square met(?:er|re)s?|quadratmetern?"
    r"|m[eè]tres? carr[eé]s?|metros (?:cua|qua)drados|metri quadr(?:at)?i|vierkante meter|metr\w+ kwadrat\w+"
    r"|kvadratmeter|neli[oö]metri\w*|metrekare)\b",
    re.IGNORECASE,
)
"""Square metres; a raised two has been written as a power before."""

_PERCENT_FIRST = re.compile(r"(?:(?<!\d)(?<!\d )%|\by[uü]zde )(\d+(?:[.,]\d+)*)")
"""As Turkish writes it: "%33", "yüzde 33"."""

_OCLOCK = re.compile(
    r"\b([01]?\d|2[0-4])(?:[:.]([0-5]\d))? ?Uhr\b|(?<=\ba )([01]?\d|2[0-4]) ?h ?([0-5]\d)\b", re.IGNORECASE
)
"""German and French times of day, accents gone: "a 7 h 30"."""

_HOURS_AND_MINUTES = re.compile(r"\b(\d{1,2}) h ([0-5]\d)\b")
"""How French writes a length of time: "ateliers de 1 h 30"."""

_MONTH_OF_YEAR = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) del? (?=(?:19|20)\d\d)"
)
_FINANCIAL = re.compile(r"\bFY ?(?=(?:19|20)\d\d\b)")
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_a-zA-Z])")
"""Between a number and a word of another script."""

_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}")
_ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MEASURED: Final = frozenset({"m2", "percent", "%", "kg", "km", "m", "tonnes", "litres", "million"})
_SCALE_WORDS: Final = {10**6: "million", 10**9: "billion"}
_LESSER_SCALES: Final = frozenset({1000, 10_000})
_ABBREVIATED: Final = frozenset(
    fold_characters("std mio mrd tys mln proc тыс тис млн млрд mil milj εκατ pr hod").split()
)
_ONE: Final = frozenset({"un", "une", "uno", "una", "um", "uma", "jeden"})
_AND_A_HALF: Final = "years and a half"
_LONGEST_WORD = 40
_SWAPPED = str.maketrans(".,", ",.")


def in_english_figures(line: str, language: str) -> str:
    """`line` (of `language`, an ISO 639-1 code) with English figures; as it is where no table is for it."""
    line = _PERCENT_FIRST.sub(r"\1 %", _SQUARE.sub("m2", line))
    line = _FINANCIAL.sub("FY ", line.replace("R$", "BRL "))
    if language in {"de", "fr"}:
        line = fold_characters(line)
        line = _OCLOCK.sub(lambda found: f"{found[1] or found[3]}:{found[2] or found[4] or '00'}", line)
    if language == "fr":
        line = _HOURS_AND_MINUTES.sub(lambda found: f"{int(found[1]) * 60 + int(found[2])} minutes", line)
    line = _CUBIC.sub("m3", _MICRONS.sub(" microns", line))
    line = _SHORT_AMOUNT.sub(lambda found: " million " if found[2] else "k ", line)
    if language in {"zh", "ja"}:
        return in_latin_figures(line)
    if language not in _TABLES:
        return line
    line = fold_characters(line)
    if language in _NUMBERS_ONLY:
        line = _GLUED.sub(" ", line)
    read = _Line(line, vocabulary(language), language).read()
    # "Yuzde yirmi" has its number now.
    return _MONTH_OF_YEAR.sub(r"\1 ", _PERCENT_FIRST.sub(r"\1 %", read) if language == "tr" else read)


@lru_cache(maxsize=len(_TABLES))
def vocabulary(language: str) -> Vocabulary:
    """The number words of a language; each is loaded when it is first met."""
    module = import_module(f"logic.verification.quantities.languages.{_TABLES[language]}")
    words = cast(Vocabulary, module.VOCABULARY)
    return plainly_spelled(words) if language in _NUMBERS_ONLY else words


@lru_cache(maxsize=len(_TABLES))
def _phrases(language: str) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """Units by their first word, the longest phrase first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, english in vocabulary(language).units.items():
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, english))
    for phrases in found.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return found


class _Line:
    def __init__(self, line: str, words: Vocabulary, language: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(line)
        self._low = [token.casefold() for token in self._tokens]
        self._words = words
        self._language = language

    def read(self) -> str:
        written: list[str] = []
        index = 0
        while index < len(self._tokens):
            for read in (self._unit, self._number, self._compound, self._ordinal, self._figure):
                text, end = read(index)
                if end > index:
                    _append(written, text)
                    index = end
                    break
            else:
                written.append(self._tokens[index])
                index += 1
        return "".join(written)

    def _unit(self, index: int) -> tuple[str, int]:
        for words, english in _phrases(self._language).get(self._low[index], ()):
            end = self._behind(index, words)
            if end:
                return english, end
        return "", index

    def _behind(self, index: int, words: Sequence[str]) -> int:
        """The index behind a phrase that stands at `index`; 0 where it does not. A hyphen may join its words."""
        end = index
        for place, word in enumerate(words):
            while place and end < len(self._low) and self._joins(end):
                end += 1
            if end >= len(self._low) or self._low[end] != word:
                return 0
            end += 1
        return end + (self._low[end - 1] in _ABBREVIATED and self._low[end : end + 1] == ["."])

    def _joins(self, index: int) -> bool:
        """Whether a phrase may go on behind the token at `index`."""
        return self._low[index] in {" ", "'", "-"} or (self._low[index] == "." and self._low[index - 1] in _ABBREVIATED)

    def _number(self, index: int) -> tuple[str, int]:
        total = part = 0
        seen, end, place = False, index, index
        if self._language == "ko" and index and self._low[index - 1][-1].isdecimal():
            # The syllable is a counter then: "30se" is an age.
            return "", index
        while place < len(self._low):
            word = self._low[place]
            value, scale = self._words.numbers.get(word), self._words.scales.get(word)
            if seen and word in _ONE and part >= 20 and part % 10 == 0:
                value = 1
            if value is not None and (not seen or self._continues(part, value)):
                part = 80 if self._language == "fr" and (part, value) == (4, 20) else part + value
            elif scale is not None and (seen or scale <= 1000):
                if scale >= 10**6 and total == 0:
                    return f"{part} {_SCALE_WORDS.get(scale, '')}".strip(), place + 1
                total, part = (total, (part or 1) * scale) if scale == 100 else (total + (part or 1) * scale, 0)
            elif not (seen and (word in self._words.joints or word in {" ", "-"})):
                break
            else:
                place += 1
                continue
            seen, place = True, place + 1
            end = place
        return (str(total + part), end) if seen else ("", index)

    def _continues(self, part: int, value: int) -> bool:
        if part == 0:
            return True
        if self._language == "fr" and (part, value) == (4, 20):
            return True
        if part % 100 == 0:
            return value < 100
        if self._language == "tr" and part % 100 == 10:
            return value < 10
        if self._language == "fr" and part % 100 == 10:
            return 7 <= value <= 9
        most = 20 if self._language == "fr" and part % 100 in {60, 80} else 10
        return part % 10 == 0 and part % 100 >= 20 and value < most

    def _compound(self, index: int) -> tuple[str, int]:
        """A word that begins with a number: "dreijahriger", "4-kopfig"."""
        word = self._low[index]
        if word.isdecimal() and index + 2 < len(self._low) and self._low[index + 1] == "-":
            english = self._words.endings.get(self._low[index + 2])
            return (f"{word} {english}".rstrip(), index + 3) if english is not None else ("", index)
        if len(word) > _LONGEST_WORD or not word.isalpha():
            return "", index
        for ending, english in self._words.endings.items():
            stem = word.removesuffix(ending)
            if stem != word and stem in self._words.numbers:
                return f"{self._words.numbers[stem]} {english}".rstrip(), index + 1
        return "", index

    def _ordinal(self, index: int) -> tuple[str, int]:
        value = self._words.ordinals.get(self._low[index], 0)
        return (_ORDINALS[value], index + 1) if value else ("", index)

    def _figure(self, index: int) -> tuple[str, int]:
        """A number in digits, its signs swapped where only they say what it is worth: "1,250 km" is English 1.250."""
        token = self._tokens[index]
        if not token[0].isdecimal():
            return "", index
        if _DOTTED_DATE.fullmatch(token):
            day, month, year = token.split(".")
            return f"{year}-{int(month):02}-{int(day):02}", index + 1
        following = next((word for word in self._low[index + 1 : index + 3] if word.strip()), "")
        unit = self._words.units.get(following, following)
        if self._words.scales.get(following, 0) >= 10**6:
            return f"{token.translate(_SWAPPED)} {_SCALE_WORDS[self._words.scales[following]]}", self._after(index)
        if _GROUPED.fullmatch(token) and unit in _MEASURED:
            return token.translate(_SWAPPED), index + 1
        scale = self._words.scales.get(following, 0)
        value = scaled(worth(token), scale) if scale in _LESSER_SCALES else ""
        if isinstance(value, int):
            return str(value), self._after(index)
        return "", index

    def _after(self, index: int) -> int:
        """The index behind the scale word that follows the number at `index`, its full stop included."""
        place = index + 1 if self._low[index + 1].strip() else index + 2
        return place + 1 + (self._low[place] in _ABBREVIATED and self._low[place + 1 : place + 2] == ["."])


def _append(written: list[str], text: str) -> None:
    """Add `text`; "two" and "years and a half" are 2.5 years, "a" and the same are eighteen months."""
    if text == _AND_A_HALF:
        while written and not written[-1].strip():
            written.pop()
        before = written.pop() if written else ""
        text = f"{before}.5 years" if before.isdecimal() else "18 months"
    if written and written[-1] == "'":
        written.append(" ")
    written.append(text)
