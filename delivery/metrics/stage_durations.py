"""How long each stage of the pipeline takes, waiting for a person included, and how executions ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from statistics import median

from delivery.metrics.pipeline_history import PipelineHistory


def stage_seconds(history: PipelineHistory, *, since: datetime) -> Mapping[str, float]:
    """The median of each stage, from its first action's start to its last one's end, of executions since then."""
    took: dict[str, list[float]] = {}
    for execution in history.executions:
        runs = history.runs_of.get(execution.id, ())
        for stage in {run.stage for run in runs if execution.started >= since}:
            of_stage = [run for run in runs if run.stage == stage]
            seconds = max(run.ended for run in of_stage) - min(run.started for run in of_stage)
            took.setdefault(stage, []).append(seconds.total_seconds())
    return {stage: median(seconds) for stage, seconds in sorted(took.items())}


def ended_executions(history: PipelineHistory, *, since: datetime) -> Mapping[str, int]:
    """How many executions since then succeeded and failed, rollbacks among them."""
    statuses = [execution.status for execution in history.executions if execution.started >= since]
    return {f"{status}Executions": statuses.count(status) for status in ("Succeeded", "Failed")}
