"""A part told as the whole that it is of: "cleaned the four pools" of "cleaned one of the four pools"."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Spoken
from logic.verification.quantities.number_words import BARE

_PART_WORDS = "some part parts half several most few any one many % percent third thirds quarter quarters"
_PARTS: Final = frozenset(_PART_WORDS.split())
_OF_WORDS = """
of out der des von de del dos das unserer unseren our the meiner meinen nos los las les di dei della dell da
do des eines einer du d van z ze w
"""
_OF: Final = frozenset(_OF_WORDS.split())
_PART_NOUN_WORDS = """
floor wing roof wall walls front back chapter chapters summary introduction section sections page pages part
parts corner index cover some several most few pieces portion etage stock dach fassade kapitel zusammenfassung
abschnitt seite seiten teil teile etage toit facade chapitre chapitres resume partie parties page pages planta
tejado fachada capitulo capitulos resumen parte partes pagina paginas piano tetto facciata capitolo riassunto
parte andar telhado resumo verdieping dak gevel hoofdstuk samenvatting deel delen pietro dach rozdzial czesc
"""
_PART_NOUNS: Final = frozenset(_PART_NOUN_WORDS.split())
_WHICH_WORDS = """
ground first second third top upper lower front back main east west north south premier premiere deuxieme primer
primera segundo primo prima primeiro erste ersten eerste pierwszy pierwszego
"""
_WHICH: Final = frozenset(_WHICH_WORDS.split())
_ARTICLE_WORDS = """
the a an our der die das den dem des eines einer eine einem le la les l un une du el los las una il lo gli i o os as
um uma de het een d
"""
_ARTICLES: Final = frozenset(_ARTICLE_WORDS.split())
_LONG_STEM: Final = 5
_REACH: Final = 2
_NEAR: Final = 8
_STEM: Final = 4

Counted = tuple[int, str]


def told_whole(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The numbers of a text that count the whole, where its source speaks of a part of it only."""
    partial = {counted for line in source for counted, is_part in _counted(line) if is_part}
    if not partial:
        return
    partial -= {counted for line in source for counted, is_part in _counted(line) if not is_part}
    for line in text:
        told = list(_counted(line))
        if not any(is_part for _, is_part in told):
            yield from (f"{number} {noun}" for (number, noun), _ in told if (number, noun) in partial)


def told_part(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The whole behind a text's verb, of which its source has a part behind the same verb: "cleaned a hospital" of
    "cleaned the ground floor of a hospital".
    """
    wholes = {part.whole: part for line in source for part in _parts(line)}
    if not wholes:
        return
    said = {word for line in text for word in line.low}
    for line in text:
        for place, word in enumerate(line.low):
            part = wholes.get(word[:_LONG_STEM])
            if part is None or _PART_NOUNS.intersection(said) or any(number in said for number in part.numbers):
                continue
            before = [each for each in line.low[max(place - _REACH - 1, 0) : place] if each not in _ARTICLES]
            if before and before[-1][:_STEM] == part.deed:
                yield f"{before[-1]} {word}"


class _Part(NamedTuple):
    deed: str
    whole: str
    numbers: frozenset[str]


def _parts(line: Spoken) -> Iterator[_Part]:
    """The wholes of which a line has a part: "the roof of the barn", "part of the files", "two of the five lifts"."""
    low = line.low
    for place, word in enumerate(low[:-1]):
        if word not in _OF or not place or not (low[place - 1] in _PART_NOUNS or _number(low[place - 1]) > 0):
            continue
        behind = [each for each in low[place + 1 : place + 2 + _NEAR] if each not in _OF and each not in _ARTICLES]
        numbers = [each for each in behind[:1] if _number(each) > 0]
        whole = next((each for each in behind[len(numbers) :] if each.isalpha()), "")
        start = place - 1
        while start and (low[start - 1] in _ARTICLES or low[start - 1] in _WHICH):
            start -= 1
        if whole and start and len(low[start - 1]) >= _STEM:
            yield _Part(low[start - 1][:_STEM], whole[:_LONG_STEM], frozenset(numbers))


def _counted(line: Spoken) -> Iterator[tuple[Counted, bool]]:
    """Each number and the beginning of the word behind it, and whether a part of so many stands before."""
    for place, (word, noun) in enumerate(zip(line.low, line.low[1:], strict=False)):
        number = _number(word)
        if number > 1 and noun.isalpha():
            yield (number, noun[:_STEM]), _is_part(line.low[max(place - _NEAR, 0) : place])


def _is_part(before: Sequence[str]) -> bool:
    words = list(before)
    if words and words[-1].endswith("'s"):
        # "One of the chain's nine shops".
        while words and words[-1] not in _OF and words[-1] not in BOUNDARIES:
            words.pop()
    of = 0
    while words and words[-1] in _OF and of <= _REACH:
        words.pop()
        of += 1
    return bool(of and words) and (words[-1] in _PARTS or _number(words[-1]) > 0)


def _number(word: str) -> int:
    return int(word[:9]) if word.isdecimal() else BARE.get(word, 0)
