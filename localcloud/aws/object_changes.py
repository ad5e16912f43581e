"""Who is told of objects that were put into buckets, however they were: pipelines ask S3 for new ones, and trails log
them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ObjectChange:
    """A new object or version.

    Attributes:
        version: its id; empty in a bucket without versions.
        operation: that made it, as S3's notifications name it: ``Put``, ``Post``, ``Copy`` or
            ``CompleteMultipartUpload``.
    """

    bucket: str
    key: str
    version: str
    operation: str


# Called where the request is answered, so it must not wait.
ObjectListener = Callable[[ObjectChange], None]

_listeners: dict[str, ObjectListener] = {}


def listen(service: str, listener: ObjectListener) -> None:
    """Tell `listener` of every new object; a service that is installed again replaces its listener."""
    _listeners[service] = listener


def tell(change: ObjectChange) -> None:
    """Tell every listener."""
    for listener in _listeners.values():
        listener(change)
