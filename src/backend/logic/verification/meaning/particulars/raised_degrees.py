"""An adjective that a text raises to the highest degree: "umsatzstärkste Kunden" of "umsatzstarke Kunden".

The source has the word without the ending, and ranks nothing itself. Looked at are languages that build the degree by
endings or beginnings of the word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from logic.verification.meaning.lexicons.plain_claims import NO_SUPERLATIVES
from logic.verification.meaning.surplus import Spoken

_HIGHEST: Final[Mapping[str, re.Pattern[str]]] = {
    language: re.compile(pattern)
    for language, pattern in {
        "en": r"(\w{3,}?)(?:iest|est)",
        "de": r"(\w{4,}?)e?st(?:e|en|er|es|em)",
        "nl": r"(\w{4,})ste",
        "sv": r"(\w{4,}?)a?ste?",
        "da": r"(\w{4,}?)e?ste?",
        "pl": r"naj(\w{4,}?)(?:iejsz\w+|sz\w+|iej)",
        "cs": r"nej(\w{4,}?)(?:ejsi\w*|si\w*|eji)",
        "hu": r"leg(\w{3,}?)[aeo]?bb\w*",
        "es": r"(\w{4,})isim[oa]s?",
        "it": r"(\w{4,})issim[oaie]",
        "pt": r"(\w{4,})issim[oa]s?",
    }.items()
}
_LONGEST_ENDING: Final = 3
_ENDINGS: Final = frozenset(
    ["", "e", "en", "er", "es", "em", "y", "a", "o", "i", "as", "os", "t", "ie", "ych", "ym", "ego", "ej", "ni", "ny"]
)


def raised_degrees(text: Sequence[Spoken], source: Sequence[Spoken], language: str) -> Iterator[str]:
    """The words of a text in the highest degree that its source has without it."""
    highest = _HIGHEST.get(language)
    if highest is None:
        return
    told = [
        (word, found[1])
        for line in text
        for word in line.low
        if (found := highest.fullmatch(word)) and word not in NO_SUPERLATIVES
    ]
    if not told:
        return
    words = {word for line in source for word in line.low}
    bases = {
        word[: len(word) - cut]
        for word in words
        for cut in range(_LONGEST_ENDING + 1)
        if word[len(word) - cut :] in _ENDINGS
    }
    yield from (word for word, base in told if base in bases and word not in words)
