"""Deeds that a source gives to somebody else: "checked by the auditor", "Freigabe durch die Leitung".

Such a clause stands beside what its person did, and has an act and its doer in this order. A text that has the act and
nobody who does it claims it for its person; no table of acts is needed, for both lines have the word.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.verification.meaning.clauses import Clause

_DOER: Final = {
    "en": {"by"},
    "de": {"durch"},
    "fr": {"par"},
    "es": {"por"},
    "pt": {"por", "pelo", "pela", "pelos", "pelas"},
    "it": {"da", "dal", "dalla", "dallo", "dai"},
    "nl": {"door"},
    "pl": {"przez"},
}
_NO_DOERS: Final = frozenset(["hand", "post", "mail", "email", "phone", "train", "then", "now", "me", "which", "about"])
_ENDING: Final = "ing"


def others_deeds(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """What a text claims of the deeds that its source gives to others: the clause that has the act and no doer."""
    given = {deed for other in source if (deed := _deed(other)) is not None}
    if not given:
        return
    own = {stem for other in source if not _doer(other) for stem in other.subject}
    named = {stem for clause in text for stem in clause.subject}
    for clause in text:
        if _doer(clause):
            continue
        for act, doers in given:
            if act in clause.subject and act not in own and doers.isdisjoint(named):
                yield " ".join(clause.words)


def _deed(clause: Clause) -> tuple[str, frozenset[str]] | None:
    """Act and doers of a clause that is not its line's first: the last thing said before the doer, and those behind."""
    place = _doer(clause)
    if not place or not clause.start or any(word[0].isdigit() for word in clause.words[:place]):
        # "40 guests by shift" counts, and nobody does anything.
        return None
    before = [stem for stem, at in clause.subject.items() if at < clause.start + place]
    behind = frozenset(stem for stem, at in clause.subject.items() if at > clause.start + place)
    return (max(before, key=clause.subject.__getitem__), behind) if before else None


def _doer(clause: Clause) -> int:
    """The place in a clause of the word before somebody who does something; 0 where there is none."""
    markers = _DOER.get(clause.language, set())
    if markers.isdisjoint(clause.words):
        return 0
    for place, (word, following) in enumerate(zip(clause.words, clause.words[1:], strict=False)):
        if word in markers and following.isalpha() and following not in _NO_DOERS and not following.endswith(_ENDING):
            return place
    return 0
