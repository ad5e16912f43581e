"""Who did it to whom, turned round: "trained the head gardener" of "was trained by the head gardener".

The source has a deed with its doer behind "by", and the text the same deed with the doer as the one to whom it is
done: no "by", "from" or "under" stands before the doer. A text may tell such a deed as received ("training from").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from logic.language.irregular_verbs import BASES
from logic.language.lookalikes import fold_characters
from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Spoken, key_of

_DOERS: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset({"by"}),
    "de": frozenset({"von", "vom", "durch", "door"}),
    "fr": frozenset({"par"}),
    "es": frozenset({"por"}),
    "it": frozenset({"da", "dal", "dalla", "dallo", "dai", "dalle", "dagli"}),
    "pt": frozenset({"por", "pelo", "pela", "pelos", "pelas"}),
    "nl": frozenset({"door"}),
    "pl": frozenset({"przez"}),
    "sv": frozenset({"av"}),
    "da": frozenset({"af", "av"}),
}
_PASSIVE = """
was were been being got regularly wurde wurden worden werd fui foi fue sono stata stato ete zostal zostalam blev ble
"""
_OPENING: Final = frozenset(_PASSIVE.split())
_KEEPING_WORDS = """
by from under with through of at reported assisted von vom durch bei beim unter mit par de du des chez aupres sous avec
por bajo con del da dal dalla dallo sotto pelo pela com sob door van bij onder met przez od u pod z av af hos under med
"""
_KEEPING: Final = frozenset(_KEEPING_WORDS.split())
_ARTICLES: Final = frozenset({"de", "des"})
_WITH_SUCH_ARTICLES: Final = frozenset({"de", "nl"})
_MEASURING: Final = frozenset({"en", "de", "fr", "es", "sv", "da"})
"""Languages whose word before a doer stands before measures as well."""

_ALSO_OF: Final = frozenset({"von", "vom", "av", "af"})
_PARTICIPLE: Final = re.compile(r"\w*ge\w+[nt]|\w+iert|\w+(?:ad|at|dd|tt|et)")
_REACH, _BEFORE, _SHORTEST, _FARTHEST = 4, 3, 4, 8


def reversed_roles(text: Sequence[Spoken], source: Sequence[Spoken], language: str) -> Iterator[str]:
    """The deed and the doer of each passive of a source that a text tells the other way round."""
    markers = _DOERS.get(language)
    if markers is None:
        return
    passives = _passives(source, markers, language)
    if not passives:
        return
    for line in text:
        if not markers.isdisjoint(line.low):
            continue
        places = {_key(word): place for place, word in reversed(list(enumerate(line.low)))}
        for place, word in enumerate(line.low):
            deed = passives.get(key_of(word)) if len(word) >= _SHORTEST else None
            at = places.get(deed, place) if deed else place
            if at < place <= at + _FARTHEST and not _is_kept(line, at, place, language):
                yield f"{line.low[at]} {word}"


def _passives(source: Sequence[Spoken], markers: frozenset[str], language: str) -> dict[str, str]:
    """By the key of each doer, the key of the deed that was done to the person."""
    return {
        key_of(doer): deed
        for line in source
        for place, word in enumerate(line.low)
        if word in markers and 0 < place < len(line.low) - 1 and (deed := _deed(line, place))
        for doer in _doers(line, place + 1, language)
    }


def _deed(line: Spoken, place: int) -> str:
    """The key of the deed that stands before a doer, where the person is the one to whom it was done; else ""."""
    near = line.low[max(place - _REACH, 0) : place]
    start = next((at + 1 for at in range(len(near) - 1, -1, -1) if near[at] in BOUNDARIES), 0)
    if not start and place > _REACH:
        return ""
    before = [word for word in near[start:] if word not in _OPENING]
    if len(before) != 1 and not (before and near[start] in _OPENING):
        return ""
    if line.low[place] in _ALSO_OF and before == [*near[start:]] and not _PARTICIPLE.fullmatch(before[0]):
        # "Betreuung von Kindern": nobody's deed, but of whom it is one.
        return ""
    return _key(before[0]) if len(before[0]) >= _SHORTEST else ""


def _doers(line: Spoken, start: int, language: str) -> Iterator[str]:
    for word in line.low[start : start + _REACH]:
        if word in BOUNDARIES or (word[0].isdecimal() and language in _MEASURING):
            # "Down by 8 boxes", "von 8 auf 6 Kisten": a measure.
            return
        if len(word) >= _SHORTEST and word in line.words:
            yield word


def _is_kept(line: Spoken, deed: int, doer: int, language: str) -> bool:
    """Whether a word between a deed and a doer says that the doer did it."""
    between = line.low[deed + 1 : doer]
    keeping = _KEEPING - _ARTICLES if language in _WITH_SUCH_ARTICLES else _KEEPING
    return not keeping.isdisjoint(between[-_BEFORE:]) or any(word in BOUNDARIES for word in between)


_PREFIXED: Final = re.compile(r"^(ein|auf|aus|ab|an|um|zu|vor|durch|bei|nach|be)?ge(?=\w{4})")


def _key(word: str) -> str:
    """The key of a deed in whatever form, German and Dutch participles among them: "eingearbeitet"."""
    base = BASES.get(word, word)
    return key_of(_PREFIXED.sub(r"\1", fold_characters(base)))
