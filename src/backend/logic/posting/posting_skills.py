"""The skills that a posting's running text asks for, where its record has no lists of them.

Two ways, joined: names that are known (`known_skills`), and what the form of the text says is a skill, whatever the
trade: the items of a requirement list, and what follows "experience with", "knowledge of" and the like. Time is linear
in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from logic.language.detection import language_of
from logic.language.keywords import is_keyword, words
from logic.language.known_skills import COMMON_NOUNS, HOMOGRAPHS_IN_POSTINGS, KNOWN_SKILLS, SHOWN_AS, TOOLS
from logic.language.lazy_patterns import lazy
from logic.language.skill_names import GROUPS, SYNONYMS, NameIndex, canonical
from logic.language.trade_skills import ACRONYMS_OF_EMPLOYERS, TRADE_SKILLS
from logic.posting.credentials import credentials
from logic.posting.listed_phrases import LISTING_LANGUAGES, listed_names
from logic.posting.listing_words import ListingLanguage
from logic.posting.named_in_passing import names_in_passing
from logic.posting.posting_sections import Statement, Weight, statements
from logic.posting.posting_text import plain_text
from logic.posting.required_years import largest, required_years

LONGEST_ACRONYM = 5
_CAPITALISED_WORD = lazy(r"[A-Z][\w-]+")

MOST_SKILLS = 40
"""Of each kind. A posting that names more than forty requirements is a text about something else."""


NAMES_ALL = 10
"""A posting that states so many requirements has named all: what else its duties mention in ordinary nouns is work, and
nothing that it asks for.
"""


@cache
def _index() -> NameIndex:
    """Of all known names; made by the first posting whose text is searched, as a cold start has no use for it."""
    return NameIndex((*KNOWN_SKILLS, *TRADE_SKILLS, *(group[0] for group in SYNONYMS)))


@cache
def _shown_as() -> dict[str, str]:
    return {canonical(name): name for name in TRADE_SKILLS} | SHOWN_AS


_UNSPACED = lazy(r"[\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED_SKILLS = tuple(name for name in TRADE_SKILLS if _UNSPACED.search(name))
"""Names in scripts that put no space between words: looked for as they are."""

_ACRONYM = lazy(r"(?<![\w@/.-])(?:[A-Z]{2,6}\d{0,4}(?: Level \d)?|[A-Z][a-z]+(?:[A-Z][a-z]*)+\w*)(?![\w@/-]|\.\w)")
"""Names that their capitals give away: EPMA, NEWS2, GeoGebra."""

_NAME_BEFORE = lazy(
    r"\s*(?:[,;/&)]|and\b|or\b|$|(?:\w+ )?(?:developer|engineer|programmer|specialist)\b)", re.IGNORECASE
)
"""What follows a word that begins a sentence, where that word is a name."""


_KNOWLEDGE_OF = lazy(
    r"\b(?!(?:Fach|Sprach|Vor|Grund|Anwender|Produkt|Computer|Orts|Markt|Branchen|Basis)kenntnisse)"
    r"([A-ZÄÖÜ][\w-]{2,}?)-?kenntnissen?\b"
)
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
    nothing else is, because the job cannot be done without it; beside stated requirements it counts as preferred.
    """
    found: dict[Weight, dict[object, str]] = {"required": {}, "preferred": {}, "open": {}, "aside": {}}
    found["required"].update({_identity(name): name for name in _known_of_title(title)})
    in_title = len(found["required"])
    plain = plain_text(text)
    language = language_of(plain)
    years: list[float | None] = []
    stated_in = list(statements(text))
    employer = _employer_words(stated_in, plain)
    has_lists = any(statement.is_item for statement in stated_in)
    for statement in stated_in:
        statement = _spelt_out(statement, language)
        if statement.weight in ("required", "open"):
            years.append(required_years(statement.text, is_requirement=statement.weight == "required"))
        if statement.weight != "aside":
            # Beside lists, running text that says nothing of requirements speaks of the employer and its people.
            is_about_the_job = statement.is_item or statement.weight != "open" or not has_lists
            for name in _skills(statement, language=language, employer=employer, with_unknown=is_about_the_job):
                found[statement.weight].setdefault(_identity(name), name)
    if len(found["required"]) + len(found["preferred"]) - in_title >= NAMES_ALL:
        found["open"] = {key: name for key, name in found["open"].items() if _is_of_a_tool(name)}
    stated = len(found["required"]) > in_title
    required = found["required"] if stated else found["required"] | found["open"]
    preferred = found["preferred"] | (found["open"] if stated else {})
    return TextRequirements(
        required_skills=tuple(list(required.values())[:MOST_SKILLS]),
        preferred_skills=tuple([name for key, name in preferred.items() if key not in required][:MOST_SKILLS]),
        years=largest(years),
        about_the_job="\n".join(statement.text for statement in stated_in if statement.weight != "aside"),
    )


def _is_of_a_tool(name: str) -> bool:
    """Whether a name is one of a tool or standard, and no ordinary noun ("audit", "Einkauf")."""
    return canonical(name) in _tools() or (
        canonical(name) not in COMMON_NOUNS and any(letter.isupper() or letter.isdigit() for letter in name[1:])
    )


@cache
def _tools() -> frozenset[str]:
    return frozenset(canonical(name) for name in TOOLS)


def _known_of_title(title: str) -> list[str]:
    """Known names in a title; a whole part of it ("Registered Nurse - nights") is what the job is called, and none."""
    called = {" ".join(part.casefold().split()) for part in _TITLE_PART.split(title)}
    return [name for name in _known(title) if name.casefold() not in called]


def _spelt_out(statement: Statement, language: str) -> Statement:
    """A statement with the names that German joins to "Kenntnisse" by themselves: "Englischkenntnisse"."""
    if language != "de":
        return statement
    return replace(statement, text=_IN_WORD_AND_WRITING.sub("", _KNOWLEDGE_OF.sub(r"\1", statement.text)))


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
    known += [name for name in _known(statement.text) if not any(_within(name, other) for other in known)]
    yield from known
    if not with_unknown:
        return
    said = {tuple(words(name)) for name in known}
    # What a known name stands for under another one, or as a part of one, is not asked for again.
    meant = {
        fold
        for name in known
        for part in name.split("/")
        for variant in (part, *_synonyms(name))
        for fold in words(variant)
    }
    for name in _unknown(statement, language=language, employer=employer):
        folded = tuple(words(name))
        if folded and not set(folded) <= meant and not any(_overlap(folded, other) for other in said):
            said.add(folded)
            yield name


def _credentials(text: str, *, may_be_new: bool) -> Iterator[str]:
    """Licences and certificates; by the known name, where that is all but the word that says what it is."""
    for start, end in credentials(text):
        written = text[start:end]
        # Behind something, as names that begin a text must show that they are names.
        known = _known(f" {written}")
        short = [name for name in known if len(written.split()) - len(name.split()) <= 1]
        if short:
            yield from short
        elif may_be_new:
            yield written


def _unknown(statement: Statement, *, language: str, employer: frozenset[str]) -> Iterator[str]:
    states = statement.weight != "open" and language in LISTING_LANGUAGES
    if states:
        listed = listed_names(statement.text, language=cast(ListingLanguage, language), is_item=statement.is_item)
        yield from (name for name in listed if any(map(is_keyword, words(name))))
    yield from (
        name
        for name in _ACRONYM.findall(statement.text)
        if name.upper() not in ACRONYMS_OF_EMPLOYERS and not _is_explained(name, statement.text)
    )
    if not states or language == "en":
        yield from names_in_passing(statement.text, language=language, employer=employer, with_activities=not states)


def _is_explained(acronym: str, text: str) -> bool:
    """Whether an acronym in brackets repeats the words before it: "high voltage certificate (HV)"."""
    before, opened, _ = text.partition(f"({acronym})")
    initials = "".join(word[0] for word in before.split() if word[0].isalpha()).upper()
    return bool(opened) and acronym in initials[-len(acronym) - 2 :]


def _known(text: str) -> list[str]:
    names = [_shown_as()[key] for key in _index().mentioned(words(text))]
    if _UNSPACED.search(text):
        joined = text.replace(" ", "")
        names += [name for name in _UNSPACED_SKILLS if name in joined and name not in names]
    written = [name for name in names if not _may_be_a_word(name) or _as_written(name, text)]
    longest = [name for name in written if not any(name != other and _within(name, other) for other in written)]
    lowered = text.casefold()
    return sorted(longest, key=lambda name: (_place(name, lowered), name))


def _may_be_a_word(name: str) -> bool:
    """Whether other letters than those of the table make another word of it: "als" and ALS, "a level" and A level."""
    letters = name.replace(" ", "")
    is_acronym = letters.isalpha() and len(letters) <= LONGEST_ACRONYM and letters.isupper()
    return is_acronym or name[1:2] == " " or canonical(name) in HOMOGRAPHS_IN_POSTINGS


def _as_written(name: str, text: str) -> bool:
    """Whether a word of the language stands here as a name: with its capital, and not merely beginning a sentence."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        if text.startswith(" to ", match.end()):
            # "Go to market", "React to what customers say".
            continue
        if match.start() > 0 or _NAME_BEFORE.match(text[match.end() :]):
            return True
    return False


def _place(name: str, lowered: str) -> int:
    at = lowered.find(name.casefold())
    return at if at >= 0 else len(lowered)


def _within(name: str, other: str) -> bool:
    return f" {name.casefold()} " in f" {other.casefold()} "


def _overlap(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return set(first) <= set(second) or set(second) <= set(first)


def without(names: Iterable[str], *, known: Iterable[str]) -> tuple[str, ...]:
    """`names` that are not among `known`, whatever they are called there."""
    taken = {canonical(name) for name in known}
    return tuple(name for name in names if canonical(name) not in taken)
