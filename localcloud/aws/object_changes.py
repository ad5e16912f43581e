"""Who is told of objects that were put into buckets, however they were: pipelines ask S3 for new ones."""

from __future__ import annotations

from collections.abc import Callable

# (bucket, key, version id or "") -> None; called where the request is answered, so it must not wait.
ObjectListener = Callable[[str, str, str], None]

_listeners: dict[str, ObjectListener] = {}


def listen(service: str, listener: ObjectListener) -> None:
    """Tell `listener` of every new object; a service that is installed again replaces its listener."""
    _listeners[service] = listener


def tell(bucket: str, key: str, version: str) -> None:
    """Tell every listener."""
    for listener in _listeners.values():
        listener(bucket, key, version)
