"""A means that a text names and its source does not: "analysed by means of mass spectrometry" of "analysed".

Behind words that name nothing but a means ("using", "mittels", "à l'aide de"), one word of the source's is enough for
what follows, in whatever form; where there is none, the means is invented.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.lexicons.general_words import GENERAL_WORDS
from logic.verification.meaning.plain_claims import Phrases
from logic.verification.meaning.surplus import Known, Spoken, key_of

_MEANS: Final = """
by means of,with the help of,with the aid of,making use of,mittels,mithilfe,mit hilfe,unter einsatz von,anhand von
a l'aide de,a l'aide d'*,au moyen de,au moyen d'*,mediante,por medio de,con ayuda de,con la ayuda de,tramite
per mezzo di,con l'ausilio di
por meio de,com recurso a,com a ajuda de,met behulp van,door middel van,za pomoca,przy uzyciu,przy pomocy,med hjalp av
med hjaelp af,ved hjelp av,pomoci,s pomoci,при помощи,с помощью,за допомогою,segitsegevel,yardimiyla,avulla
cu ajutorul,με τη βοηθεια
"""  # noqa: RUF001 - Cyrillic words
_VERB_LAST: Final = frozenset(["de", "nl", "tr", "hu", "fi", "ko"])
"""Languages in which the verb may follow the means at once."""

_REACH: Final = 4
_SHORTEST: Final = 4


@lru_cache(maxsize=1)
def _means() -> Phrases:
    """The phrases, read when the first text is checked."""
    return Phrases(_MEANS)


def invented_means(text: Sequence[Spoken], source: Sequence[Spoken], language: str) -> Iterator[str]:
    """The words of a text for a means of which its source has no word."""
    known: Known | None = None
    for line in text:
        for start, end in _means().places(line.low):
            behind: list[str] = []
            for word in line.low[end : end + _REACH]:
                if word in BOUNDARIES:
                    break
                if len(word) >= _SHORTEST and word in line.words and key_of(word) not in GENERAL_WORDS:
                    behind.append(word)
            if language in _VERB_LAST:
                del behind[1:]
            known = known or Known(source)
            if behind and not any(map(known.has, behind)) and not any(other.short for other in source):
                yield " ".join(line.low[start : end + _REACH])
