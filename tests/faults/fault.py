"""A fault as data: how it is injected, where the run must end, what prod must be then, and what a person must read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tests.faults.scene import Edit, Outcome, Scene


class Prod(Enum):
    """What answers in prod after the fault; the value says it on the page."""

    UNCHANGED = "the release of before"
    PUT_BACK = "the release of before, put back"
    RELEASED = "the fault's own release"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault.

    Attributes:
        name: what happens, in a few words; unique.
        injected: how, in a sentence.
        action, state: ``Stage/Action`` where the run must stand in the end, and that action's status.
        failed_before: what failed in the attempt before, where the stage is tried once more and comes no further.
        execution: the status of the execution in the end.
        prod: what answers in prod.
        said: texts that a person must read, in capitals or not.
        inject: makes it happen.
        edits: what its commit changes of the project, which a test holds to the project as it is.
        quick: whether it belongs to the half that `make test` runs.
        procedure: the section of the runbook that brings the run on to its approval, once the cause is gone.
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
    failed_before: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    quick: bool = False
    procedure: str = ""
    needs_own_disk: bool = False
