"""A rank that a source shares or does not reach, told as the first one: "the fastest" of "one of the fastest".

Such a source has a superlative and says beside it that there are several of the kind ("among the", "top ten") or that
another one is ahead ("third-largest"). A text with a superlative must say so as well.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.lexicons.plain_claims import NO_SUPERLATIVES
from logic.verification.meaning.marks import BY_SIGN, plain
from logic.verification.quantities.number_words import ORDINALS, SMALL, TENS

_SHARED_RANKS = """
runner up,runners up,finalist
one of,among,amongst,some of,part of,joint,nearly the,almost the,einer der,eine der,eines der,einen der,einem der
unter den,un des,une des,un de,parmi,uno de,una de,unos de,entre,uno dei,uno degli,una delle,tra i,tra le,tra gli
um dos,uma das,een van,jeden z,jedna z,jedno z,jednym z,en av,ett av,en af,et af,yksi,один из,одна из,одно из,один з
одна з,biri,birisi,unul dintre,una dintre,egyik,ένας από,μία από
"""
_PARTIAL: Final = tuple(
    tuple(plain(phrase).split()) for phrase in _SHARED_RANKS.replace("\n", ",").split(",") if phrase
)
_PARTIAL_SIGNS: Final = ("之一", "のひとつ", "の一つ", "の1つ", "の一人", "の1人", "有数", "指折り")
_ORDINALS = """
second 2nd 3rd 4th 5th deuxieme troisieme segundo segunda tercer tercera terceiro terceira secondo seconda terzo terza
tweede derde zweite zweiter dritte dritter druhy druha drugi druga andra tredje toinen ikinci
"""
_BEHIND_ANOTHER: Final = frozenset({*_ORDINALS.split(), *ORDINALS})
_COMPOUNDED: Final = ("zweit", "dritt", "viert", "tweed")
_TOP: Final = "top"
_SHARES: Final = frozenset({"half", "quarter", "third", "percent", "tier", *SMALL, *TENS})
_SHORTEST: Final = 6


def unqualified(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The words of a text that rank first what its source ranks among others or behind one."""
    told = [clause for clause in text if _ranks(clause)]
    if not told:
        return
    partial = [clause for clause in source if _ranks(clause) and _is_partial(clause)]
    if not partial or any(_ranks(clause) and clause not in partial for clause in source):
        return
    if any(_is_partial(clause) for clause in text):
        return
    yield from (" ".join(clause.words) for clause in told)


def _ranks(clause: Clause) -> bool:
    return "best" in clause.categories or any(
        len(word) >= _SHORTEST and word.endswith("est") and word not in NO_SUPERLATIVES for word in clause.words
    )


def _is_partial(clause: Clause) -> bool:
    words = clause.words
    if clause.language in BY_SIGN:
        return any(sign in "".join(words) for sign in _PARTIAL_SIGNS)
    ranked = {mark.start - clause.start for mark in clause.marks if mark.category == "best"}
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if any(words[place : place + len(phrase)] == phrase for phrase in _PARTIAL):
            return True
        if word in _BEHIND_ANOTHER and (following.endswith("est") or place + 1 in ranked):
            return True
        if word == _TOP and (following[:1].isdecimal() or following in _SHARES):
            return True
        if word.startswith(_COMPOUNDED) and "st" in word[len(_COMPOUNDED[0]) :]:
            return True
    return False
