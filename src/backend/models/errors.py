"""The failures that a caller can meet: each row of the contract's error table is one class, with its status and code.

Messages are written for the caller and hold no names, no CV or posting text and no internals, because they go into
the answer and the log as they are.
"""

from collections.abc import Sequence
from typing import ClassVar

from models.response import ErrorDetail, ResponseCode, TokenUsage


class TailoringError(Exception):
    """A failure with its place in the error table: `status` (HTTP), `code`, one line, and details where it has some."""

    status: ClassVar[int] = 500
    code: ClassVar[ResponseCode] = "INTERNAL_ERROR"

    def __init__(self, message: str, *, details: Sequence[ErrorDetail] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = tuple(details)


class InvalidRequestError(TailoringError):
    """The request is not JSON, or a field is missing, malformed or unknown."""

    status = 400
    code = "VALIDATION_ERROR"


class UnsupportedMediaTypeError(TailoringError):
    """The request's content type is another than `application/json`."""

    status = 415
    code = "VALIDATION_ERROR"


class CvNotFoundError(TailoringError):
    """No master CV of this version is stored for the user."""

    status = 404
    code = "CV_NOT_FOUND"


class JobNotFoundError(TailoringError):
    """No job is stored under this id."""

    status = 404
    code = "JOB_NOT_FOUND"


class PayloadTooLargeError(TailoringError):
    """The body, or the stored CV that it names, is over the limit."""

    status = 413
    code = "PAYLOAD_TOO_LARGE"


class UnreadableCvError(TailoringError):
    """The stored CV cannot be read; each field that is at fault is named as the record names it."""

    status = 422
    code = "CV_UNREADABLE"


class UnreadableJobError(TailoringError):
    """The stored job posting cannot be read; each field that is at fault is named as the record names it."""

    status = 422
    code = "JOB_UNREADABLE"


class FabricationError(TailoringError):
    """After all attempts the engine's text still states facts that the CV does not hold."""

    status = 422
    code = "FVS_HALLUCINATION_DETECTED"


class DoubtfulTextError(FabricationError):
    """The text was refused for its wording, or in a language that is checked in part: it may be an honest one."""


class EngineUnavailableError(TailoringError):
    """The engine refused, is down or answered nonsense, and no fallback is allowed.

    `worth_retrying` says whether asking again may help, `retry_after_ms` how long the engine wants to be left alone
    first (None where it did not say), `usage` what the failed attempt cost all the same.
    """

    status = 502
    code = "LLM_API_ERROR"

    def __init__(
        self,
        message: str,
        *,
        worth_retrying: bool = False,
        retry_after_ms: int | None = None,
        usage: TokenUsage | None = None,
    ) -> None:
        super().__init__(message)
        self.worth_retrying = worth_retrying
        self.retry_after_ms = retry_after_ms
        self.usage = usage


class StorageError(TailoringError):
    """A store did not answer or refused: nothing was promised that could be lost."""

    status = 503
    code = "STORAGE_ERROR"


class TimeBudgetSpentError(TailoringError):
    """The time that the caller is prepared to wait does not suffice for the next step."""

    status = 504
    code = "LLM_TIMEOUT"


class CorruptRecordError(TailoringError):
    """A stored record does not have the shape its writer promised: ours to repair, so INTERNAL_ERROR to callers."""
