"""DORA's four metrics of an environment (https://dora.dev/guides/dora-metrics/), as far as a pipeline can know them.

- Deployment frequency: deployments that succeeded, over the time looked at.
- Change lead time: from a commit's first execution, which its push starts, to the first deployment that succeeded and
  has it: its own, or a newer one's where its own was superseded, failed or was rejected.
- Change failure rate: of the deployments that began, those that failed or were rolled back.
- Failed deployment recovery time: from such a failure to the next moment at which the environment was well.

A rollback is a recovery: it is no deployment of a change, and neither makes the first two better nor the third worse.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from delivery.metrics.deployments import Deployment, deployments
from delivery.metrics.pipeline_history import PipelineHistory


@dataclass(frozen=True, kw_only=True)
class DoraMetrics:
    """What happened from `since` to `until`; times are seconds, None where nothing happened that had one.

    Attributes:
        deployed: deployments that succeeded.
        attempted: deployments that began, rollbacks not among them.
        failed: those of them that failed or were rolled back.
        changes: commits that were delivered, and how many of them by a newer commit's execution.
        unrestored: failures that nothing has put right yet.
    """

    since: datetime
    until: datetime
    deployed: int
    attempted: int
    failed: int
    rollbacks: int
    changes: int
    carried_changes: int
    restored: int
    unrestored: int
    seconds_between_deployments: float | None
    lead_time_median: float | None
    lead_time_p90: float | None
    recovery_time_median: float | None

    @property
    def days(self) -> float:
        return (self.until - self.since) / timedelta(days=1)

    @property
    def deployments_per_week(self) -> float:
        return self.deployed / self.days * 7

    @property
    def change_failure_rate(self) -> float | None:
        """0 to 1; None where nothing was deployed."""
        return self.failed / self.attempted if self.attempted else None


def measure(history: PipelineHistory, *, stage: str, since: datetime, until: datetime) -> DoraMetrics:
    """The metrics of the environment that a stage deploys.

    A deployment counts where it succeeded, or else where it failed, within the time; a failure where it began there.
    """
    every = deployments(history, stage)
    within = [each for each in every if since <= each.at <= until and not each.is_rollback]
    succeeded = [each.succeeded for each in within if each.succeeded]
    failures = [each for each in within if each.failed]
    recoveries = [(each.restored - each.failed).total_seconds() for each in failures if each.failed and each.restored]
    delivered = [change for change in _delivered(history, every) if since <= change.delivered <= until]
    leads = sorted(change.seconds for change in delivered)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(sorted(succeeded))]
    return DoraMetrics(
        since=since,
        until=until,
        deployed=len(succeeded),
        attempted=sum(1 for each in within if each.succeeded or each.failed),
        failed=len(failures),
        rollbacks=sum(1 for each in every if each.is_rollback and since <= each.at <= until),
        changes=len(delivered),
        carried_changes=sum(change.carried for change in delivered),
        restored=len(recoveries),
        unrestored=len(failures) - len(recoveries),
        seconds_between_deployments=median(gaps) if gaps else None,
        lead_time_median=median(leads) if leads else None,
        lead_time_p90=leads[math.ceil(0.9 * len(leads)) - 1] if leads else None,
        recovery_time_median=median(recoveries) if recoveries else None,
    )


@dataclass(frozen=True, kw_only=True)
class _Change:
    """A commit that came into use.

    Attributes:
        carried: by the execution of a newer commit.
    """

    delivered: datetime
    seconds: float
    carried: bool


def _delivered(history: PipelineHistory, every: Sequence[Deployment]) -> Iterator[_Change]:
    pushed: dict[str, datetime] = {}
    for execution in history.executions:
        if execution.commit and not execution.rollback_target:
            pushed.setdefault(execution.commit, execution.started)
    deployed = [(each, each.succeeded) for each in every if each.succeeded and not each.is_rollback]
    for commit, began in pushed.items():
        # Of its own execution, or of the first of a newer commit: each commit builds on those before it.
        newer = [
            (moment, each.execution.commit != commit)
            for each, moment in deployed
            if pushed.get(each.execution.commit, each.execution.started) >= began
        ]
        if newer:
            moment, carried = min(newer)
            yield _Change(delivered=moment, seconds=(moment - began).total_seconds(), carried=carried)
