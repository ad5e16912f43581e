"""What a failure of the function looks like to a caller: one for each code. The function's own messages are written
where they are raised; these are of the same words, shown in the published document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Detail:
    """One entry of `details`."""

    field: str
    message: str
    rule: str | None = None

    def as_answered(self) -> dict[str, str]:
        """The entry as the answer holds it: a rule that is not set is left out."""
        entry = {"field": self.field, "message": self.message}
        return {**entry, "rule": self.rule} if self.rule else entry


@dataclass(frozen=True)
class Failure:
    """`error` and `details` of an envelope."""

    error: str
    details: tuple[Detail, ...] = ()


FUNCTION_FAILURES: Final[Mapping[str, Failure]] = {
    "VALIDATION_ERROR": Failure(
        "The request is not valid. Correct the fields in details and repeat it.",
        (Detail("job_id", "Field required"), Detail("salary", "Extra inputs are not permitted")),
    ),
    "UnsupportedMediaTypeError": Failure(
        "The request body must be application/json.", (Detail("Content-Type", "must be application/json, in UTF-8"),)
    ),
    "CV_NOT_FOUND": Failure(
        "No CV of this version is stored for the user.", (Detail("cv_version", "no such version"),)
    ),
    "JOB_NOT_FOUND": Failure("No job is stored under this id.", (Detail("job_id", "no such job"),)),
    "PAYLOAD_TOO_LARGE": Failure("The body is over 65536 bytes.", (Detail("body", "is too large"),)),
    "CV_UNREADABLE": Failure(
        "The stored CV cannot be read. Correct the fields in details and store it again.",
        (Detail("basics.name", "is missing or empty"),),
    ),
    "JOB_UNREADABLE": Failure(
        "The stored job posting cannot be read. Correct the fields in details and store it again.",
        (Detail("years_required", "must be a number from 0 to 60"),),
    ),
    "FVS_HALLUCINATION_DETECTED": Failure(
        "The tailored text states facts that the CV does not hold, so it is not used.",
        (Detail("work_experience[0].description_bullets[1]", "states a number that its source lacks", "number"),),
    ),
    "LLM_API_ERROR": Failure("The language model did not give a usable answer. Repeat the request."),
    "LLM_TIMEOUT": Failure("No time is left to tailor the CV. Repeat the request."),
    "STORAGE_ERROR": Failure("The tailored CV could not be stored. Nothing was lost; repeat the request."),
    "INTERNAL_ERROR": Failure(
        "The request failed inside the service. Quote the correlation id when you report it.",
        (Detail("correlation_id", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"),),
    ),
}
