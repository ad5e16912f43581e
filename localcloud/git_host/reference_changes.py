"""Who is told that branches and tags of a repository moved, however they did: by a push, or by an API.

Services register themselves while they are installed; what they answer is shown to whoever pushed.
"""

from __future__ import annotations

from localcloud.git_host.push_receiver import PushListener, RefUpdate

_listeners: dict[str, PushListener] = {}


def listen(service: str, listener: PushListener) -> None:
    """Tell `listener` of every change; a service that is installed again replaces its listener."""
    _listeners[service] = listener


def tell(change_id: str, repository: str, updates: list[RefUpdate]) -> list[str]:
    """Tell every listener; returns lines for the pusher.

    Args:
        change_id: unguessable and the same when the change is told again, so that it starts nothing twice.
        repository: its full id.
    """
    lines = [line for listener in _listeners.values() for line in listener(change_id, repository, updates)]
    return lines or [f"No pipeline watches what was pushed to {repository}."]
