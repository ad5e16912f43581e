"""Our answers as API Gateway's proxy response: always the one envelope, always JSON, never cached."""

from typing import Any

from models.errors import TailoringError
from models.response import ErrorDetail, TailorCvData, TailorCvResponse

CORRELATION_HEADER = "X-Correlation-Id"
INTERNAL_MESSAGE = "The request failed inside the service. Quote the correlation id when you report it."


def success(data: TailorCvData, *, correlation_id: str) -> dict[str, Any]:
    """200 with the payload."""
    envelope = TailorCvResponse(success=True, code="CV_TAILORED", data=data, error=None, details=None)
    return _proxy(200, envelope, correlation_id)


def failure(error: TailoringError, *, correlation_id: str) -> dict[str, Any]:
    """The status, code and details of a failure that the caller may know about."""
    envelope = TailorCvResponse(
        success=False, code=error.code, data=None, error=error.message, details=list(error.details) or None
    )
    return _proxy(error.status, envelope, correlation_id)


def internal_error(*, correlation_id: str) -> dict[str, Any]:
    """500 that says nothing but how to find the log line."""
    envelope = TailorCvResponse(
        success=False,
        code="INTERNAL_ERROR",
        data=None,
        error=INTERNAL_MESSAGE,
        details=[ErrorDetail(field="correlation_id", message=correlation_id)],
    )
    return _proxy(500, envelope, correlation_id)


def _proxy(status: int, envelope: TailorCvResponse, correlation_id: str) -> dict[str, Any]:
    return {
        "statusCode": status,
        "headers": {
            "Content-Type": "application/json",
            "Cache-Control": "no-store",
            CORRELATION_HEADER: correlation_id,
        },
        # Only what was set: an optional fact that the master CV leaves out is left out here as well.
        "body": envelope.model_dump_json(exclude_unset=True),
    }
