"""Addresses that are served beside AWS's APIs: the package registry, the git hook, health.

They are matched before MiniStack sees the request, so they carry neither account nor signature: whoever registers a
path answers for its own authorization.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

Response = tuple[int, Mapping[str, str], bytes]
# (method, path, headers with lower-case names, body, query string's values by name) -> (status, headers, body)
PathHandler = Callable[[str, str, Mapping[str, str], bytes, Mapping[str, list[str]]], Awaitable[Response]]

_handlers: dict[str, PathHandler] = {}


def register_path(prefix: str, handler: PathHandler) -> None:
    """Serve every path that starts with `prefix` from `handler`; registering a prefix again replaces its handler.

    Raises:
        ValueError: the prefix could shadow an AWS API.
    """
    if not prefix.startswith("/_") or len(prefix) < 4:
        raise ValueError(f"a path beside AWS's APIs starts with '/_', so that no bucket name can match it: {prefix!r}")
    _handlers[prefix] = handler


def handler_for(path: str) -> PathHandler | None:
    """Return the handler of the longest registered prefix of `path`, or None when the path is AWS's."""
    matching = [prefix for prefix in _handlers if path.startswith(prefix)]
    return _handlers[max(matching, key=len)] if matching else None
