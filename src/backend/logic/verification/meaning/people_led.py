"""Whether "managed" and "ran" claim people or a workplace, and not a thing: "ran the bakery", "ran the oven"."""

from typing import Final

from logic.language.stop_words import STOP_WORDS
from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.marks import Mark

_PEOPLE: Final = frozenset(
    [
        "team",
        "staff",
        "people",
        "department",
        "crew",
        "group",
        "squad",
        "colleagues",
        "employees",
        "plumbers",
        "engineers",
    ]
)
_PLACES_OF_WORK = """
bakery shop store branch restaurant hotel cafe pub bar warehouse depot factory plant office farm kitchen ward clinic
school library museum gym salon workshop garage nursery hostel laboratory lab studio agency
"""
_WORKPLACES: Final = frozenset(_PLACES_OF_WORK.split())
_ARTICLES: Final = frozenset({"a", "an", "the", "our", "his", "her", "their"})
_NEAR: Final = 5


def leads_people(clause: Clause, mark: Mark, stated: set[str]) -> bool:
    """Whether a clause manages people, or a whole workplace: "managed a bakery", and not "ran the bakery's till"."""
    if {"lead", "lead+"} & stated:
        return False
    if clause.words[mark.end - clause.start : mark.end - clause.start + 1] == ("without",):
        # Whoever managed without agency staff led none.
        return False
    if not _PEOPLE.isdisjoint(clause.words):
        return True
    behind = clause.words[mark.end - clause.start : mark.end - clause.start + _NEAR]
    if not behind or behind[0] not in _ARTICLES:
        return False
    place = next((place for place, word in enumerate(behind) if word in _WORKPLACES), None)
    return place is not None and (place + 1 >= len(behind) or behind[place + 1] in STOP_WORDS)
