"""What the model may answer, as a schema and as the check of what it did answer.

The schema is generated from the models below and sent along, and the vendor holds the model to it. It can say nothing
about which indexes there are, so what the schema lets through is checked here: every position once, every line tied to
bullets that were shown, nothing else. There is no field for a fact, so no answer can carry one outside of a text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from logic.verification.violations import Violation
from logic.writing.engine import MOST_LINES
from logic.writing.model.answer_text import unfit_parts
from logic.writing.model.contact_redaction import restore, unknown_stand_ins
from models.rewrite import RewrittenBullet

MAX_LINE_CHARACTERS = 600
MOST_LINES_ANSWERED = 2 * MOST_LINES
"""Lines of one position that are still taken: as many as the bullets that a model is shown of it."""

MAX_SUMMARY_CHARACTERS = 2000


class _AnswerPart(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AnsweredLine(_AnswerPart):
    """One line of a position."""

    text: str
    source_bullets: list[int] = Field(min_length=1, description="numbers of the bullets that the text is made from")


class AnsweredPosition(_AnswerPart):
    """The lines of one position, the most relevant first."""

    position: int = Field(description="number of the position")
    bullets: list[AnsweredLine]


class ModelAnswer(_AnswerPart):
    """The whole answer."""

    summary: str
    positions: list[AnsweredPosition]


class UnreadableAnswerError(Exception):
    """The answer is not used. `feedback` is what is wrong with it; none where it is not even of the schema."""

    def __init__(self, *feedback: Violation) -> None:
        super().__init__("the model's answer is not of the shape that was asked for")
        self.feedback = feedback


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the model was given to write about: numbers of the bullets of each position, whether to summarize, and what
    stands for which contact data.
    """

    bullets: tuple[frozenset[int], ...]
    include_summary: bool
    stand_ins: Mapping[str, str] = field(default_factory=dict)


def answer_schema() -> Mapping[str, Any]:
    """JSON Schema of `ModelAnswer`, within what structured outputs support (no numeric or length limits)."""
    return ModelAnswer.model_json_schema()


def read_answer(text: str, *, shown: Shown) -> tuple[str, tuple[tuple[RewrittenBullet, ...], ...]]:
    """Summary, empty where none was wanted, and the lines of each position, contact data put back where it was.

    Raises:
        UnreadableAnswerError: it is not JSON of that shape, or it does not fit what was shown.
    """
    try:
        answer = ModelAnswer.model_validate_json(text)
    except ValidationError:
        raise UnreadableAnswerError from None
    problems = [*_position_problems(answer, shown), *_text_problems(answer, shown)]
    if problems:
        raise UnreadableAnswerError(*problems)
    lines = {
        position.position: tuple(
            RewrittenBullet(text=_whole(line.text, shown), source_bullets=tuple(dict.fromkeys(line.source_bullets)))
            for line in position.bullets
        )
        for position in answer.positions
    }
    summary = _whole(answer.summary, shown) if shown.include_summary else ""
    return summary, tuple(lines[index] for index in range(len(shown.bullets)))


def _position_problems(answer: ModelAnswer, shown: Shown) -> list[Violation]:
    answered = [position.position for position in answer.positions]
    if sorted(answered) != list(range(len(shown.bullets))):
        return [_problem("work_experience", list(range(len(shown.bullets))), answered)]
    problems = []
    for position in answer.positions:
        known = shown.bullets[position.position]
        field = f"work_experience[{position.position}].description_bullets"
        if known and not position.bullets:
            problems.append(_problem(field, sorted(known), []))
        for place, line in enumerate(position.bullets):
            if not known.issuperset(line.source_bullets):
                problems.append(_problem(f"{field}[{place}]", sorted(known), line.source_bullets))
    return problems


def _text_problems(answer: ModelAnswer, shown: Shown) -> list[Violation]:
    """Texts that are empty, too long to be what they should be, or made from contact data that nobody was given."""
    texts = [("executive_summary", answer.summary, MAX_SUMMARY_CHARACTERS)] if shown.include_summary else []
    for position in answer.positions:
        field = f"work_experience[{position.position}].description_bullets"
        texts += [(f"{field}[{place}]", line.text, MAX_LINE_CHARACTERS) for place, line in enumerate(position.bullets)]
    return [
        *(_problem(at, f"1 to {most} characters", len(text)) for at, text, most in texts if not _fits(text, most)),
        *(
            _problem(at, "a text without it", stand_in)
            for at, text, _ in texts
            for stand_in in unknown_stand_ins(text, shown.stand_ins)
        ),
        *(_problem(at, "plain text", found) for at, text, _ in texts for found in unfit_parts(text)),
        *_line_problems(answer),
    ]


def _line_problems(answer: ModelAnswer) -> Iterator[Violation]:
    """Positions with more lines than anybody reads, or with one line twice."""
    for position in answer.positions:
        field = f"work_experience[{position.position}].description_bullets"
        if len(position.bullets) > MOST_LINES_ANSWERED:
            yield _problem(field, f"at most {MOST_LINES_ANSWERED} lines", f"{len(position.bullets)} lines")
        said: set[str] = set()
        for place, line in enumerate(position.bullets):
            plain = _plain(line.text).casefold().strip(" .;")
            if plain in said:
                yield _problem(f"{field}[{place}]", "a line once", "the same line again")
            said.add(plain)


def _fits(text: str, most: int) -> bool:
    return 0 < len(_plain(text)) <= most


def _problem(field: str, expected: object, actual: object) -> Violation:
    return Violation(field=field, rule="source_index", source_value=str(expected), actual_value=str(actual))


def _whole(text: str, shown: Shown) -> str:
    return _plain(restore(text, shown.stand_ins))


def _plain(text: str) -> str:
    """On one line, single spaces: what a bullet is."""
    return " ".join(text.split())
