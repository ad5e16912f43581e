"""What a pipeline did, as ListPipelineExecutions, ListActionExecutions and ListRuleExecutions tell it, which is up to a
year back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ExecutionRecord:
    """One execution.

    Attributes:
        commit: of its source; empty where it has none yet.
        rollback_target: the execution that a rollback deployed again; empty where it is none.
    """

    id: str
    status: str
    started: datetime
    commit: str = ""
    rollback_target: str = ""


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """One run of an action, or of a rule of a stage's conditions.

    Attributes:
        category: the action's, such as `Deploy`; `Rule` of a rule.
        status: InProgress, Succeeded, Failed or Abandoned.
        ended: when its status changed last.
    """

    execution_id: str
    stage: str
    category: str
    status: str
    started: datetime
    ended: datetime


@dataclass(frozen=True, kw_only=True)
class PipelineHistory:
    """All of it, the oldest first."""

    executions: tuple[ExecutionRecord, ...]
    runs: tuple[RunRecord, ...]

    @cached_property
    def runs_of(self) -> Mapping[str, tuple[RunRecord, ...]]:
        """The runs by their execution's id."""
        found: dict[str, list[RunRecord]] = {}
        for run in self.runs:
            found.setdefault(run.execution_id, []).append(run)
        return {execution_id: tuple(runs) for execution_id, runs in found.items()}


def read_history(codepipeline: Any, pipeline: str) -> PipelineHistory:
    """A pipeline's history, all that CodePipeline still knows.

    Args:
        codepipeline: the client to ask.
    """

    def pages(operation: str, member: str) -> Iterator[Mapping[str, Any]]:
        return _pages(codepipeline, pipeline, operation, member)

    executions = [_execution(found) for found in pages("list_pipeline_executions", "pipelineExecutionSummaries")]
    actions = [
        _run(found, found.get("input", {}).get("actionTypeId", {}).get("category", ""))
        for found in pages("list_action_executions", "actionExecutionDetails")
    ]
    rules = [_run(found, "Rule") for found in pages("list_rule_executions", "ruleExecutionDetails")]
    # What began at one moment is listed newest first as well.
    runs = [*rules, *actions]
    runs.reverse()
    executions.reverse()
    return PipelineHistory(
        executions=tuple(sorted(executions, key=lambda found: found.started)),
        runs=tuple(sorted(runs, key=lambda run: run.started)),
    )


def _pages(codepipeline: Any, pipeline: str, operation: str, member: str) -> Iterator[Mapping[str, Any]]:
    """Newest first, as CodePipeline lists them; what is still queued has no start, and did nothing yet."""
    for page in codepipeline.get_paginator(operation).paginate(pipelineName=pipeline):
        yield from (found for found in page[member] if found.get("startTime"))


def _execution(found: Mapping[str, Any]) -> ExecutionRecord:
    source: Mapping[str, str] = next(iter(found.get("sourceRevisions", [])), {})
    return ExecutionRecord(
        id=found["pipelineExecutionId"],
        status=found["status"],
        started=found["startTime"],
        commit=source.get("revisionId", ""),
        rollback_target=found.get("rollbackMetadata", {}).get("rollbackTargetPipelineExecutionId", ""),
    )


def _run(found: Mapping[str, Any], category: str) -> RunRecord:
    return RunRecord(
        execution_id=found["pipelineExecutionId"],
        stage=found["stageName"],
        category=category,
        status=found.get("status", "InProgress"),
        started=found["startTime"],
        ended=found.get("lastUpdateTime", found["startTime"]),
    )
