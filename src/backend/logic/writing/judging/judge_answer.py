"""What the judging model may answer, as a schema and as the check of what it did answer.

A verdict that is missing, given twice or rests on a line that does not exist is no verdict, and without every verdict
the answer is not used. A verdict that rests on a line which exists, but is not the claim's own, says that the claim
was taken from elsewhere: it is not entailed by its source.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from logic.verification.violations import Violation
from logic.writing.judging.claims import Claim, Examined
from logic.writing.model.model_answer import UnreadableAnswerError


class _JudgementPart(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Verdict(_JudgementPart):
    """On one claim. The lines come before the verdict, so that they are looked for before it is given."""

    claim: int = Field(description="number of the claim")
    source_lines: list[int] = Field(description="numbers of the claim's own lines that bear it out")
    entailed: bool


class ModelJudgement(_JudgementPart):
    """The whole answer."""

    verdicts: list[Verdict]


def judgement_schema() -> Mapping[str, Any]:
    """JSON Schema of `ModelJudgement`, within what structured outputs support (no numeric or length limits)."""
    return ModelJudgement.model_json_schema()


def read_judgement(text: str, *, examined: Examined) -> list[Violation]:
    """The claims that their sources do not entail, as violations of where they stand.

    Raises:
        UnreadableAnswerError: it is not JSON of that shape, does not judge each claim once, rests on a line that does
            not exist, or lets the control pass.
    """
    try:
        verdicts = ModelJudgement.model_validate_json(text).verdicts
    except ValidationError:
        raise UnreadableAnswerError from None
    lines = range(len(examined.lines))
    if sorted(verdict.claim for verdict in verdicts) != list(range(len(examined.claims))):
        raise UnreadableAnswerError
    if any(line not in lines for verdict in verdicts for line in verdict.source_lines):
        raise UnreadableAnswerError
    refused = [examined.claims[verdict.claim] for verdict in verdicts if not _is_entailed(verdict, examined)]
    if not any(claim.is_control for claim in refused):
        raise UnreadableAnswerError
    return [_violation(claim, examined) for claim in refused if not claim.is_control]


def _is_entailed(verdict: Verdict, examined: Examined) -> bool:
    named = set(verdict.source_lines)
    return verdict.entailed and bool(named) and named <= examined.claims[verdict.claim].sources


def _violation(claim: Claim, examined: Examined) -> Violation:
    source = "\n".join(examined.lines[number] for number in sorted(claim.sources))
    return Violation(
        field=claim.field, rule="entailment", source_value=source, actual_value=claim.text, is_certain=False
    )
