"""Names that a table knows, in a text of a posting: as they are shown there, the longest of those within another."""

import re
from functools import cache

from logic.language.keywords import words
from logic.language.known_skills import COMMON_NOUNS, HOMOGRAPHS_IN_POSTINGS, KNOWN_SKILLS, SHOWN_AS, TOOLS
from logic.language.lazy_patterns import lazy
from logic.language.skill_names import SYNONYMS, NameIndex, canonical
from logic.language.trade_skills import TRADE_SKILLS

LONGEST_ACRONYM = 5

_NAME_BEFORE = lazy(
    r"\s*(?:[,;/&)\u3040-\u30ff\u3400-\u9fff]|and\b|or\b|$|"
    r"(?:\w+ )?(?:developer|engineer|programmer|specialist)\b)",
    re.IGNORECASE,
)
"""What follows a word that begins a sentence, where that word is a name."""


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


def known_names(text: str) -> list[str]:
    """The known names in `text`, in its order; time is linear in its length."""
    names = [_shown_as()[key] for key in _index().mentioned(words(text))]
    if _UNSPACED.search(text):
        joined = text.replace(" ", "")
        names += [name for name in _UNSPACED_SKILLS if name in joined and name not in names]
    lowered = text.casefold()
    # Folding leaves lone letters out, so "permis B" is held against the text as it is.
    names = [name for name in names if not _has_lone_letter(name) or name.casefold() in lowered]
    written = [name for name in names if not _may_be_a_word(name) or _as_written(name, text)]
    longest = [name for name in written if not any(name != other and _is_within(name, other) for other in written)]
    return sorted(longest, key=lambda name: (_place(name, lowered), name))


def _may_be_a_word(name: str) -> bool:
    """Whether other letters than those of the table make another word of it: "als" and ALS, "a level" and A level."""
    letters = name.replace(" ", "")
    is_acronym = letters.isalpha() and len(letters) <= LONGEST_ACRONYM and letters.isupper()
    return is_acronym or name[1:2] == " " or canonical(name) in HOMOGRAPHS_IN_POSTINGS


def _has_lone_letter(name: str) -> bool:
    return " " in name and any(len(word) == 1 and word.isalpha() for word in name.split())


def _as_written(name: str, text: str) -> bool:
    """Whether a word of the language stands here as a name: with its capital, and not merely beginning a sentence."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        if text.startswith(" to ", match.end()):
            # "Go to market", "React to what customers say".
            continue
        # All capitals begin no sentence either: "HACCP records are part of the job".
        if match.start() > 0 or (len(name) > 1 and name.isupper()) or _NAME_BEFORE.match(text[match.end() :]):
            return True
    return False


def _place(name: str, lowered: str) -> int:
    at = lowered.find(name.casefold())
    return at if at >= 0 else len(lowered)


def _is_within(name: str, other: str) -> bool:
    return f" {name.casefold()} " in f" {other.casefold()} "


def is_tool(name: str) -> bool:
    """Whether a table knows a name as a tool's."""
    return canonical(name) in _tools()


def is_of_a_tool(name: str) -> bool:
    """Whether a name is one of a tool or standard, and no ordinary noun ("audit", "Einkauf")."""
    return is_tool(name) or (
        canonical(name) not in COMMON_NOUNS and any(letter.isupper() or letter.isdigit() for letter in name[1:])
    )


@cache
def _tools() -> frozenset[str]:
    return frozenset(canonical(name) for name in TOOLS)
