"""What else a person decides on: what was pushed since when, what the environment before has shown, what it costs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.gate.assembly import read_json
from pipeline.gate.evidence import client
from pipeline.gate.executions import list_executions
from pipeline.release.pushes import Push, pushes, since

COSTS = "costs.json"
GATE_RECORD = "gate.json"
_NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Context:
    """Attributes:
    last_release: the execution; empty where nothing was released.
    since: how long ago it ended.
    checks: actions of the stage before, such as ``Smoke``, and how each ended.
    findings: by pack, in words.
    cost, cost_before: USD a month that stands, used or not; None where it is not known. As the commit's own Build
        worked it out.
    costs: by stack, for the next release to compare with.
    """

    last_release: str = ""
    since: str = ""
    pushes: Sequence[Push] = ()
    checks: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    cost: Decimal | None = None
    cost_before: Decimal | None = None
    costs: Mapping[str, str] = field(default_factory=dict)

    @property
    def cost_change(self) -> str:
        """Such as ``+3.20 USD a month``; empty where it is not known or does not change."""
        if self.cost is None or self.cost_before is None or self.cost == self.cost_before:
            return ""
        return f"{self.cost - self.cost_before:+.2f} USD a month"


def context(
    assembly: Path, environment: Mapping[str, str], *, stacks: Sequence[str], released: Mapping[str, Any]
) -> Context:
    """Everything that CodePipeline, the gate's record and the assembly tell.

    Args:
        environment: ``PIPELINE_ARN``, ``PIPELINE_EXECUTION_ID``, ``LAST_RELEASE``, and ``BEFORE``, the stage before.
        stacks: those that are about to be deployed.
        released: what this step kept of the last release.

    Raises:
        AssemblyError: a file cannot be read.
    """
    pipeline = environment["PIPELINE_ARN"].rpartition(":")[2]
    current, last = environment["PIPELINE_EXECUTION_ID"], environment["LAST_RELEASE"]
    history = list(list_executions(pipeline))
    costs = {name: usd for name, usd in read_json(assembly, COSTS).items() if name in stacks}
    before = released.get("costs")
    return Context(
        last_release="" if last == "none" else last,
        since=since(history, last=last, now=datetime.datetime.now(tz=datetime.UTC)),
        pushes=list(pushes(history, current=current, last=last)),
        checks=dict(_checks(pipeline, current, environment["BEFORE"])),
        findings=dict(_findings(read_json(assembly, GATE_RECORD))),
        cost=_sum(costs),
        cost_before=_sum(before) if before else None,
        costs=costs,
    )


def _sum(costs: Mapping[str, str]) -> Decimal:
    return sum(map(Decimal, costs.values()), start=_NOTHING)


def _checks(pipeline: str, execution: str, stage: str) -> Iterator[tuple[str, str]]:
    """Builds of a stage of this execution, the first first; of an action that ran twice the last run counts."""
    pages = (
        client("codepipeline")
        .get_paginator("list_action_executions")
        .paginate(pipelineName=pipeline, filter={"pipelineExecutionId": execution})
    )
    actions = [action for page in pages for action in page["actionExecutionDetails"] if action["stageName"] == stage]
    for action in sorted(actions, key=lambda one: one["startTime"]):
        if action.get("input", {}).get("actionTypeId", {}).get("provider") == "CodeBuild":
            seconds = (action["lastUpdateTime"] - action["startTime"]).total_seconds()
            yield action["actionName"], f"{action['status']} ({seconds:.0f} s)"


def _findings(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for pack, counts in sorted(record.get("findings", {}).items()):
        yield pack, f"{counts['open']} open, {counts['acknowledged']} acknowledged"
