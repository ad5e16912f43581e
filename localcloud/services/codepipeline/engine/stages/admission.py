"""Who may enter a stage: transitions, stage locks and the three execution modes.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from localcloud.services.codepipeline.records import Execution, PipelineRecord
from localcloud.services.codepipeline.statuses import ExecutionMode, Phase


class Admission(Enum):
    """What an execution that waits before a stage does next."""

    ENTER = "enter"
    WAIT = "wait"
    SUPERSEDED = "superseded"


def admission(execution: Execution, record: PipelineRecord, active: Sequence[Execution]) -> Admission:
    """Decide for `execution`, which waits before its stage; `active` are the pipeline's unfinished executions."""
    at_stage = [other for other in active if other.stage == execution.stage and other.id != execution.id]
    waiting = [other for other in at_stage if other.phase is Phase.WAITING]
    if execution.mode is ExecutionMode.SUPERSEDED and any(other.sequence > execution.sequence for other in waiting):
        return Admission.SUPERSEDED
    if not record.transitions.get(execution.stage, {}).get("enabled", True):
        return Admission.WAIT
    if execution.mode is ExecutionMode.PARALLEL:
        return Admission.ENTER
    locked = len(waiting) < len(at_stage)
    queued_behind = any(other.sequence < execution.sequence for other in waiting)
    return Admission.WAIT if locked or queued_behind else Admission.ENTER


def superseded_by(execution: Execution, active: Sequence[Execution]) -> str:
    """The id of the newest execution that waits at the same stage."""
    newer = [other for other in active if other.stage == execution.stage and other.sequence > execution.sequence]
    return max(newer, key=lambda other: other.sequence).id
