"""The one exception that becomes an AWS error answer."""

from __future__ import annotations


class ServiceError(Exception):
    """An error that the caller of an AWS API sees.

    Args:
        code: AWS's error code, e.g. ``PipelineNotFoundException``.
        message: what was wrong, for the caller.
        status: the HTTP status; AWS's JSON services answer 400 for what the caller can mend.
    """

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
