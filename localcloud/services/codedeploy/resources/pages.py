"""Pages of CodeDeploy's lists, whose callers cannot choose how long they are."""

from __future__ import annotations

from typing import Any

from localcloud.aws.api import paging
from localcloud.aws.service_error import ServiceError

_PAGE = 100


def page_of_names(names: list[str], request: dict[str, Any]) -> tuple[list[str], str | None]:
    """One page of names, and the token of the next.

    Raises:
        ServiceError: ``InvalidNextTokenException``.
    """
    try:
        return paging.page(names, size=_PAGE, token=request.get("nextToken"), identity=lambda name: name)
    except paging.InvalidTokenError as error:
        raise ServiceError("InvalidNextTokenException", "The next token was specified in an invalid format.") from error
