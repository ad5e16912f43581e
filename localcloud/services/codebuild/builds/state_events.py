"""The events that CodeBuild puts on the default event bus when a build starts and when it ends.

Source: docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from localcloud.aws.event_bus import put_event
from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.store import Document

BUILD_EVENT = "CodeBuild Build State Change"
# An event says one of four things of a build; what ended it otherwise is a failure.
_STATES = {"IN_PROGRESS", "SUCCEEDED", "FAILED", "STOPPED"}


def announce(scope: Scope, build: Document) -> None:
    """Put the state that a build is in now on the bus of its account and region."""
    status, arn = build["buildStatus"], scope.build(build["id"])
    phase = build["phases"][-1] if build.get("phases") else {}
    detail = {
        "build-status": status if status in _STATES else "FAILED",
        "project-name": build["projectName"],
        "build-id": arn,
        "additional-information": _additional_information(build),
        "current-phase": build["currentPhase"],
        "current-phase-context": _contexts(phase),
        "version": "1",
    }
    put_event(
        source="aws.codebuild",
        detail_type=BUILD_EVENT,
        detail=detail,
        resource_arns=[arn],
        account=scope.account,
        region=scope.region,
    )


def _additional_information(build: Document) -> Document:
    source, logs = build.get("source", {}), build.get("logs", {})
    information = {
        "build-complete": build["buildComplete"],
        "initiator": build.get("initiator"),
        "build-number": build.get("buildNumber"),
        "build-start-time": _time(build.get("startTime")),
        "queued-timeout-in-minutes": build.get("queuedTimeoutInMinutes"),
        "timeout-in-minutes": build.get("timeoutInMinutes"),
        "source-version": build.get("sourceVersion"),
        "source": {"type": source.get("type"), "location": source.get("location")},
        "logs": {"group-name": logs.get("groupName"), "stream-name": logs.get("streamName")},
        "phases": [_phase(phase) for phase in build.get("phases", [])],
    }
    return {name: value for name, value in information.items() if value is not None}


def _phase(phase: Document) -> dict[str, Any]:
    described = {
        "phase-type": phase["phaseType"],
        "phase-status": phase.get("phaseStatus"),
        "start-time": _time(phase.get("startTime")),
        "end-time": _time(phase.get("endTime")),
        "duration-in-seconds": phase.get("durationInSeconds"),
        "phase-context": [_contexts(phase)],
    }
    return {name: value for name, value in described.items() if value is not None}


def _contexts(phase: Document) -> str:
    said = [f"{item['statusCode']}: {item['message']}" for item in phase.get("contexts", []) if item.get("message")]
    return json.dumps(said).replace('"', "")


def _time(moment: float | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).strftime("%b %-d, %Y %-I:%M:%S %p")
