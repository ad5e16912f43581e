"""The skills that a posting's running text asks for, where its record has no lists of them.

Two ways, joined: names that are known (`known_skills`), and what the form of the text says is a skill, whatever the
trade: the items of a requirement list, and what follows "experience with", "knowledge of" and the like. Time is linear
in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from logic.language.detection import language_of
from logic.language.keywords import is_keyword, words
from logic.language.lazy_patterns import lazy
from logic.language.skill_names import GROUPS, canonical
from logic.language.trade_skills import ACRONYMS_OF_EMPLOYERS
from logic.posting.credential_words import HEADS
from logic.posting.credentials import credentials
from logic.posting.known_in_text import is_of_a_tool, is_tool, known_names
from logic.posting.listed_phrases import ASKS_FOR_DEGREE, LISTING_LANGUAGES, listed_names
from logic.posting.listing_words import ListingLanguage
from logic.posting.named_in_passing import names_in_passing
from logic.posting.posting_sections import Statement, Weight, statements
from logic.posting.posting_text import plain_text
from logic.posting.required_years import largest, required_years

_CAPITALISED_WORD = lazy(r"[A-Z][\w-]+")

MOST_SKILLS = 40
"""Of each kind. A posting that names more than forty requirements is a text about something else."""


FEWEST_STATED = 2
"""Whoever has the one skill that a posting asks for is not yet one who can do its work."""

STATES_SOMETHING = 3
"""From so many stated requirements on, what running text says beside them is searched for known names only."""

NAMES_ALL = 12
"""A posting that states so many requirements has named all: what else its duties mention in ordinary nouns is work, and
nothing that it asks for.
"""
NAMES_NEARLY_ALL = 10
"""The same of running text, which speaks of the employer and its people as well, and of names that no table knows."""


_LONGEST_EXPLANATION = 200
"""Characters before an acronym in brackets."""

_DENIED = lazy(r"\b(?:[Nn]o|[Nn]ot|[Ww]ithout) (?:[A-Z]{2,6}(?:, | or | and )?){1,6}")
"""What must not be there: "no DR or IN endorsements"."""


_ACRONYM = lazy(
    r"(?<![\w@/.&-])(?:[A-Z]{1,4}&[A-Z]{1,4}|[A-Z]{2,6}\d{0,4}(?: Level \d)?|[A-Z][a-z]+(?:[A-Z][a-z]*)+\w*)"
    r"(?![\w@/&-]|\.\w)"
)
"""Names that their capitals give away: EPMA, NEWS2, GeoGebra."""

_KNOWLEDGE_OF = lazy(r"\b([A-ZÄÖÜ][\w/-]*?\w)-?[Kk]enntnissen?\b")
_LEVEL_OF_LANGUAGE = lazy(r"[ABC][12]")
_ELISION = lazy(r"\b(?:d|l|dell|nell|all|sull)'", re.IGNORECASE)
_PLACE_OF_JOB = lazy(r"\s(?:en|in|im|für|für|at|for|with|de|z|w|bei|em|a|à)\s")
_TITLE_PART = lazy(r"\s[-–—|]\s|[,(/|]")  # noqa: RUF001 - the dashes that people type
_IN_WORD_AND_WRITING = lazy(r"\s+in Wort (?:und|&) Schrift\b")


@dataclass(frozen=True, kw_only=True)
class TextRequirements:
    """What a text asks for. Skills in the order of the text, `years` 0..60, 0 where it asks for none; `about_the_job`
    is the text without what the employer says of itself.
    """

    required_skills: tuple[str, ...]
    preferred_skills: tuple[str, ...]
    years: float
    about_the_job: str


def read_requirements(text: str, *, title: str = "") -> TextRequirements:
    """Required and preferred skills and years of a posting's description; what its title names is required.

    What the text names without saying how much it matters (the work itself, the tools in use) counts as required where
    hardly anything else is, because the job cannot be done without it; beside stated requirements it counts as
    preferred.
    """
    plain = plain_text(text)
    language = language_of(plain)
    stated_in = [_spelt_out(statement, language) for statement in statements(text)]
    found = _found(stated_in, language=language, employer=_employer_words(stated_in, plain), title=title)
    in_title = {_identity(name): name for name in _tools_of_title(title)}
    required = in_title | found["required"]
    if len(found["required"].keys() - in_title.keys()) >= FEWEST_STATED:
        preferred = found["preferred"] | found["open"]
    else:
        required, preferred = required | found["open"], found["preferred"]
    return TextRequirements(
        required_skills=tuple(list(required.values())[:MOST_SKILLS]),
        preferred_skills=tuple([name for key, name in preferred.items() if key not in required][:MOST_SKILLS]),
        years=largest(
            required_years(statement.text, is_requirement=statement.weight == "required")
            for statement in stated_in
            if statement.weight in ("required", "open")
        ),
        about_the_job="\n".join(statement.text for statement in stated_in if statement.weight != "aside"),
    )


def _found(
    stated_in: Sequence[Statement], *, language: str, employer: frozenset[str], title: str
) -> Mapping[Weight, dict[object, str]]:
    """Names by their weight, each with its identity; none that the job itself is called by."""
    found: dict[Weight, dict[object, str]] = {"required": {}, "preferred": {}, "open": {}}
    in_lists: set[object] = set()
    called = _called(title)
    has_lists = any(statement.is_item for statement in stated_in)
    says_little = True
    # What is stated comes first: how much that is says what else counts.
    for statement in sorted(stated_in, key=lambda statement: statement.weight == "open"):
        if statement.weight == "aside":
            continue
        if statement.weight == "open":
            says_little = len(found["required"]) + len(found["preferred"]) < STATES_SOMETHING
        # Beside lists, running text that says nothing of requirements speaks of the employer and its people.
        is_about_the_job = statement.is_item or statement.weight != "open" or (says_little and not has_lists)
        for name in _skills(statement, language=language, employer=employer, with_unknown=is_about_the_job):
            if name.casefold() in called:
                continue
            found[statement.weight].setdefault(_identity(name), name)
            if statement.is_item:
                in_lists.add(_identity(name))
    stated = len(found["required"].keys() | found["preferred"].keys())
    if stated >= NAMES_NEARLY_ALL:
        found["open"] = {
            key: name
            for key, name in found["open"].items()
            if is_of_a_tool(name) or (stated < NAMES_ALL and key in in_lists and known_names(f" {name}"))
        }
    return found


def _tools_of_title(title: str) -> list[str]:
    """Tools that a title names ("Go Engineer"); what else it names is what the job is called."""
    called = _called(title)
    return [name for name in known_names(title) if is_tool(name) and name.casefold() not in called]


def _called(title: str) -> frozenset[str]:
    """What a job is called: each part of its title, whole and without where it is ("Infirmière en EHPAD")."""
    parts = {" ".join(part.casefold().split()) for part in _TITLE_PART.split(title)}
    return frozenset(parts | {_PLACE_OF_JOB.split(part)[0] for part in parts})


def _spelt_out(statement: Statement, language: str) -> Statement:
    """A statement with the names that German joins to "Kenntnisse" by themselves: "Englischkenntnisse"."""
    if language != "de":
        return statement
    return replace(statement, text=_IN_WORD_AND_WRITING.sub("", _KNOWLEDGE_OF.sub(_what_is_known, statement.text)))


def _what_is_known(knowledge: re.Match[str]) -> str:
    """ "Englisch" of "Englischkenntnisse"; a word that says how much or what for ("Grundkenntnisse") stays whole."""
    name = knowledge.group(1)
    return name if name.endswith("isch") or known_names(f" {name}") else knowledge.group()


def _identity(name: str) -> object:
    """What two writings of one name have in common: "code review" and "Code Reviews" are asked for once."""
    key = canonical(name)
    return tuple(words(name)) if key == " ".join(name.casefold().split()) else key


def _employer_words(stated: Sequence[Statement], plain: str) -> frozenset[str]:
    """Words in capitals of what the employer says of itself, and of the lines above it: its name, its places."""
    said = [statement.text for statement in stated if statement.weight == "aside"]
    said += [line for line in plain.splitlines()[:3] if line[:1].isalnum()]
    return frozenset(word for line in said for word in _CAPITALISED_WORD.findall(line))


def _synonyms(name: str) -> tuple[str, ...]:
    return GROUPS.get(canonical(name), ())


def _skills(statement: Statement, *, language: str, employer: frozenset[str], with_unknown: bool) -> Iterator[str]:
    """Names in one statement: the known ones, then, where unknown ones are wanted, those that their capitals, their
    language or the form of the statement gives away, none inside another.
    """
    known = [*_credentials(statement.text, may_be_new=with_unknown)]
    whole = [set(_folded(name)) for name in known]
    known += [name for name in known_names(statement.text) if not any(set(_folded(name)) <= other for other in whole)]
    yield from known
    if not with_unknown:
        return
    said = {_folded(name) for name in known}
    # What a known name stands for under another one, or as a part of one, is not asked for again.
    meant = {
        fold
        for name in known
        for part in name.split("/")
        for variant in (part, *_synonyms(name))
        for fold in words(variant)
    }
    for name in _unknown(statement, language=language, employer=employer):
        folded = _folded(name)
        if folded and not set(folded) <= meant and not any(_overlap(folded, other) for other in said):
            said.add(folded)
            yield name


def _credentials(text: str, *, may_be_new: bool) -> Iterator[str]:
    """Licences and certificates; by the known name, where that is all but the word that says what it is."""
    for start, end in credentials(text):
        written = text[start:end].replace("(", "")
        # Behind something, as names that begin a text must show that they are names.
        known = known_names(f" {written}")
        short = [name for name in known if _is_all_but_its_kind(name, written)]
        if short:
            yield from short
        elif may_be_new:
            yield written


def _is_all_but_its_kind(name: str, credential: str) -> bool:
    """Whether a credential has no more than the word that says what it is ("HACCP certificate") besides a name."""
    return set(credential.casefold().split()) - set(name.casefold().split()) <= HEADS


def _unknown(statement: Statement, *, language: str, employer: frozenset[str]) -> Iterator[str]:
    asked = _DENIED.sub("", statement.text)
    states = statement.weight != "open" and language in LISTING_LANGUAGES
    if states:
        listed = listed_names(asked, language=cast(ListingLanguage, language), is_item=statement.is_item)
        yield from (name for name in listed if any(map(is_keyword, words(name))))
    if language == "en" and ASKS_FOR_DEGREE.search(asked):
        return
    if not states or language == "en":
        yield from names_in_passing(asked, language=language, employer=employer, with_activities=not states)
    yield from (
        name
        for name in dict.fromkeys(_ACRONYM.findall(asked))
        if name.upper() not in ACRONYMS_OF_EMPLOYERS
        and not _LEVEL_OF_LANGUAGE.fullmatch(name)
        and not _is_explained(name, statement.text)
    )


def _is_explained(acronym: str, text: str) -> bool:
    """Whether an acronym in brackets repeats the words before it: "high voltage certificate (HV)"."""
    opened = text.find(f"({acronym})")
    before = text[max(opened - _LONGEST_EXPLANATION, 0) : max(opened, 0)]
    initials = "".join(word[0] for word in before.split() if word[0].isalpha()).upper()
    return acronym in initials[-len(acronym) - 2 :]


def _folded(name: str) -> tuple[str, ...]:
    """The folded words of a name, without the articles that French and Italian join to them."""
    return tuple(words(_ELISION.sub(" ", name)))


def _overlap(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return set(first) <= set(second) or set(second) <= set(first)


def without(names: Iterable[str], *, known: Iterable[str]) -> tuple[str, ...]:
    """`names` that are not among `known`, whatever they are called there."""
    taken = {canonical(name) for name in known}
    return tuple(name for name in names if canonical(name) not in taken)
