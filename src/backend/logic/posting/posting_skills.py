"""The skills that a posting's running text asks for, where its record has no lists of them.

Two ways, joined: names that are known (`known_skills`), and what the form of the text says is a skill, whatever the
trade: the items of a requirement list, and what follows "experience with", "knowledge of" and the like. Time is linear
in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from logic.language.keywords import is_keyword, words
from logic.language.known_skills import HOMOGRAPHS_IN_POSTINGS, KNOWN_SKILLS, SHOWN_AS
from logic.language.lazy_patterns import lazy
from logic.language.skill_names import GROUPS, SYNONYMS, NameIndex, canonical
from logic.language.trade_skills import ACRONYMS_OF_EMPLOYERS, TRADE_SKILLS
from logic.posting.listed_phrases import LISTING_LANGUAGES, listed_names
from logic.posting.named_in_passing import Language, language_of, names_in_passing
from logic.posting.posting_sections import Statement, Weight, statements
from logic.posting.posting_text import plain_text
from logic.posting.required_years import largest, required_years

MOST_WORDS = 4
"""A longer phrase is a sentence about somebody, not the name of a skill."""

LONGEST_ACRONYM = 5
_CAPITALISED_WORD = lazy(r"[A-Z][\w-]+")

MOST_SKILLS = 40
"""Of each kind. A posting that names more than forty requirements is a text about something else."""


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

_LEAD = lazy(
    r"\b(?:(?:experience|experienced|expertise|background|skills?|skilled|proficien(?:cy|t)|knowledge|familiar(?:ity)?|"
    r"competen(?:ce|t)|fluen(?:cy|t)|confidence|confident|understanding|command|certified|certificate|qualified|"
    r"trained|training|grounding|hands-on)"
    r"(?: \w+)? (?:with|in(?! an? )|of(?! an? )|using)|able to use|certified)\s+(?:the |a |an )?",
    re.IGNORECASE,
)
_ITEM_END = lazy(r"\s*(?:,|;|/(?=\s)|\bor\b|\band\b|&(?=\s)|\(|\)|:|\bsuch as\b|\bincluding\b|\be\.g\.|\blike\b)\s*")
_PHRASE_END = lazy(
    r"\s+(?:for|in|on|at|to|from|within|across|is|are|was|would|will|that|which|who|when|where|so|as|of|by|"
    r"with|under|through|during|preferred|required|desirable|essential|needed|welcome)\b|[.!?]|\s[-–—]\s",  # noqa: RUF001
    re.IGNORECASE,
)
_HAS_CAPITAL = lazy(r"(?<=\w)[A-Z]|\s[A-Z]|[A-Za-z]\d|^[A-Z][\w-]* [a-z]")
_DECORATION = lazy(
    r"^(?:(?:a|an|the|strong|solid|good|excellent|very|deep|basic|some|sound|proven|advanced|working|hands-on|"
    r"practical|professional|relevant|valid|full|current|great|fluent|both|either|other|any|prior|previous|ideally|"
    r"preferably|modern|similar|knowledge|experience|expertise|proficiency|understanding|with|of|in|your|our|at least|"
    r"must have|you have|you bring|bonus|nice to have|and|or)\s+)+",
    re.IGNORECASE,
)
_TAIL = lazy(r"\s+(?:skills?|experience|knowledge|expertise|required|preferred|a plus|etc)$", re.IGNORECASE)
_NOT_A_NAME = lazy(
    r"^\d{1,3}\b|^(?:for|from|by|as|to|equivalent|similar|comparable|current|simple|common|relevant|related|"
    r"\w{3,}ing \w)|"
    r"\b(?:since|optional|steady|firm|active|careful|routine|plain|counts?|equivalent|reasons|etc|least|own)\b|"
    r"[$€£%]|\b(?:you|your|we|our|us|i|it|they|team|years?|degree|people|others|role|job|who|is|are)\b"
)
_NAME_BEFORE = lazy(
    r"\s*(?:[,;/&)]|and\b|or\b|$|(?:\w+ )?(?:developer|engineer|programmer|specialist)\b)", re.IGNORECASE
)
"""What follows a word that begins a sentence, where that word is a name."""


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
    found["required"].update({_identity(name): name for name in _known(title)})
    in_title = len(found["required"])
    plain = plain_text(text)
    language = language_of(plain)
    years: list[float | None] = []
    stated_in = list(statements(text))
    employer = _employer_words(stated_in, plain)
    has_lists = any(statement.is_item for statement in stated_in)
    for statement in stated_in:
        if statement.weight in ("required", "open"):
            years.append(required_years(statement.text, is_requirement=statement.weight == "required"))
        if statement.weight != "aside":
            # Beside lists, running text that says nothing of requirements speaks of the employer and its people.
            is_about_the_job = statement.is_item or statement.weight != "open" or not has_lists
            for name in _skills(statement, language=language, employer=employer, with_unknown=is_about_the_job):
                found[statement.weight].setdefault(_identity(name), name)
    stated = len(found["required"]) > in_title
    required = found["required"] if stated else found["required"] | found["open"]
    preferred = found["preferred"] | (found["open"] if stated else {})
    return TextRequirements(
        required_skills=tuple(list(required.values())[:MOST_SKILLS]),
        preferred_skills=tuple([name for key, name in preferred.items() if key not in required][:MOST_SKILLS]),
        years=largest(years),
        about_the_job="\n".join(statement.text for statement in stated_in if statement.weight != "aside"),
    )


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


def _skills(statement: Statement, *, language: Language, employer: frozenset[str], with_unknown: bool) -> Iterator[str]:
    """Names in one statement: the known ones, then, where unknown ones are wanted, those that their capitals, their
    language or the form of the statement gives away, none inside another.
    """
    known = _known(statement.text)
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


def _unknown(statement: Statement, *, language: Language, employer: frozenset[str]) -> Iterator[str]:
    if statement.weight != "open" and statement.is_item and language in LISTING_LANGUAGES:
        yield from listed_names(statement.text, language=language)
    yield from (
        name
        for name in _ACRONYM.findall(statement.text)
        if name.upper() not in ACRONYMS_OF_EMPLOYERS and not _is_explained(name, statement.text)
    )
    yield from names_in_passing(statement.text, language=language, employer=employer)
    if statement.weight != "open" and language == "en":
        yield from filter(None, map(_name, _phrases(statement)))


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


def _phrases(statement: Statement) -> Iterator[str]:
    """Texts that can be names: what follows each lead, and the item itself, where it is short enough to be one."""
    leads = list(_LEAD.finditer(statement.text))
    for place, lead in enumerate(leads):
        end = leads[place + 1].start() if place + 1 < len(leads) else None
        yield from _listed(statement.text[lead.end() : end])
    if statement.is_item and not leads:
        # No more than its place says that this is a name, so its letters must.
        yield from (phrase for phrase in _listed(statement.text) if _HAS_CAPITAL.search(phrase.strip()))


def _listed(text: str) -> Iterator[str]:
    """The parts of an enumeration, up to the first that is too long to be a name."""
    for part in _ITEM_END.split(text):
        if not part.strip():
            continue
        end = _PHRASE_END.search(part)
        yield part[: end.start()] if end else part
        if len(part.split()) > MOST_WORDS + 2:
            return


def _name(phrase: str) -> str:
    """A phrase without what surrounds a name; empty where no name is left."""
    name = _TAIL.sub("", _DECORATION.sub("", " ".join(phrase.split()))).strip(" .,;:-'\"")
    if not name or len(name.split()) > MOST_WORDS or _NOT_A_NAME.search(name.casefold()):
        return ""
    folded = [word for word in words(name) if is_keyword(word)]
    # One ordinary word ("attention", "flexibility") says too little to be held against a skill list.
    single = len(name.split()) == 1 and name.islower()
    return "" if not folded or single else name


def without(names: Iterable[str], *, known: Iterable[str]) -> tuple[str, ...]:
    """`names` that are not among `known`, whatever they are called there."""
    taken = {canonical(name) for name in known}
    return tuple(name for name in names if canonical(name) not in taken)
