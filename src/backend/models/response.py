"""The one envelope that every answer has, successes and failures alike, and what it carries.

API Gateway's own errors (no signature, throttled, body that fails the schema) use the same shape through its gateway
responses, so `details` is a plain list that a response template can write as well.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from configuration import EngineName as EngineName  # part of the envelope, so found here too
from models.request import Identifier
from models.tailored_cv import GapAnalysis, TailoredCv

ResponseCode = Literal[
    "CV_TAILORED",
    "VALIDATION_ERROR",
    "FORBIDDEN",
    "CV_NOT_FOUND",
    "JOB_NOT_FOUND",
    "PAYLOAD_TOO_LARGE",
    "CV_UNREADABLE",
    "JOB_UNREADABLE",
    "FVS_HALLUCINATION_DETECTED",
    "RATE_LIMITED",
    "LLM_API_ERROR",
    "LLM_TIMEOUT",
    "STORAGE_ERROR",
    "INTERNAL_ERROR",
]


class AnswerPart(BaseModel):
    """Part of an answer: complete, and closed to fields that nobody declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class TailoringMetadata(AnswerPart):
    """What was done. `created_at` is UTC with microseconds (`2026-01-02T03:04:05.678901Z`)."""

    application_id: Identifier
    user_id: Identifier
    job_id: Identifier
    version: int
    created_at: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
    keyword_matches: int = Field(ge=0)
    sections_modified: list[str]
    fvs_validation_passed: bool
    engine: EngineName
    degraded: bool
    artifact_key: str


class TokenUsage(AnswerPart):
    """What the model read and wrote, and its price. All zero, with `model` "none", where no model was asked."""

    input_tokens: int = Field(ge=0)
    output_tokens: int = Field(ge=0)
    model: str
    cost_usd: float = Field(ge=0)


class TailorCvData(AnswerPart):
    """Payload of a success. `gap_analysis` and `markdown` are left out unless the request asked for them."""

    tailored_cv: TailoredCv
    metadata: TailoringMetadata
    token_usage: TokenUsage
    gap_analysis: GapAnalysis | None = None
    markdown: str | None = None


class ErrorDetail(AnswerPart):
    """One thing that is wrong: where, what, and for fact verification by which rule. Never the offending text."""

    field: str
    message: str
    rule: str | None = None


class TailorCvResponse(AnswerPart):
    """The envelope. `data` with a success; `error`, and often `details`, with a failure."""

    success: bool
    code: ResponseCode
    data: TailorCvData | None = None
    error: str | None = None
    details: list[ErrorDetail] | None = None
