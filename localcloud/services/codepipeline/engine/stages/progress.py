"""How far an execution has come in a stage: derived from the recorded runs alone, so it is the same after a crash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from localcloud.services.codepipeline.declaration import ActionDeclaration, StageDeclaration
from localcloud.services.codepipeline.records import ActionRun, StageRun
from localcloud.services.codepipeline.statuses import ActionStatus


@dataclass(frozen=True, kw_only=True)
class StageProgress:
    """What the runs of a stage's current attempt amount to.

    Attributes:
        running: runs in progress.
        failed: runs that failed or were abandoned.
        next_actions: the actions of the first unfinished run order that have not started; empty while earlier ones run.
    """

    running: tuple[ActionRun, ...]
    failed: tuple[ActionRun, ...]
    next_actions: tuple[ActionDeclaration, ...]

    @property
    def succeeded(self) -> bool:
        """Whether every action has."""
        return not (self.running or self.failed or self.next_actions)


def stage_progress(stage: StageDeclaration, run: StageRun, runs: Sequence[ActionRun]) -> StageProgress:
    """Read the progress of `run` from `runs`, oldest first."""
    current = {item.action: item for item in runs if item.stage_attempt == run.attempt}
    return StageProgress(
        running=tuple(item for item in current.values() if item.status is ActionStatus.IN_PROGRESS),
        failed=tuple(item for item in current.values() if item.status in (ActionStatus.FAILED, ActionStatus.ABANDONED)),
        next_actions=_next_actions(stage, run, current),
    )


def _next_actions(
    stage: StageDeclaration, run: StageRun, current: dict[str, ActionRun]
) -> tuple[ActionDeclaration, ...]:
    for group in stage.run_orders:
        unfinished = [
            action
            for action in group
            if action.name not in run.carried
            and (action.name not in current or current[action.name].status is not ActionStatus.SUCCEEDED)
        ]
        if unfinished:
            return tuple(action for action in unfinished if action.name not in current)
    return ()
