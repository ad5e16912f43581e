"""AWS's hosts that speak no API of its SDKs, such as CodeCommit's for git: served whole, without MiniStack.

Whoever registers a host reads the body as it comes, and answers for its own authorization.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
# An ASGI application: (scope, receive, send).
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_applications: dict[re.Pattern[str], Application] = {}


def host_name(header: str) -> str:
    """The host of a header `Host`, without its port."""
    return header.partition(":")[0].rstrip(".").lower()


def register_host(pattern: re.Pattern[str], application: Application) -> None:
    """Serve every HTTP request to a host that `pattern` matches; the same pattern again replaces its application."""
    _applications[pattern] = application


def application_for(host: str) -> Application | None:
    """What serves a host, given as the header has it; None where it is MiniStack."""
    name = host_name(host)
    return next((application for pattern, application in _applications.items() if pattern.fullmatch(name)), None)
