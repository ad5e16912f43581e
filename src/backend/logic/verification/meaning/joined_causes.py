"""A cause that a text makes of two things that its source only sets side by side: "sales rose" made "raised sales by".

The source tells a change of something in a sentence of its own, that does not begin with it ("Complaints fell"), and
links no two things. A text that tells a change and links it to what another sentence of the source speaks of, claims it
as an effect.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from logic.verification.meaning.clauses import Clause

_CHANGES: Final = frozenset({"up", "down", "result"})
_LINKS: Final = {
    "en": {"through", "via"},
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

_OTHER_LINKS: Final = frozenset(["by", "to", "so", "because", "pour", "para", "per", "um", "om", "aby", "for"])


def joined(text: Sequence[Clause], source: Sequence[Clause]) -> str:
    """The link that the text makes; "" where it makes none, or the source has one."""
    link = next((word for clause in text if (word := _link(clause))), "")
    if not link or not any(_CHANGES & clause.categories for clause in text):
        return ""
    if any(_link(clause) or "cause" in clause.categories or _links_otherwise(clause) for clause in source):
        return ""
    told = [clause for clause in source if _tells_a_change(clause)]
    others = [clause for clause in source if clause not in told]
    is_joined = any(_speaks_of(text, clause) for clause in told) and any(_speaks_of(text, clause) for clause in others)
    return link if is_joined else ""


def _links_otherwise(clause: Clause) -> bool:
    """Whether another word may link things in a clause; before a number ("by 12 %", "to 6") it measures."""
    return any(
        word in _OTHER_LINKS and not following[:1].isdecimal()
        for word, following in zip(clause.words, (*clause.words[1:], ""), strict=True)
    )


def _tells_a_change(clause: Clause) -> bool:
    """Whether a change stands behind what changed: no deed of the person, who is left out at the beginning."""
    return any(
        mark.category in _CHANGES and any(place < mark.start for place in clause.subject.values())
        for mark in clause.marks
    )


def _speaks_of(text: Sequence[Clause], other: Clause) -> bool:
    return any(stem in clause.subject for clause in text for stem in other.subject)


def _link(clause: Clause) -> str:
    """The word that links; a change that begins a further clause does too (", which cut"), and behind "and" none."""
    opens = any(mark.start == clause.start and mark.category in _CHANGES for mark in clause.marks)
    if clause.start and opens and not clause.is_joined_on:
        return clause.words[0]
    links = _LINKS.get(clause.language, set())
    by, endings = _BY.get(clause.language, ("", ()))
    for word, following in pairwise(clause.words):
        if word in links or (word == by and following.endswith(endings)):
            return word
    return ""
