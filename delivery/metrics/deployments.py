"""What a stage's history comes to: deployments, which of them failed, and when each was put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from delivery.metrics.pipeline_history import ExecutionRecord, PipelineHistory, RunRecord

_DEPLOY = "Deploy"
_FAILED = frozenset({"Failed", "Abandoned"})


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """An execution that began to deploy to the stage.

    Attributes:
        is_rollback: it deployed again what was there before, which is no delivery of a change.
        succeeded: when the stage had succeeded; None where it never did.
        failed: when it first failed, or, where it was rolled back after it had succeeded, when it came into use.
        restored: when the stage next was well after that; None where it did not fail, or is not well yet.
    """

    execution: ExecutionRecord
    is_rollback: bool
    succeeded: datetime | None = None
    failed: datetime | None = None
    restored: datetime | None = None

    @property
    def at(self) -> datetime:
        """When it counts: its success, else its failure, else its execution's start."""
        return self.succeeded or self.failed or self.execution.started


def deployments(history: PipelineHistory, stage: str) -> tuple[Deployment, ...]:
    """All of a stage's, in the order in which they began there, rollbacks among them."""
    found = [each for execution in history.executions for each in _deployment(history, execution, stage)]
    began = {each.execution.id: _first_deploy(history, each.execution, stage) for each in found}
    found.sort(key=lambda each: began[each.execution.id])
    return tuple(_restored(_rolled_back(found)))


def _deployment(history: PipelineHistory, execution: ExecutionRecord, stage: str) -> Iterator[Deployment]:
    """One, if anything of the execution was deployed there: whatever stopped it earlier left the stage as it was."""
    runs = [run for run in history.runs_of.get(execution.id, ()) if run.stage == stage]
    deploys = [run.started for run in runs if run.category == _DEPLOY]
    if not deploys:
        return
    after = [run for run in runs if run.ended >= min(deploys)]
    failures = [run.ended for run in after if run.status in _FAILED]
    last_failure = max(failures, default=None)
    # A retry after the failure made it good only if it ended well itself.
    mended = [run for run in after if last_failure is None or run.started >= last_failure]
    well = bool(mended) and all(run.status == "Succeeded" for run in mended) and _is_through(history, execution, runs)
    yield Deployment(
        execution=execution,
        is_rollback=bool(execution.rollback_target),
        succeeded=max(run.ended for run in mended) if well else None,
        failed=min(failures, default=None),
    )


def _is_through(history: PipelineHistory, execution: ExecutionRecord, runs: Sequence[RunRecord]) -> bool:
    """Whether the stage was left: the execution ran on in another one, succeeded, or was superseded, which happens
    between stages only.
    """
    last = max(run.ended for run in runs)
    later = any(run.started >= last and run not in runs for run in history.runs_of[execution.id])
    return execution.status in {"Succeeded", "Superseded"} or later


def _first_deploy(history: PipelineHistory, execution: ExecutionRecord, stage: str) -> datetime:
    runs = history.runs_of[execution.id]
    return min(run.started for run in runs if run.stage == stage and run.category == _DEPLOY)


def _rolled_back(found: Sequence[Deployment]) -> list[Deployment]:
    """A deployment that succeeded has failed all the same if a rollback took it back.

    A rollback to what stands there, as after a check that stopped before anything was deployed, takes nothing back.
    """
    marked = {each.execution.id: each for each in found}
    standing: list[str] = []
    for each in found:
        own, target = each.execution.id, each.execution.rollback_target
        if not each.is_rollback:
            standing += [own] if each.succeeded else []
        elif standing and standing[-1] != target:
            bad = marked[standing[-1]]
            marked[standing[-1]] = replace(bad, failed=bad.failed or bad.succeeded)
            standing = standing[: standing.index(target) + 1] if target in standing else [target]
    return list(marked.values())


def _restored(found: list[Deployment]) -> Iterator[Deployment]:
    """A failure is over with the stage's next success: of a rollback, of its own retry, or of a later deployment."""
    for index, each in enumerate(found):
        own = each.succeeded if each.succeeded and each.failed and each.succeeded > each.failed else None
        later = next((other.succeeded for other in found[index + 1 :] if other.succeeded), None)
        yield replace(each, restored=(own or later) if each.failed else None)
