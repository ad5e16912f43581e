"""What the model may answer, as a schema and as the check of what it did answer.

The schema is generated from the models below and sent along, and the vendor holds the model to it. It can say nothing
about which indexes there are, so what the schema lets through is checked here: every position once, every line tied to
bullets that were shown, nothing else. There is no field for a fact, so no answer can carry one outside of a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from logic.verification.violations import Violation
from logic.writing.model.contact_redaction import STAND_IN
from models.rewrite import RewrittenBullet

MAX_LINE_CHARACTERS = 600
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
    """What the model was given to write about: numbers of the bullets of each position, and whether to summarize."""

    bullets: tuple[frozenset[int], ...]
    include_summary: bool


def answer_schema() -> Mapping[str, Any]:
    """JSON Schema of `ModelAnswer`, within what structured outputs support (no numeric or length limits)."""
    return ModelAnswer.model_json_schema()


def read_answer(text: str, *, shown: Shown) -> tuple[str, tuple[tuple[RewrittenBullet, ...], ...]]:
    """Summary, empty where none was wanted, and the lines of each position.

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
            RewrittenBullet(text=_plain(line.text), source_bullets=tuple(dict.fromkeys(line.source_bullets)))
            for line in position.bullets
        )
        for position in answer.positions
    }
    summary = _plain(answer.summary) if shown.include_summary else ""
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
    """Texts that are empty, too long to be what they should be, or made from a name that was taken out."""
    texts = [("executive_summary", answer.summary, MAX_SUMMARY_CHARACTERS)] if shown.include_summary else []
    for position in answer.positions:
        field = f"work_experience[{position.position}].description_bullets"
        texts += [(f"{field}[{place}]", line.text, MAX_LINE_CHARACTERS) for place, line in enumerate(position.bullets)]
    return [
        *(_problem(at, f"1 to {most} characters", len(text)) for at, text, most in texts if not _fits(text, most)),
        *(_problem(at, "a text without it", STAND_IN) for at, text, _ in texts if STAND_IN in text),
    ]


def _fits(text: str, most: int) -> bool:
    return 0 < len(_plain(text)) <= most


def _problem(field: str, expected: object, actual: object) -> Violation:
    return Violation(field=field, rule="source_index", source_value=str(expected), actual_value=str(actual))


def _plain(text: str) -> str:
    """On one line, single spaces: what a bullet is."""
    return " ".join(text.split())
