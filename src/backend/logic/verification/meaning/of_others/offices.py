"""A title that a text takes and its source does not speak of at all: "Chair of" for a volunteer, "Directrice de".

Titles are the words of a table, by language. One is taken where a text begins with it, or behind "as". It is borne out
by any word of its stem ("chaired", "designed" for a designer), so no verb needs a table of its own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.irregular_verbs import BASES
from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.lexicons.offices import OFFICES, SIGNED_OFFICES

_AS: Final = frozenset(["as", "als", "como", "come", "comme", "jako"])
_OPENING: Final = 4
_STEM, _SHORTEST = 5, 3
_COMPOUNDING: Final = frozenset({"de", "nl"})
_LESSER: Final = frozenset({"assist", "junior", "unrealised"})
_TEACHERS: Final = (
    "teach",
    "lehrer",
    "dozent",
    "enseign",
    "professeur",
    "formateur",
    "formatrice",
    "profesor",
    "maestr",
    "insegn",
    "profess",
    "docent",
    "lera",
    "nauczyciel",
)
_TAUGHT: Final = re.compile(
    "t[ea][au][cg]h|les$|lehr|unterr|enseign|form[ae]|clas|ensen|insegn|docen|lesg|lessen|ensin|aula|ucz"
)
"""Whoever gave lessons may be called a teacher, by whatever of the words."""

_BUILDERS: Final = frozenset(
    ["software", "firmware", "devops", "qa", "test", "data", "backend", "frontend", "web", "cloud"]
)
"""What an engineer is one of where the word is a trade's and no licence's."""

_BUILT: Final = re.compile(r"program|cod(e|ed|ing)$|develop|wrote|writ|built|build|migrat|automat|deploy|test")
"""Deeds of such engineers."""

_CONTROLLED: Final = ("stock", "document", "traffic", "credit", "pest", "quality", "inventory")
_TRADES: Final = frozenset(
    {
        ("train", "conductor"),
        ("bus", "conductor"),
        ("tram", "conductor"),
        ("executive", "support"),
        *((kind, "controller") for kind in _CONTROLLED),
        ("lift", "engineer"),
        ("sound", "engineer"),
    }
)
_MANAGED: Final = re.compile("gest|geri|gere")
"""Whoever managed a thing may be called "gerente" or "gérant" of it."""

_DEEDS: Final = {
    "manager": re.compile("r[au]n(ning)?$|oversaw|oversee|headed|direct"),
    "supervisor": re.compile("oversaw|oversee|manag|headed"),
    "instructor": re.compile("taught|teach"),
    "trainer": re.compile("taught|teach|coach"),
    "consultant": re.compile("advis"),
    "accountant": re.compile("closings?$|ledger|bookkeep|accounts$"),
}
"""Deeds that a title is another word for."""

_PREPOSITIONS = """
with for to of by from under mit bei für von zum zur den dem des avec pour chez du des con para por del al della voor
met bij van z dla od przez
"""
_NO_TITLE_BEFORE: Final = frozenset(_PREPOSITIONS.split())


def taken_offices(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The titles of the text that the source has no word for."""
    words = {BASES.get(word, word) for clause in source for word in clause.words}
    for place, clause in enumerate(text):
        if _LESSER & clause.categories:
            continue
        if clause.language in SIGNED_OFFICES:
            written, stated = "".join(clause.words), "".join(sign for other in source for sign in other.words)
            yield from (title for title in SIGNED_OFFICES[clause.language] if title in written and title not in stated)
            continue
        for word in _titled(clause, is_first=place == 0):
            office = _office(word, clause.language)
            if (office == "engineer" and _builds(clause, words)) or _is_of_a_trade(word, clause.words):
                continue
            if office and not _is_borne(office, words, clause.language):
                yield word


def _titled(clause: Clause, *, is_first: bool) -> Iterator[str]:
    """The words that stand where a title stands: those that open the text up to a preposition, or follow "as"."""
    starts = [index + 1 for index, word in enumerate(clause.words) if word in _AS] + ([0] if is_first else [])
    for start in starts:
        for word in clause.words[start : start + _OPENING]:
            if word in _NO_TITLE_BEFORE:
                break
            yield word


def _builds(clause: Clause, source: set[str]) -> bool:
    """Whether "engineer" is the trade of somebody who, by the source, writes or tests programs: "firmware engineer"."""
    place = clause.words.index("engineer")
    return clause.words[max(place - 1, 0)] in _BUILDERS and any(_BUILT.match(word) for word in source)


def _is_of_a_trade(word: str, words: Sequence[str]) -> bool:
    """Whether a title's word is part of a plain trade's name: "train conductor", "executive support"."""
    place = words.index(word)
    return not _TRADES.isdisjoint({tuple(words[place - 1 : place + 1]), tuple(words[place : place + 2])})


def _office(word: str, language: str) -> str:
    """The title that a word is, or ends with in a language that compounds; "" for any other word."""
    offices = OFFICES.get(language, frozenset())
    if word in offices:
        return word
    if language not in _COMPOUNDING:
        return ""
    return next((office for office in offices if len(office) >= _STEM and word.endswith(office)), "")


def _is_borne(office: str, words: set[str], language: str) -> bool:
    if office.startswith(_TEACHERS) and any(_TAUGHT.search(word) for word in words):
        return True
    if office.startswith(("geren", "geran")) and any(_MANAGED.match(word) for word in words):
        return True
    deeds = _DEEDS.get(office)
    if deeds is not None and any(deeds.match(word) for word in words):
        return True
    stem = office[: max(_SHORTEST, min(_STEM, len(office) - 2))]
    anywhere = len(stem) == _STEM or language in _COMPOUNDING
    return any(stem in word if anywhere else word.startswith(stem) for word in words)
