"""What CodeBuild puts on the default event bus."""

from __future__ import annotations

import pytest

from tests.localcloud.codebuild.build_cloud import BuildCloud
from tests.localcloud.events_queue import EventsQueue


@pytest.mark.parametrize(("command", "status"), [("true", "SUCCEEDED"), ("false", "FAILED")])
def test_a_build_is_announced_when_it_starts_and_when_it_ends(builds: BuildCloud, command: str, status: str) -> None:
    project = builds.create_project({"phases": {"build": {"commands": [command]}}})
    pattern = {"detail-type": ["CodeBuild Build State Change"], "detail": {"project-name": [project]}}
    queue = EventsQueue(builds, pattern)
    build = builds.run_build(project)
    first, last = queue.received(lambda found: len(found) == 2)
    assert [event["detail"]["build-status"] for event in (first, last)] == ["IN_PROGRESS", status]
    assert {event["source"] for event in (first, last)} == {"aws.codebuild"}
    assert first["resources"] == [build["arn"]] == [last["detail"]["build-id"]]
    assert last["detail"]["current-phase"] == "COMPLETED"
    assert last["detail"]["additional-information"]["logs"]["stream-name"] == build["logs"]["streamName"]
    phases = last["detail"]["additional-information"]["phases"]
    assert {"phase-type": "BUILD", "phase-status": status} in [
        {name: phase.get(name) for name in ("phase-type", "phase-status")} for phase in phases
    ]
