"""Writes a build's transitions to the store, each at once: BatchGetBuilds shows them, and a restart finds them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.builds.build_records import BuildRecords
from localcloud.services.codebuild.builds.state_events import announce
from localcloud.services.codebuild.process.build_process import ProcessIdentity
from localcloud.services.codebuild.records import BuildRecord
from localcloud.services.codebuild.store import Document


@dataclass(frozen=True, kw_only=True)
class BuildProgress:
    """The record of one build, while it is run."""

    records: BuildRecords
    scope: Scope
    build_id: str

    def read(self) -> BuildRecord:
        """The record as it is now."""
        record = self.records.get(self.scope, self.build_id)
        if record is None:
            raise LookupError(f"the build {self.build_id} was deleted while it ran")
        return record

    def begin(self, phase: str) -> None:
        """Enter a phase."""

        def change(build: Document) -> Document:
            return {**build, "currentPhase": phase, "phases": [*build["phases"], _started(phase, time.time())]}

        self._change(change)

    def complete(self, status: str = "SUCCEEDED", *, code: str = "", message: str = "") -> None:
        """End the current phase."""
        self._change(lambda build: {**build, "phases": _ended(build["phases"], status, code, message)})

    def set(self, **members: object) -> None:
        """Set members of the build, such as its exported variables."""
        self._change(lambda build: {**build, **members})

    def record_process(self, identity: ProcessIdentity) -> None:
        """Keep what is needed to end the build's processes after this server was killed."""
        self.records.change(self.scope, self.build_id, lambda record: replace(record, process=identity))

    def finish(self, status: str, *, code: str = "", message: str = "") -> None:
        """End the build; a phase that is still open ends with the same status, and one is opened for a message."""

        def change(build: Document) -> Document:
            now = time.time()
            begun = build["phases"]
            if message and begun and "phaseStatus" in begun[-1]:
                begun = [*begun, _started("FINALIZING", now)]
            phases = [*_ended(begun, status, code, message), _started("COMPLETED", now)]
            ended = {"currentPhase": "COMPLETED", "buildStatus": status, "buildComplete": True, "endTime": now}
            return {**build, "phases": phases, **ended}

        self._change(change)
        record = self.records.get(self.scope, self.build_id)
        if record is not None:
            announce(self.scope, record.build)

    def _change(self, change: Callable[[Document], Document]) -> None:
        self.records.change(self.scope, self.build_id, lambda record: replace(record, build=change(record.build)))


def _started(phase: str, now: float) -> Document:
    return {"phaseType": phase, "startTime": now}


def _ended(phases: list[Document], status: str, code: str, message: str) -> list[Document]:
    """The phases with the last one ended, if it has not been."""
    if not phases or "phaseStatus" in phases[-1]:
        return phases
    *earlier, phase = phases
    now = time.time()
    ended = {
        "phaseStatus": status,
        "endTime": now,
        "durationInSeconds": int(now - phase["startTime"]),
        "contexts": [{"statusCode": code, "message": message}],
    }
    return [*earlier, {**phase, **ended}]
