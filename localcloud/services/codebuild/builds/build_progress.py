"""Writes a build's transitions to the store, each at once: BatchGetBuilds shows them, and a restart finds them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.builds.build_record import KIND
from localcloud.services.codebuild.process.build_process import ProcessIdentity
from localcloud.services.codebuild.store import Document, Store


@dataclass(frozen=True, kw_only=True)
class BuildProgress:
    """The record of one build, while it is run."""

    store: Store
    scope: Scope
    build_id: str

    def read(self) -> Document:
        """The record as it is now."""
        record = self.store.get(self.scope, KIND, self.build_id)
        if record is None:
            raise LookupError(f"the build {self.build_id} was deleted while it ran")
        return record

    def begin(self, phase: str) -> None:
        """Enter a phase."""

        def change(record: Document) -> None:
            record["build"]["currentPhase"] = phase
            record["build"]["phases"].append({"phaseType": phase, "startTime": time.time()})

        self._change(change)

    def complete(self, status: str = "SUCCEEDED", *, code: str = "", message: str = "") -> None:
        """End the current phase."""
        self._change(lambda record: _end_phase(record["build"], status, code, message))

    def set(self, **members: object) -> None:
        """Set members of the build, such as its exported variables."""
        self._change(lambda record: record["build"].update(members))

    def record_process(self, identity: ProcessIdentity) -> None:
        """Keep what is needed to end the build's processes after this server was killed."""
        process = {"group": identity.group, "start_ticks": identity.start_ticks}
        self._change(lambda record: record["internal"].update(process=process))

    def finish(self, status: str, *, code: str = "", message: str = "") -> None:
        """End the build; a phase that is still open ends with the same status."""

        def change(record: Document) -> None:
            build, now = record["build"], time.time()
            _end_phase(build, status, code, message)
            build["phases"].append({"phaseType": "COMPLETED", "startTime": now})
            build |= {"currentPhase": "COMPLETED", "buildStatus": status, "buildComplete": True, "endTime": now}

        self._change(change)

    def _change(self, change: Callable[[Document], None]) -> None:
        self.store.change(self.scope, KIND, self.build_id, change)


def _end_phase(build: Document, status: str, code: str, message: str) -> None:
    phase = build["phases"][-1] if build["phases"] else None
    if phase is None or "phaseStatus" in phase:
        return
    now = time.time()
    phase["phaseStatus"] = status
    phase["endTime"] = now
    phase["durationInSeconds"] = int(now - phase["startTime"])
    phase["contexts"] = [{"statusCode": code, "message": message}]
