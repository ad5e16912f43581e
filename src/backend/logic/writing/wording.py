"""How one line of a CV sounds: the style preferences, applied to text without changing what it says.

- `tone`: professional drops the pronoun ("Led a team"), conversational puts it in ("I led a team"), technical also
  drops it and leads with the technologies that the line itself names ("Python, AWS: Led a team").
- `formality_level`: high writes contractions out and ends with a full stop, medium only ends with a full stop, low
  contracts and leaves the full stop away.

Only known verbs are touched at the start of a line, so that a name or a noun never loses its capital or gains an "I".
"""

import re
from collections.abc import Sequence

from logic.language.known_skills import COMMON_NOUNS, SHOWN_AS
from logic.language.skill_names import canonical
from logic.language.verbs import VERBS
from models.request import FormalityLevel, StylePreferences

CONTRACTIONS: tuple[tuple[str, str], ...] = (
    ("can't", "cannot"),
    ("couldn't", "could not"),
    ("didn't", "did not"),
    ("doesn't", "does not"),
    ("don't", "do not"),
    ("hadn't", "had not"),
    ("hasn't", "has not"),
    ("haven't", "have not"),
    ("I'm", "I am"),
    ("I've", "I have"),
    ("isn't", "is not"),
    ("wasn't", "was not"),
    ("weren't", "were not"),
    ("won't", "will not"),
    ("wouldn't", "would not"),
)
"""Short form, long form. Forms that can also be possessives ("it's") are left out."""

_LONG_FORMS = {short.casefold(): long for short, long in CONTRACTIONS}
_SHORT_FORMS = {long.casefold(): short for short, long in CONTRACTIONS}
_ANY_SHORT = re.compile(r"\b(?:" + "|".join(map(re.escape, _LONG_FORMS)) + r")\b", re.IGNORECASE)
_ANY_LONG = re.compile(r"\b(?:" + "|".join(map(re.escape, _SHORT_FORMS)) + r")\b", re.IGNORECASE)
_LEADING_PRONOUN = re.compile(r"^I\s+(?=[a-z])")
_MARKERS = re.compile(r"^[\s•*–—-]+(?=\S)")  # noqa: RUF001 - dashes that people type as list markers
_SPACE_BEFORE = re.compile(r"\s+(?=[,;.](?:\s|$))")
_VOWEL = re.compile(r"[aeiou]")
_NAMES = SHOWN_AS.keys() - COMMON_NOUNS
_JOINT = "; "
_MARKS_AT_ENDS = frozenset(".!?:。！？：…")  # noqa: RUF001 - full-width marks
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff）」]")  # noqa: RUF001


def word_line(parts: Sequence[str], *, preferences: StylePreferences, technologies: Sequence[str] = ()) -> str:
    """One line of the CV from one or more source lines, in the wanted style.

    `technologies` are names that the parts themselves mention; only the technical tone shows them.
    """
    plain = [_without_pronoun(_cleaned(part)) for part in parts]
    if preferences.tone == "conversational":
        plain = [_with_pronoun(part) if index == 0 else part for index, part in enumerate(plain)]
    line = _JOINT.join(part if index == 0 else _joined_on(part) for index, part in enumerate(plain))
    if preferences.tone == "technical" and technologies:
        line = f"{', '.join(technologies)}: {line}"
    return finish(line, formality=preferences.formality_level)


def finish(line: str, *, formality: FormalityLevel) -> str:
    """`line` with the contractions and the full stop that the formality level asks for."""
    if formality == "high":
        line = _ANY_SHORT.sub(lambda match: _recased(match.group(), _LONG_FORMS), line.replace("’", "'"))  # noqa: RUF001
    elif formality == "low":
        line = _ANY_LONG.sub(lambda match: _recased(match.group(), _SHORT_FORMS), line)
    bare = line.rstrip(" .;,")
    return bare if formality == "low" or not bare else ended(bare)


def ended(sentence: str) -> str:
    """`sentence` with the full stop of its script, unless it ends with a mark already."""
    if sentence[-1:] in _MARKS_AT_ENDS:
        return sentence
    return f"{sentence}{'。' if _UNSPACED.match(sentence[-1:]) else '.'}"


def starts_with_verb(line: str) -> bool:
    """Whether a line begins with one of the verbs that this module may re-case."""
    return line.split(" ", 1)[0].casefold() in VERBS


def tidy(text: str) -> str:
    """`text` without stray spaces, and beginning with a capital unless it begins with a name ("pytest", "iOS")."""
    line = _SPACE_BEFORE.sub("", " ".join(text.split()))
    first = re.split(r"[^\w'’]", line, maxsplit=1)[0]  # noqa: RUF001 - both apostrophes occur
    is_word = first.isalpha() and first.islower() and _VOWEL.search(first) and first not in _NAMES
    return line[:1].upper() + line[1:] if is_word else line


def inside_sentence(name: str) -> str:
    """A skill's name as it stands inside a sentence: a common noun without the capitals of its list ("Wound care")."""
    first, *rest = name.split(" ")
    if canonical(name) not in COMMON_NOUNS and not (rest and all(word.islower() for word in rest)):
        return name
    return " ".join(word.lower() if word.istitle() else word for word in (first, *rest))


def states_number(text: str) -> bool:
    """Whether a line says how much or how many: what a reader remembers of a CV."""
    return any(character.isdigit() for character in text)


def _cleaned(part: str) -> str:
    return tidy(_MARKERS.sub("", part)).rstrip(" .;,")


def _without_pronoun(part: str) -> str:
    bare = _LEADING_PRONOUN.sub("", part)
    return bare[:1].upper() + bare[1:] if bare != part and starts_with_verb(bare) else part


def _with_pronoun(part: str) -> str:
    return f"I {part[:1].lower()}{part[1:]}" if starts_with_verb(part) else part


def _joined_on(part: str) -> str:
    return part[:1].lower() + part[1:] if starts_with_verb(part) else part


def _recased(found: str, forms: dict[str, str]) -> str:
    form = forms[found.casefold()]
    return form[:1].upper() + form[1:] if found[:1].isupper() else form
