"""The request, once: the Lambda validates with this model, and API Gateway's JSON Schema is generated from it.

Strict on purpose: API Gateway checks the generated schema before the function runs, so a value that only Python would
be willing to convert (`"2"` for 2) must be refused here as well, or the two would disagree.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
"""A key of another system: 1..128 characters of `A-Z a-z 0-9 _ -`. Never a name or an e-mail address."""

Tone = Literal["professional", "conversational", "technical"]
FormalityLevel = Literal["high", "medium", "low"]
OutputFormat = Literal["json", "markdown"]


class StylePreferences(BaseModel):
    """How the tailored text should sound."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    tone: Tone = "professional"
    formality_level: FormalityLevel = "high"
    include_summary: bool = True


class TailorCvRequest(BaseModel):
    """Body of `POST /api/cv-tailoring`. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    user_id: Identifier
    application_id: Identifier
    job_id: Identifier
    cv_version: int = Field(default=1, ge=1, le=999)
    include_gap_analysis: bool = False
    output_format: OutputFormat = "json"
    style_preferences: StylePreferences = StylePreferences()
