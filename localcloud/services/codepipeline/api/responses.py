"""Parts of answers that several operations share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from localcloud.aws.api import paging
from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.records import Execution, Json, PipelineKey

T = TypeVar("T")
_MAX_SUMMARY = 2048
_MAX_ERROR = 5000
DEFAULT_PAGE = 100


def key_of(caller: Caller, name: str) -> PipelineKey:
    """The caller's pipeline of that name."""
    return PipelineKey(account=caller.account, region=caller.region, name=name)


def moment(epoch: float) -> datetime:
    """Epoch seconds as the API's timestamps."""
    return datetime.fromtimestamp(epoch, UTC)


def without_empty(document: Json) -> Json:
    """The document without members that are None or an empty string."""
    return {name: value for name, value in document.items() if value is not None and value != ""}


def summary_text(text: str) -> str:
    """A summary within the API's limit."""
    return text[:_MAX_SUMMARY]


def error_details(code: str, message: str) -> Json | None:
    """The API's error details, or None without an error."""
    return {"code": code, "message": message[:_MAX_ERROR]} if message else None


def trigger(execution: Execution) -> Json:
    """What started an execution."""
    return {"triggerType": execution.trigger_type, "triggerDetail": execution.trigger_detail}


def rollback_metadata(execution: Execution) -> Json | None:
    """Which execution a rollback restores."""
    target = execution.rollback_target
    return {"rollbackTargetPipelineExecutionId": target} if target else None


def page(
    items: Sequence[T], *, request: dict[str, Any], position: Callable[[T], str], default: int = DEFAULT_PAGE
) -> tuple[list[T], str | None]:
    """One page of items and the token of the next.

    Raises:
        ServiceError: ``InvalidNextTokenException``, or ``ValidationException`` for more than the default on a page.
    """
    size = int(request.get("maxResults", default))
    if size > default:
        message = (
            f"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: "
            f"Member must have value less than or equal to {default}"
        )
        raise ServiceError("ValidationException", message)
    try:
        return paging.page(items, size=size, token=request.get("nextToken"), identity=position)
    except paging.InvalidTokenError as error:
        raise ServiceError("InvalidNextTokenException", "The next token is not valid") from error
