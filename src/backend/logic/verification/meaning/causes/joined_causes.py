"""A cause that a text makes of two things that its source only sets side by side: "sales rose" made "raised sales by".

The source tells a change of something, or what became of it, in a sentence of its own, that does not begin with it
("Complaints fell", "Two pupils went on to college"), and links no two things. A text that tells a change and links it
to what another sentence of the source speaks of, claims it as an effect.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from logic.language.detection import ENGLISH
from logic.language.verbs import VERBS
from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.marks import Mark
from logic.verification.quantities.number_words import SMALL, TENS

_CHANGES: Final = frozenset({"up", "down", "result"})
_NEAR: Final = 5
_FROM_TO: Final = 2
_LINKS: Final = {
    "en": {"through", "via", "means"},
    "de": {"durch", "wodurch", "indem"},
    "fr": {"grace"},
    "es": {"mediante", "al"},
    "it": {"grazie", "tramite"},
    "pt": {"ao", "atraves"},
    "nl": {"door", "waardoor"},
    "pl": {"dzieki", "przez"},
    "sv": {"genom", "vilket"},
}
_BY: Final = {"en": ("by", ("ing",)), "fr": ("en", ("ant",))}
"""A word and the ending of the one behind it that link together: "by repainting", "en changeant"."""

_RELATIVES: Final = {
    "en": frozenset({"which", "that", "whose"}),
    "fr": frozenset({"qui", "dont"}),
    "es": frozenset({"que", "cuya", "cuyo", "cuyas", "cuyos"}),
    "it": frozenset({"che", "cui"}),
    "pt": frozenset({"que", "cuja", "cujo", "cujas", "cujos"}),
    "pl": frozenset({"ktora", "ktory", "ktore", "ktorego", "ktorej"}),
    "de": frozenset({"dessen", "deren"}),
    "nl": frozenset({"waarvan", "wiens"}),
}
_RAISING = """
lift lifts lifted push pushed pushes send sent take took bring brought drive drove move moved get got lead led cut cuts
make made help helped halve halved double doubled trim trimmed slash slashed won earned kept ended stopped eased
lifting pushing sending bringing driving halving doubling trimming slashing getting easing winning earning ending
fait a augmente a reduit a baisse
subio bajo aumento redujo mejoro
portato ridotto aumentato migliorato fatto
subiu baixou aumentou reduziu melhorou
podniosl podniosla obnizyl obnizyla zmniejszyl zmniejszyla zwiekszyl zwiekszyla
steigerte senkte erhohte verringerte verbesserte
verhoogde verlaagde verminderde verbeterde
"""
_RAISED: Final = frozenset(_RAISING.split())
"""What one thing did to another: "whose rota lifted", "which pushed"."""

_OTHER_LINKS: Final = frozenset(["by", "to", "so", "because", "pour", "para", "per", "um", "om", "aby", "for"])
_DOERS: Final = frozenset(["me", "us", "hand", "phone", "email", "post", "car", "van", "bike", "myself", "ourselves"])
"""Behind "by" no cause: by whom, or how."""

_OF_RESULTS = """
rose fell grew dropped climbed shrank returned went came became improved increased decreased doubled halved tripled
stayed reached passed found gained recovered won slipped sank tumbled jumped soared eased slowed ended stopped began
opened held left joined moved promoted
"""
_RESULTS: Final = frozenset(_OF_RESULTS.split())
"""What things and other people did, where it stands behind them: "complaints dropped", "two pupils went on"."""

_FIGURES: Final = frozenset({"half", *SMALL, *TENS})
_TO, _BY_WHOM, _ING = "to", "by", "ing"
_MOVED: Final = _RESULTS | {"switched", "changed", "converted", "back", "up", "down", "over"}
"""What "to" stands behind where it names an end and no purpose."""


def joined(text: Sequence[Clause], source: Sequence[Clause]) -> str:
    """The link that the text makes; "" where it makes none, or the source has one."""
    link = next((word for clause in text if (word := link_of(clause))), "")
    if not link:
        return ""
    if any(link_of(clause) or "cause" in clause.categories or links_otherwise(clause) for clause in source):
        return ""
    is_change = any(_CHANGES & clause.categories for clause in text)
    told = [clause for clause in source if (is_change and _tells_a_change(clause)) or _tells_a_result(clause)]
    others = [clause for clause in source if clause not in told]
    is_joined = any(_speaks_of(text, clause) for clause in told) and any(_speaks_of(text, clause) for clause in others)
    return link if is_joined else ""


def measures(mark: Mark, clause: Clause) -> bool:
    """Whether a "by" tells how much or by whom, and so no cause: "up by 12 %", "brought in by me"."""
    place = mark.start - clause.start
    following = clause.words[place + 1 : place + 2]
    return (
        clause.words[place] == _BY_WHOM and bool(following) and (following[0][0].isdecimal() or following[0] in _DOERS)
    )


def links_otherwise(clause: Clause) -> bool:
    """Whether another word may link things in a clause; before a number ("by 12 %", "to 6") it measures."""
    return any(
        word in _OTHER_LINKS
        and not following[:1].isdecimal()
        and following not in _DOERS
        and following not in _FIGURES
        and not (word == _TO and before in _MOVED)
        for before, word, following in zip(("", *clause.words), clause.words, (*clause.words[1:], ""), strict=False)
    )


def _tells_a_change(clause: Clause) -> bool:
    """Whether a change stands behind what changed: no deed of the person, who is left out at the beginning."""
    return any(
        mark.category in _CHANGES and any(place < mark.start for place in clause.subject.values())
        for mark in clause.marks
    )


def _tells_a_result(clause: Clause) -> bool:
    """Whether a clause tells in English what became of something: a thing or others first, and then what they did, or
    two numbers that it went from and to.
    """
    if clause.language != ENGLISH or not clause.subject or clause.is_joined_on:
        return False
    first = clause.words[0]
    if first in VERBS or first in _RESULTS or first.endswith("ed"):
        return False
    numbers = [place for place, word in enumerate(clause.words) if word[0].isdecimal()]
    if len(numbers) == _FROM_TO and numbers[1] == numbers[0] + 1 == len(clause.words) - 1:
        return True
    begin = min(clause.subject.values()) - clause.start
    return any(word in _RESULTS for word in clause.words[begin + 1 : begin + 1 + _NEAR])


def _speaks_of(text: Sequence[Clause], other: Clause) -> bool:
    return any(stem in clause.subject for clause in text for stem in other.subject)


def link_of(clause: Clause) -> str:
    """The word by which a clause links two things, "" where it does not.

    A change that begins a further clause does too (", which cut"), and behind "and" none.
    """
    opens = any(mark.start == clause.start and mark.category in _CHANGES for mark in clause.marks)
    if clause.start and opens and not clause.is_joined_on:
        return clause.words[0]
    relatives = _RELATIVES.get(clause.language, frozenset())
    first = clause.words[0]
    is_english = clause.start and clause.language == ENGLISH
    if is_english and first in _RAISED and (first.endswith(_ING) or "cause" in clause.categories):
        return first
    for place, word in enumerate(clause.words):
        if word in relatives and (raised := _RAISED.intersection(clause.words[place + 1 : place + 1 + _NEAR])):
            return min(raised)
    links = _LINKS.get(clause.language, set())
    by, endings = _BY.get(clause.language, ("", ()))
    for word, following in pairwise(clause.words):
        if word in links or (word == by and following.endswith(endings)):
            return word
    return ""
