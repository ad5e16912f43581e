"""A posting's running text as statements, each with how much it matters to the employer.

How much follows from the heading that a statement stands under ("What you bring", "Nice to have", "We offer") and,
before that, from its own words ("is a plus", "must have"). Time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Weight = Literal["required", "preferred", "open", "aside"]
"""`open` is what the job is about without saying how much it matters, `aside` what the employer says of itself."""

LONGEST_HEADING = 70
SHORTEST_WRAPPED = 60
"""A line of at least this length, without an end, goes on in the next: somebody's editor broke it."""

_HEADINGS: tuple[tuple[Weight, re.Pattern[str]], ...] = (
    (
        "preferred",
        re.compile(
            r"nice[- ]to[- ]haves?|preferred|bonus|plus points|a plus|desirable|desired|ideally|advantage|"
            r"good to have|would be great|optional|extra credit"
        ),
    ),
    (
        "aside",
        re.compile(
            r"\b(?:about us|about the company|who we are|our company|we offer|what you get|what you'll get|benefits|"
            r"perks|"
            r"our promise|how to apply|apply|contact|equal opportunit\w+|diversity|salary|compensation|what's in it|"
            r"why (?:us|join)|our values|location)\b"
        ),
    ),
    (
        "required",
        re.compile(
            r"\b(?:require[ds]?|requirements?|must[- ]haves?|qualifications?|you have|you bring|you'll bring|"
            r"your profile|your background|what you need|you'll need|you will need|who you are|about you|"
            r"looking for|essential|skills|we expect|we need|candidate|person specification|experience)\b"
        ),
    ),
    (
        "open",
        re.compile(
            r"\b(?:responsib\w+|duties|tasks|what you'll do|what you will do|you will|the role|the job|your role|"
            r"your day|your mission|tech stack|our stack|technologies|tools|about the (?:role|job|position))\b"
        ),
    ),
)

_PREFERRED = re.compile(
    r"\b(?:nice[- ]to[- ]have|preferred|preferably|bonus|a (?:big |real |huge |definite )?plus|desirable|desired|"
    r"ideally|"
    r"(?:an |of )advantage|advantageous|welcome|beneficial|helpful|helps|appreciated|good to have|would be great|"
    r"not (?:strictly )?(?:required|essential|necessary|a must)|optional)\b"
)
_REQUIRED = re.compile(
    r"\b(?:must|required?|requires|requirement|mandatory|essential|you have|you've|you bring|you are|you're|you know|"
    r"we expect|"
    r"(?:we|you|you'll) need|need(?:ed)? to|^need|needed|necessary|prerequisite|at least|minimum|"
    r"proven|looking for|able to|ability to)\b"
)
_ASIDE = re.compile(
    r"\b(?:we offer|you(?:'ll| will) (?:get|receive|enjoy|learn|be trained)|our (?:offices?|benefits|"
    r"customers|investors|clients|founders?)|salary|pension|equal opportunit\w+|we are an?|we're an?|founded|"
    r"apply|regardless of)\b"
    r"|\b(?:no|without)\b.{1,60}\b(?:required|needed|necessary|problem)\b"
)
_BULLET = re.compile(r"^\s*(?:[-*•·▪–—+>✓✔●○◦]+|\(?\d{1,2}[.)]|[a-z]\))\s+")  # noqa: RUF001 - what people type
_MARKUP = re.compile(r"^\s*#{1,6}\s|[*_`]{1,3}")
_INLINE_HEADING = re.compile(r"^([^:.!?,]{2,60}):\s+(?=\S)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'“(]?[A-Z0-9•-])|;\s+")
_CLAUSE_END = re.compile(r"\s*,\s+(?:but\s+|and\s+|while\s+|with\s+)?|\s+(?:but|while|whereas)\s+")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence or list item: its text, its weight, and whether it is an item of a list."""

    text: str
    weight: Weight
    is_item: bool


def statements(text: str) -> Iterator[Statement]:
    """The statements of a posting in their order; headings are none."""
    section: Weight = "open"
    for raw in _unwrapped(text):
        is_item = bool(_BULLET.match(raw))
        line = " ".join(_MARKUP.sub(" ", _BULLET.sub("", raw)).replace("’", "'").split())  # noqa: RUF001
        if not line:
            continue
        heading = _heading(line, is_marked=raw.lstrip().startswith(("#", "**", "__")), is_item=is_item)
        if heading is not None:
            section = heading
            continue
        yield from _of_line(line, section, is_item=is_item)


def _unwrapped(text: str) -> Iterator[str]:
    """The lines of a text as they were before they were broken to a width."""
    waiting: list[str] = []
    last = ""
    for line in text.splitlines():
        goes_on = len(last) >= SHORTEST_WRAPPED and last[-1] not in ".!?:;"
        if waiting and not (goes_on and line.strip() and not _begins_anew(line)):
            yield " ".join(waiting)
            waiting = []
        last = line.rstrip()
        waiting.append(last)
    yield " ".join(waiting)


def _begins_anew(line: str) -> bool:
    """Whether a line is the start of something: a list item, a heading, or a heading with its list."""
    plain = line.strip()
    inline = _INLINE_HEADING.match(plain)
    return (
        bool(_BULLET.match(line))
        or plain.startswith(("#", "*"))
        or _heading(plain, is_marked=False, is_item=False) is not None
        or (inline is not None and _weight_of_heading(inline.group(1).casefold()) is not None)
    )


def _of_line(line: str, section: Weight, *, is_item: bool) -> Iterator[Statement]:
    inline = _INLINE_HEADING.match(line)
    if inline and (weight := _weight_of_heading(inline.group(1).casefold())) is not None:
        # "Requirements: Python, SQL." is a heading and its list on one line.
        section, line, is_item = weight, line[inline.end() :], True
    for sentence in _SENTENCE_END.split(line):
        for part, weight in _weighed(sentence, section):
            yield Statement(text=part, weight=weight, is_item=is_item)


def _heading(line: str, *, is_marked: bool, is_item: bool) -> Weight | None:
    """The weight of what follows, where a line is a heading; None where it is a statement."""
    if is_item or len(line) > LONGEST_HEADING or line[-1] in ".!;," or not (is_marked or _looks_like_heading(line)):
        return None
    weight = _weight_of_heading(line.casefold())
    return weight if weight is not None else "open"


def _looks_like_heading(line: str) -> bool:
    known = len(line.split()) <= 7 and _weight_of_heading(line.casefold()) is not None
    return line.endswith(":") or (known and not re.search(r"\d|,", line))


def _weight_of_heading(folded: str) -> Weight | None:
    return next((weight for weight, words in _HEADINGS if words.search(folded)), None)


def _weighed(sentence: str, section: Weight) -> Iterator[tuple[str, Weight]]:
    """A sentence with its weight, or its clauses, where one is required and another preferred."""
    folded = sentence.casefold()
    if _PREFERRED.search(folded) and _REQUIRED.search(folded):
        yield from _clauses(sentence, section)
    else:
        yield sentence, _weight(folded, section) or section


def _clauses(sentence: str, section: Weight) -> Iterator[tuple[str, Weight]]:
    """Clauses without words of their own belong to the next that has some ("Python, SQL required, Go a plus")."""
    waiting: list[str] = []
    last: Weight = section
    for clause in _CLAUSE_END.split(sentence):
        weight = _weight(clause.casefold(), section)
        waiting.append(clause)
        if weight is not None:
            yield ", ".join(waiting), weight
            waiting, last = [], weight
    if waiting:
        yield ", ".join(waiting), last


def _weight(folded: str, section: Weight) -> Weight | None:
    if _ASIDE.search(folded):
        return "aside"
    if _PREFERRED.search(folded):
        return "preferred"
    # "You must be able to drive" under "Nice to have" stays nice to have: the heading is the employer's summary of it.
    return "required" if _REQUIRED.search(folded) and section != "preferred" else None
