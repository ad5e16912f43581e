"""The log of the build behind an action, from CloudWatch Logs, once or as it grows."""

from __future__ import annotations

import time
from collections.abc import Iterator

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.executions.build_failure import describe_build
from localcloud.cli.executions.execution import ActionRun, Execution
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_POLL_SECONDS = 1.0


def choose_action(execution: Execution, wanted: str | None) -> ActionRun:
    """The action whose log is meant: the named one, else the one that failed, that runs, or that ran last.

    Args:
        wanted: `Action` or `Stage/Action`, any case.

    Raises:
        CommandError: no such action, several, or none that ran a build.
    """
    builds = [action for action in execution.actions if action.provider == "CodeBuild" and action.external_id]
    names = ", ".join(f"{action.stage}/{action.name}" for action in builds) or "none yet"
    if wanted is None:
        if not builds:
            raise CommandError(f"execution {execution.id} has run no build yet", exit_code=ExitCode.USAGE)
        for status in ("Failed", "InProgress"):
            for action in builds:
                if action.status == status:
                    return action
        return max(builds, key=lambda action: action.started.timestamp() if action.started else 0.0)
    found = [a for a in builds if wanted.casefold() in {a.name.casefold(), f"{a.stage}/{a.name}".casefold()}]
    if len(found) == 1:
        return found[0]
    problem = (
        f"several actions are called {wanted!r}"
        if found
        else f"no build of execution {execution.id} is called {wanted!r}"
    )
    raise CommandError(problem, exit_code=ExitCode.USAGE, remedy=f"builds so far: {names}")


def log_lines(cloud: LocalCloud, build_id: str, *, follow: bool, timeout_seconds: float) -> Iterator[str]:
    """The build's log from its beginning; with `follow` until the build has ended.

    Raises:
        CommandError: CodeBuild does not know the build, or the limit passed while following.
    """
    deadline = time.monotonic() + timeout_seconds
    token: str | None = None
    while True:
        build = describe_build(cloud, build_id)
        if build is None:
            raise CommandError(f"build {build_id} is not known any more", exit_code=ExitCode.USAGE)
        # Asked before the events are read: a build that had ended by then writes no more.
        complete = bool(build.get("buildComplete"))
        logs = build.get("logs", {})
        lines, token = _events(cloud, logs.get("groupName", ""), logs.get("streamName", ""), token)
        yield from lines
        if lines:
            continue
        if complete or not follow:
            return
        if time.monotonic() >= deadline:
            raise CommandError("the time limit passed; the build goes on", exit_code=ExitCode.TIMEOUT)
        time.sleep(_POLL_SECONDS)


def _events(cloud: LocalCloud, group: str, stream: str, token: str | None) -> tuple[list[str], str | None]:
    if not group or not stream:
        return [], token
    client = cloud.client("logs")
    position = {"nextToken": token} if token else {}
    try:
        answer = client.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True, **position)
    except client.exceptions.ResourceNotFoundException:
        return [], token
    lines = [line for event in answer["events"] for line in event["message"].splitlines()]
    return lines, answer.get("nextForwardToken", token)
