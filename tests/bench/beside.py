"""Pipelines beside each other in one local cloud: how long until each of many waits for its approval, and what asking
for a pipeline's state costs while a build prints.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from feature_stacks.naming import PRODUCT
from tests.bench import history
from tests.bench.growth import resident_mib
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

PIPELINES: Final = 50
LINES: Final = 100_000
AIM_SECONDS, AIM_MIB, AIM_MILLISECONDS = 90, 700, 30
_LIMIT_SECONDS = 300.0
_QUIET_SECONDS = 5.0
_ONE_SECOND = """version: 0.2
phases:
  build:
    commands: [sleep 1, mkdir out, cp template.json out/]
artifacts: {base-directory: out, files: ["**/*"]}
"""
_PRINTS = (
    f"version: 0.2\nphases:\n  build:\n    commands: [\"seq -f 'line %.0f of a build that prints much' {LINES}\"]\n"
)


def prepared(cloud: CloudProcess, folder: Path) -> SmallPipeline:
    """A pipeline of a source, a build of one second and an approval, that runs when it is told to."""
    folder.mkdir()
    pipeline = SmallPipeline(cloud=cloud, directory=folder)
    pipeline.prepare()
    pipeline.first_commit()
    source = pipeline.source_stage()
    source["actions"][0]["configuration"]["DetectChanges"] = "false"
    cloud.client("codebuild").update_project(
        name=pipeline.name, source={"type": "CODEPIPELINE", "buildspec": _ONE_SECOND}
    )
    pipeline.create(stages=[source, pipeline.build_stage(), pipeline.approval_stage()])
    pipeline.push()
    return pipeline


def run_all(pipelines: list[SmallPipeline]) -> float:
    """Start all at once; seconds until the last one waits for its approval."""
    started = time.monotonic()
    for pipeline in pipelines:
        pipeline.codepipeline.start_pipeline_execution(name=pipeline.name)
    waiting = list(pipelines)
    while waiting:
        if time.monotonic() - started > _LIMIT_SECONDS:
            raise SystemExit(f"bench: {len(waiting)} of {len(pipelines)} pipelines never came to their approval")
        time.sleep(1)
        waiting = [pipeline for pipeline in waiting if pipeline.token() is None]
    return time.monotonic() - started


def state_calls(pipeline: SmallPipeline, until: Callable[[], bool]) -> list[float]:
    """Milliseconds of GetPipelineState, one after another with pauses, in ascending order."""
    found = []
    while not until():
        started = time.monotonic()
        pipeline.codepipeline.get_pipeline_state(name=pipeline.name)
        found.append((time.monotonic() - started) * 1000)
        time.sleep(0.02)
    return sorted(found)


def print_much(cloud: CloudProcess, role: str) -> threading.Thread:
    """Start a build that prints; the thread ends when it has."""
    codebuild: Any = cloud.client("codebuild")
    codebuild.create_project(
        name="prints",
        source={"type": "NO_SOURCE", "buildspec": _PRINTS},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
        },
        serviceRole=role,
    )
    build = codebuild.start_build(projectName="prints")["build"]["id"]

    def wait() -> None:
        deadline = time.monotonic() + _LIMIT_SECONDS
        while time.monotonic() < deadline and not codebuild.batch_get_builds(ids=[build])["builds"][0]["buildComplete"]:
            time.sleep(0.2)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def measure() -> None:
    """Prints both and notes the figures."""
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-bench-") as name:
        folder = Path(name)
        with CloudProcess(state_dir=folder / "state", toolchain_dir=folder / "toolchain") as cloud:
            pipelines = [prepared(cloud, folder / str(number)) for number in range(PIPELINES)]
            seconds = run_all(pipelines)
            memory = resident_mib(cloud)
            end = time.monotonic() + _QUIET_SECONDS
            quiet = state_calls(pipelines[0], lambda: time.monotonic() > end)
            building = print_much(cloud, pipelines[0].build_role)
            loud = state_calls(pipelines[0], lambda: not building.is_alive())
            building.join()
    print(f"{PIPELINES} pipelines at their approvals         {seconds:6.1f} s   (aim: {AIM_SECONDS} or less)")
    print(f"the server's memory then             {memory:6.0f} MiB (aim: {AIM_MIB} or less)")
    calls = {"alone": quiet, f"while a build prints {LINES:,} lines": loud}
    for when, found in calls.items():
        half, most = found[len(found) // 2], found[len(found) * 95 // 100]
        print(f"state calls, {when}: p50 {half:.1f} ms, p95 {most:.1f} ms   (aim: {AIM_MILLISECONDS} or less)")
    history.note(
        "beside",
        {
            "seconds": seconds,
            "MiB": memory,
            "p95 alone": quiet[len(quiet) * 95 // 100],
            "p95 beside a build": loud[len(loud) * 95 // 100],
        },
    )
