"""A posting's running text as statements, each with how much it matters to the employer.

How much follows from the heading that a statement stands under ("What you bring", "Nice to have", "We offer") and,
before that, from its own words ("is a plus", "must have"). Time is linear in the length of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from logic.posting import posting_phrases
from logic.posting.posting_phrases import phrases
from logic.posting.posting_text import plain_text, spaced

Weight = Literal["required", "preferred", "open", "aside"]
"""`open` is what the job is about without saying how much it matters, `aside` what the employer says of itself."""

LONGEST_HEADING = 70
LONGEST_UNKNOWN_HEADING = 6
SHORTEST_WRAPPED = 60
"""A line of at least this length, without an end, goes on in the next: somebody's editor broke it."""

_HEADINGS: tuple[tuple[Weight, re.Pattern[str]], ...] = (
    ("open", phrases(posting_phrases.DUTY_HEADINGS)),
    ("preferred", phrases(posting_phrases.PREFERRED_HEADINGS, posting_phrases.PREFERRED_HEADINGS_ANYWHERE)),
    ("aside", phrases(posting_phrases.ASIDE_HEADINGS, posting_phrases.ASIDE_HEADINGS_ANYWHERE)),
    ("required", phrases(posting_phrases.REQUIRED_HEADINGS, posting_phrases.REQUIRED_HEADINGS_ANYWHERE)),
    ("open", phrases(posting_phrases.OPEN_HEADINGS, posting_phrases.OPEN_HEADINGS_ANYWHERE)),
)

_PREFERRED = phrases(posting_phrases.SAYS_PREFERRED, posting_phrases.SAYS_PREFERRED_ANYWHERE)
_REQUIRED = phrases(posting_phrases.SAYS_REQUIRED)
_ASIDE = phrases(f"{posting_phrases.SAYS_ASIDE};{posting_phrases.SAYS_BODY}", posting_phrases.SAYS_ASIDE_ANYWHERE)
_SOUGHT = phrases(posting_phrases.SAYS_WHO_IS_SOUGHT)
_BENEFIT = phrases(posting_phrases.SAYS_BENEFIT)
_IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_PICTURES = r"\u2190-\u2bff\U0001f300-\U0001faff\ufe0f"
_PICTURE = re.compile(rf"^\s*[{_PICTURES}]+\s*")
_BULLET = re.compile(
    rf"^\s*(?:(?:[-*•·▪–—+>{_PICTURES}»‣]+|\(?\d{{1,2}}[.)]|\(?[a-z]\))\s+|・|[一二三四五六七八九十]{{1,2}}、)"  # noqa: RUF001 - what people type
)
_MARKUP = re.compile(r"^\s*#{1,6}\s|[*_`]{1,3}")
_INLINE_HEADING = re.compile(r"^([^:.!?,]{2,60}):\s+(?=\S)")
_NUMBERED = re.compile(r"\d|,|\b(?:years?'?|months?|jahren?|ans|años?|anni|anos?|jaar|lata|års?)\b", re.IGNORECASE)
"""What no heading has: "Two years of experience essential" asks for something."""
_UNMARKED = re.compile(r"[^\u3040-\u9fff]{2,89}[^\u3040-\u9fff.!?:]")
_SENTENCE_END = re.compile(
    r"(?<=[。！？；])|"  # noqa: RUF001 - full-width marks end Chinese sentences
    # Behind an abbreviation a capital begins nothing: "prawo jazdy kat. B", "mind. B2".
    r"(?<=[.!?])(?<!\b[KkCc]at\.)(?<!\bmin\.)(?<!\bmind\.)(?<!\bca\.)(?<!\bincl\.)(?<!\binkl\.)"
    r"\s+(?=[\"'“(]?[A-Z0-9•-])|;\s+"
)
_WEIGHS_WHAT_FOLLOWS = re.compile(
    r"(?:ideally|preferably|idealerweise|gerne?|idéalement|de préférence|preferiblemente|preferibil\w+|"
    r"preferencialmente|bij voorkeur)\b",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(r"\b(?:are|sind|sont|son|sono|são|zijn|both|beides|wären|seraient)\b", re.IGNORECASE)
"""What weighs a whole list under a heading ("Java, Kotlin are a plus"), where "is a plus" weighs its last."""
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
    after_blank, after_item, after_unmarked = True, False, False
    for raw in _with_headings_marked(list(_unwrapped(spaced(plain_text(text))))):
        stands_apart, after_blank = after_blank, not raw.strip()
        is_item = bool(_BULLET.match(raw))
        line = " ".join(_MARKUP.sub(" ", _BULLET.sub("", raw)).replace("’", "'").split())  # noqa: RUF001
        if not line:
            continue
        is_marked = raw.lstrip().startswith(("#", "**", "__"))
        heading = _heading(line, is_marked=is_marked, is_item=is_item)
        if after_unmarked and not (stands_apart or is_marked or line.endswith(":") or line.isupper()):
            # "Own tools", "State inspection license a plus" in a list that has no marks.
            heading = None
        if heading is None and section == "aside" and stands_apart and _begins_another_part(line, is_item=is_item):
            heading = "open"
        if heading is not None:
            section, after_item, after_unmarked = heading, False, False
            continue
        if after_item and not is_item and section in ("required", "preferred"):
            # Running text behind a list says how to apply, what is checked, who is welcome: the list is over.
            section = "open"
        after_item = after_item or is_item
        # Under a heading that asks for something, short lines without a full stop are a list that has no marks.
        after_unmarked = not is_item and section in ("required", "preferred") and bool(_UNMARKED.fullmatch(line))
        is_item = is_item or after_unmarked
        yield from _of_line(line, section, is_item=is_item)


def _with_headings_marked(lines: Sequence[str]) -> Iterator[str]:
    """Lines, where a known heading behind a picture or a square that no line beside it has is marked as a heading."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    marks = {place: _PICTURE.match(lines[place]) for place in written}
    headings: set[int] = set()
    for before, place, after in zip((-1, *written), written, (*written[1:], -1), strict=False):
        mark = marks[place]
        beside = (marks.get(before), marks.get(after))
        if mark and not any(other and other.group().strip() == mark.group().strip() for other in beside):
            title = lines[place][mark.end() :].strip()
            leads_a_list = after >= 0 and bool(_BULLET.match(lines[after])) and title[-1:].isalnum()
            is_short = len(title.split()) <= LONGEST_UNKNOWN_HEADING
            if title and len(title) <= LONGEST_HEADING and (_looks_like_heading(title) or (leads_a_list and is_short)):
                headings.add(place)
    for place, line in enumerate(lines):
        yield _PICTURE.sub("## ", line) if place in headings else line


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
    was_item = is_item
    if inline and (weight := _weight_of_heading(inline.group(1).casefold())) is not None:
        # "Requirements: Python, SQL." is a heading and its list on one line.
        section, line, is_item = weight, line[inline.end() :], True
    for place, sentence in enumerate(_SENTENCE_END.split(line)):
        if place and inline and not was_item:
            # Only the first sentence behind such a heading is its list.
            is_item = False
        for part, weight in _weighed(sentence, section, is_item=is_item):
            yield Statement(text=part, weight=weight, is_item=is_item)


def _heading(line: str, *, is_marked: bool, is_item: bool) -> Weight | None:
    """The weight of what follows, where a line is a heading; None where it is a statement."""
    if is_item or len(line) > LONGEST_HEADING or line[-1] in ".!;," or not (is_marked or _looks_like_heading(line)):
        return None
    weight = _weight_of_heading(line.casefold())
    return weight if weight is not None else "open"


def _begins_another_part(line: str, *, is_item: bool) -> bool:
    """Whether a short line that stands apart ends what the employer said of itself, whatever it is called."""
    return not is_item and len(line.split()) <= LONGEST_UNKNOWN_HEADING and line[-1].isalnum() and line[:1].isupper()


def _looks_like_heading(line: str) -> bool:
    known = len(line.split()) <= 7 and _weight_of_heading(line.casefold()) is not None
    has_content = _INLINE_HEADING.match(line)
    return line.endswith(":") or (known and not has_content and not _NUMBERED.search(line))


def _weight_of_heading(folded: str) -> Weight | None:
    return next((weight for weight, words in _HEADINGS if words.search(folded)), None)


def _weighed(sentence: str, section: Weight, *, is_item: bool) -> Iterator[tuple[str, Weight]]:
    """A sentence with its weight, or its clauses, where one is required and another preferred."""
    folded = sentence.casefold()
    if section == "aside" and is_item:
        # "A bonus each quarter", "You must see our canteen": in a list of what is offered nothing is asked for.
        yield sentence, section
    elif (
        _ASIDE.search(folded)
        and (sought := _SOUGHT.search(sentence))
        and not _ASIDE.search(sentence[sought.end() :].casefold())
    ):
        # "We are a busy salon looking for a stylist with three years of experience."
        yield sentence[: sought.start()], "aside"
        yield sentence[sought.end() :].strip(), "required"
    elif _PREFERRED.search(folded) and (section == "required" or _REQUIRED.search(folded)):
        yield from _clauses(sentence, section)
    else:
        yield sentence, _weight(folded, section) or section


def _clauses(sentence: str, section: Weight) -> Iterator[tuple[str, Weight]]:
    """Clauses without words of their own belong to the next that has some ("Python, SQL required, Go a plus").

    A word that weighs what follows it ("Java, ideally Kotlin") leaves what stands before as it is, and so does, under a
    heading that requires, one that weighs a single thing ("Java, SQL, Kotlin is a plus").
    """
    waiting: list[str] = []
    last: Weight = section
    for clause in _CLAUSE_END.split(sentence):
        weight = _weight(clause.casefold(), section)
        of_itself = section == "required" and not _OF_SEVERAL.search(clause)
        if waiting and weight == "preferred" and (of_itself or _WEIGHS_WHAT_FOLLOWS.match(clause)):
            yield ", ".join(waiting), last
            waiting = []
        waiting.append(clause)
        if weight is not None:
            yield ", ".join(waiting), weight
            waiting, last = [], weight
    if waiting:
        yield ", ".join(waiting), last


def _weight(folded: str, section: Weight) -> Weight | None:
    if _ASIDE.search(_IN_BRACKETS.sub("", folded)):
        return "aside"
    if _PREFERRED.search(folded):
        return "preferred"
    # "You must be able to drive" under "Nice to have" stays nice to have: the heading is the employer's summary of it.
    if _REQUIRED.search(folded) and section != "preferred":
        return "required"
    return "aside" if section == "open" and _BENEFIT.search(folded) else None
