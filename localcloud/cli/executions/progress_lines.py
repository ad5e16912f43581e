"""What a log file shows of an execution in which nothing changes for a while: what runs, for how long, and where its
build has got to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from botocore.exceptions import BotoCoreError, ClientError

from localcloud.cli.executions.build_failure import describe_build, log_end
from localcloud.cli.executions.execution import ActionRun, Execution
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.terminal.durations import duration

# Systems that run a command without a terminal take minutes of silence for one that hangs; a person who reads along
# later does not want each second.
QUIET_SECONDS = 30.0
_ACTIONS_SHOWN = 3
_LINE_LENGTH = 120


class ProgressLines:
    """Lines for the time between two changes of an execution."""

    def __init__(self, owner: PipelineOwner) -> None:
        self._owner = owner
        self._spoke: datetime | None = None
        self._log_ends: dict[str, str] = {}

    def spoke(self, now: datetime) -> None:
        """Something else was printed."""
        self._spoke = now

    def due(self, execution: Execution, now: datetime) -> Iterator[str]:
        """One line for each action that runs, where nothing was printed for long enough; the question to a person is
        none, since nothing moves until it is answered."""
        if self._spoke is not None and now - self._spoke < timedelta(seconds=QUIET_SECONDS):
            return
        running = [
            action for action in execution.actions if action.status == "InProgress" and not action.waits_for_approval
        ]
        for action in running[:_ACTIONS_SHOWN]:
            moved = self._moved_to(action)
            took = duration(action.seconds(now))
            yield f"{action.stage}/{action.name} has run for {took}{moved and f': {moved}'}"
        if len(running) > _ACTIONS_SHOWN:
            yield f"and {len(running) - _ACTIONS_SHOWN} more"
        if running:
            self.spoke(now)

    def _moved_to(self, action: ActionRun) -> str:
        """The last line of a build's log; empty where it is the one that was shown before, or is not to be had."""
        if action.provider != "CodeBuild" or not action.external_id:
            return ""
        try:
            build = describe_build(self._owner, action.external_id)
            end = log_end(self._owner, build)[-1:] if build is not None else []
        except (ClientError, BotoCoreError):
            return ""
        line = end[0].strip() if end else ""
        if line == self._log_ends.get(action.external_id, ""):
            return ""
        self._log_ends[action.external_id] = line
        return line if len(line) <= _LINE_LENGTH else f"{line[: _LINE_LENGTH - 4]} ..."
