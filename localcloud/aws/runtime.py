"""What every service of the local cloud needs to know of the server that it runs in.

The services are installed before the server listens, so they get this record instead of importing the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_active: Runtime | None = None


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """One running local cloud.

    Attributes:
        endpoint_url: the loopback address that serves every AWS API, e.g. ``http://127.0.0.1:4566``.
        state_dir: everything durable lies below; a server started on the same directory continues from it.
        toolchain_dir: what set-up made once (packed npm tools, package cache, build image); never written by a run.
        hook_token: unguessable; the git hook sends it, so that only this server's repositories start executions.
        names: variables that make a child process's connections to AWS's names end here; see `localcloud.aws.names`.
        machine: the environment of the person who started the server, which says how packages are fetched here.
        checkpoint: persists MiniStack's state and returns when it is durable; callable from any thread but the event
            loop's.
    """

    endpoint_url: str
    state_dir: Path
    toolchain_dir: Path
    hook_token: str
    checkpoint: Callable[[], None]
    names: Mapping[str, str] = field(default_factory=dict)
    machine: Mapping[str, str] = field(default_factory=dict)


def activate(runtime: Runtime) -> None:
    """Make `runtime` the process's own; called once by the server (and by tests that run services in-process)."""
    global _active
    _active = runtime


def active() -> Runtime:
    """Return the process's runtime.

    Raises:
        RuntimeError: no server is being started in this process.
    """
    if _active is None:
        raise RuntimeError("no local cloud runs in this process; call localcloud.aws.runtime.activate first")
    return _active
