"""Finds known names in a line of text, with the kind of fact that each is, by any of their spellings.

A name is a phrase of one or more words, compared in lower case and singular, hyphens and strokes aside. Of overlapping
names a text claims the longest ("Spring Boot"); a source bears out all of them ("Spring" too). Linear in the text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from logic.language.known_names import ABBREVIATIONS, CERTIFICATES, DEGREES, EMPLOYER_HOMOGRAPHS, EMPLOYERS, RANKS
from logic.language.known_skills import HOMOGRAPHS_IN_TEXTS, ORDINARY_SKILLS, TOOLS, VENDOR_PRODUCTS
from logic.language.skill_names import GROUPS, SYNONYMS, canonical
from logic.language.text_tokens import BOUNDARIES, Pieces, begins_sentence, read_pieces, stem
from logic.verification.violations import Rule

_JOINTS = frozenset({"-", "/", "&"})
_LONGEST_CODE = 2
_WRITTEN_IN = """
applications apps built code coded developed implemented microservices programmed programs rewritten rewrote
scripts services written wrote
"""
_PROGRAMMED = frozenset(_WRITTEN_IN.split())
_TECHNICAL_WORDS = """
app apps boot code codebase developer developers framework microservices programming programs : ,
"""
_TECHNICAL = frozenset(_TECHNICAL_WORDS.split())
_NO_NOUNS = frozenset({"excel", "express", "go", "react", "swift"})
"""Ordinary words, but no nouns: behind "in" or "with", and with nothing that they could qualify, they are tools."""

_IN_CAPITALS = frozenset({"rest"})
_SHORT_LINE = 4


@dataclass(frozen=True, slots=True)
class KnownName:
    """A spelling: what it names (`key`), the fact that naming it is, and what must show that it is meant as a name.

    `evidence`: "none" for a name in any case, "capital" for one that is an ordinary word in lower case, "capitals" for
    an abbreviation that is one.
    """

    phrase: tuple[str, ...]
    rule: Rule
    key: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name at pieces `start` to `end` of a line."""

    rule: Rule
    key: str
    start: int
    end: int


class NamePhrases:
    """An index of known names by their first word."""

    def __init__(self, names: Iterable[KnownName], *, base: "NamePhrases | None" = None) -> None:
        self._by_first: dict[str, tuple[KnownName, ...]] = dict(base._by_first) if base else {}
        for name in names:
            if name.phrase:
                before = self._by_first.get(name.phrase[0], ())
                if name not in before:
                    longest_first = sorted((*before, name), key=lambda known: -len(known.phrase))
                    self._by_first[name.phrase[0]] = tuple(longest_first)

    def claimed(self, pieces: Pieces) -> list[Mention]:
        """The names that a text claims: the longest at each place, each piece in one name only."""
        found: list[Mention] = []
        places = _places(pieces)
        done = 0
        for place, (start, word) in enumerate(places):
            if place < done or word not in self._by_first:
                continue
            for known in self._by_first[word]:
                end = _match(known, places, place)
                if end and _is_meant(known, pieces, start, end):
                    found.append(Mention(known.rule, known.key, start, end))
                    done = place + len(known.phrase)
                    break
        return found

    def borne_out(self, pieces: Pieces) -> set[KnownName]:
        """All names that a source holds, overlapping ones included."""
        found: set[KnownName] = set()
        places = _places(pieces)
        for place, (start, word) in enumerate(places):
            for known in self._by_first.get(word, ()):
                end = _match(known, places, place)
                if end and (len(places) <= _SHORT_LINE or _is_meant(known, pieces, start, end, lenient=True)):
                    found.add(known)
        return found


@lru_cache(maxsize=1)
def well_known() -> NamePhrases:
    """The names of the tables, indexed once."""
    names = [_tool(spelling, key=canonical(name)) for name in TOOLS for spelling in _spellings(name)]
    names += [_tool(spelling, key=group[0]) for group in SYNONYMS for spelling in group]
    for vendor, products in VENDOR_PRODUCTS.items():
        names += [_tool(f"{vendor} {product}", key=canonical(product)) for product in products.split(",")]
    names += [employer(name) for name in EMPLOYERS]
    tables: tuple[tuple[Rule, Mapping[str, str]], ...] = (
        ("degree", DEGREES),
        ("certificate", CERTIFICATES),
        ("title", RANKS),
        ("name", ABBREVIATIONS),
    )
    for rule, table in tables:
        names += [_listed(rule, key, spelling) for key, written in table.items() for spelling in written.split(",")]
    return NamePhrases(names)


def skill(name: str) -> list[KnownName]:
    """A skill of a CV or a job; nothing where the name is plain English."""
    key = canonical(name)
    return [] if key in ORDINARY_SKILLS else [_tool(spelling, key=key) for spelling in _spellings(name)]


def employer(name: str) -> KnownName:
    """An employer of a CV or a job, or a well-known one."""
    phrase = phrase_of(name)
    alone = len(phrase) == 1 and (phrase[0] in EMPLOYER_HOMOGRAPHS or len(phrase[0]) <= _LONGEST_CODE)
    return KnownName(phrase, "employer", canonical(name), "capital" if alone else "none")


def record(rule: Rule, name: str) -> KnownName:
    """A degree, school or certificate as the CV writes it."""
    return _listed(rule, canonical(name), name)


def phrase_of(name: str) -> tuple[str, ...]:
    """The words of a name in the form that they are compared in."""
    return tuple(word for _, word in _places(read_pieces(name)) if word not in BOUNDARIES)


def _spellings(name: str) -> set[str]:
    key = canonical(name)
    return {name, *GROUPS.get(key, (key,))}


def _tool(spelling: str, *, key: str) -> KnownName:
    phrase = phrase_of(spelling)
    ordinary = len(phrase) == 1 and phrase[0] in HOMOGRAPHS_IN_TEXTS
    return KnownName(phrase, "tool", key, "capital" if ordinary else "none")


def _listed(rule: Rule, key: str, spelling: str) -> KnownName:
    phrase = phrase_of(spelling)
    short = len(phrase) == 1 and len(phrase[0]) <= _LONGEST_CODE
    return KnownName(phrase, rule, key, "capitals" if short else "none")


def _places(pieces: Pieces) -> list[tuple[int, str]]:
    return [(index, stem(word)) for index, word in enumerate(pieces.low) if word not in _JOINTS]


def _match(known: KnownName, places: list[tuple[int, str]], place: int) -> int:
    """The index of the piece behind the name where it stands at `place`, else 0."""
    length = len(known.phrase)
    if length > 1 and tuple(word for _, word in places[place : place + length]) != known.phrase:
        return 0
    return places[place + length - 1][0] + 1


def _is_meant(known: KnownName, pieces: Pieces, start: int, end: int, *, lenient: bool = False) -> bool:
    """Whether the words at `start` to `end` are meant as the name; `lenient` where a capital may be the sentence's."""
    if known.evidence == "none":
        return True
    raw, after = pieces.raw[start], pieces.at(end)
    all_capitals = raw.isupper() and len(raw) > 1
    if known.evidence == "capitals" or known.key in _IN_CAPITALS:
        return all_capitals or (known.key in _IN_CAPITALS and after in {"api", "apis"})
    if raw[:1].isupper() and (lenient or all_capitals or not begins_sentence(pieces, start)):
        return True
    if raw[:1].isupper() and (after in _TECHNICAL or (len(raw) <= _LONGEST_CODE and after in _PROGRAMMED)):
        return True
    before, second = pieces.at(start - 1), pieces.at(start - 2)
    if (
        before in {"in", "with"}
        and (not after or after in BOUNDARIES or after in {"and", "or"})
        and known.key in _NO_NOUNS
    ):
        return True
    return before == "using" or (before in {"in", "with"} and second in _PROGRAMMED)
