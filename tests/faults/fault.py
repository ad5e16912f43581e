"""A fault as data: how it is injected, where the run must end, what prod must be then, and what a person must read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tests.faults.scene import Outcome, Scene


class Prod(Enum):
    """What answers in prod after the fault; the value says it on the page."""

    UNCHANGED = "the release of before"
    RELEASED = "the fault's own release"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault.

    Attributes:
        name: what happens, in a few words; unique.
        injected: how, in a sentence.
        action, state: ``Stage/Action`` where the run must stand in the end, and that action's status.
        execution: the status of the execution in the end.
        prod: what answers in prod.
        said: texts that a person must read.
        inject: makes it happen.
        quick: whether it belongs to the half that `make test` runs.
        needs_own_disk: whether the state folder must lie on a file system of its own.
    """

    name: str
    injected: str
    action: str
    state: str
    execution: str
    prod: Prod
    said: tuple[str, ...]
    inject: Callable[[Scene], Outcome]
    quick: bool = False
    needs_own_disk: bool = False
