"""By what a word shows that a text is in one of some languages, and how much it counts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

_SHORTEST_ENDED: Final = 4
_CV_WORD, _SMALL_WORD, _LETTER, _OWN_LETTER, _ENDING = 1.5, 3.0, 1.0, 2.0, 0.5


class LanguageSigns:
    """By what a word shows one of some languages, with its points.

    Args:
        small_words, cv_words: by word, the languages that have it.
        letters: by language, those of its letters that not all have.
        own_letters: by letter, the one language that has it.
        endings: by language, endings of its words.
    """

    def __init__(
        self,
        *,
        small_words: Mapping[str, Sequence[str]],
        cv_words: Mapping[str, Sequence[str]],
        letters: Mapping[str, str],
        own_letters: Mapping[str, str],
        endings: Mapping[str, str],
    ) -> None:
        self._small_words = small_words
        self._cv_words = cv_words
        self._letters = letters
        self._own_letters = own_letters
        self._endings = _Endings(endings)

    def small_word(self, word: str) -> Sequence[tuple[str, float]]:
        """What it shows as a small word, which it shows each time that it stands in a text."""
        languages = self._small_words.get(word, ())
        return [(language, _SMALL_WORD / len(languages)) for language in languages] if languages else ()

    def others(self, word: str) -> Sequence[tuple[str, float]]:
        """What it shows as a word of CVs, by its letters and by how it ends."""
        shown = [(language, _CV_WORD) for language in self._cv_words[word]] if word in self._cv_words else []
        if not word.isascii():
            letters = set(word)
            shown += [(language, _LETTER) for language, own in self._letters.items() if not letters.isdisjoint(own)]
            shown += [(self._own_letters[letter], _OWN_LETTER) for letter in self._own_letters.keys() & letters]
        if len(word) > _SHORTEST_ENDED:
            shown += [(language, _ENDING) for language in self._endings.of(word)]
        return shown


class _Endings:
    """The endings of some languages: a word is looked up once for each length, not for each ending."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._languages: dict[str, tuple[str, ...]] = {}
        for language, endings in written.items():
            for ending in set(endings.split()):
                self._languages[ending] = (*self._languages.get(ending, ()), language)
        self._lengths = sorted({len(ending) for ending in self._languages})

    def of(self, word: str) -> Collection[str]:
        """The languages that have an ending of `word`."""
        found = [languages for length in self._lengths if (languages := self._languages.get(word[-length:]))]
        return {language for languages in found for language in languages} if found else ()
