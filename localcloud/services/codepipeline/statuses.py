"""The states of executions, stages and actions, in the words of the CodePipeline API, and which of them are final."""

from __future__ import annotations

from enum import StrEnum


class ExecutionStatus(StrEnum):
    """Of a pipeline execution."""

    IN_PROGRESS = "InProgress"
    STOPPING = "Stopping"
    STOPPED = "Stopped"
    SUCCEEDED = "Succeeded"
    SUPERSEDED = "Superseded"
    FAILED = "Failed"
    CANCELLED = "Cancelled"


class StageStatus(StrEnum):
    """Of one execution in one stage."""

    IN_PROGRESS = "InProgress"
    STOPPING = "Stopping"
    STOPPED = "Stopped"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"
    CANCELLED = "Cancelled"
    SKIPPED = "Skipped"


class ActionStatus(StrEnum):
    """Of one run of an action or of a rule."""

    IN_PROGRESS = "InProgress"
    ABANDONED = "Abandoned"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"


class ConditionStatus(StrEnum):
    """Of a stage condition."""

    IN_PROGRESS = "InProgress"
    FAILED = "Failed"
    ERRORED = "Errored"
    SUCCEEDED = "Succeeded"
    CANCELLED = "Cancelled"
    ABANDONED = "Abandoned"
    OVERRIDDEN = "Overridden"


class Phase(StrEnum):
    """Where an execution stands; not part of AWS's API, but what it resumes from after a crash."""

    WAITING = "Waiting"  # before a stage: for its lock, its transition, or its turn
    BEFORE_ENTRY = "BeforeEntry"  # rules decide whether it may enter
    ACTIONS = "Actions"
    ON_SUCCESS = "OnSuccess"  # rules decide whether the stage counts as succeeded
    ON_FAILURE = "OnFailure"  # rules decide what a failure leads to
    DONE = "Done"


class ExecutionMode(StrEnum):
    """How executions of one pipeline share its stages."""

    SUPERSEDED = "SUPERSEDED"
    QUEUED = "QUEUED"
    PARALLEL = "PARALLEL"


ACTIVE = frozenset({ExecutionStatus.IN_PROGRESS, ExecutionStatus.STOPPING})
STAGE_ACTIVE = frozenset({StageStatus.IN_PROGRESS, StageStatus.STOPPING})

STANDARD, ROLLBACK = "STANDARD", "ROLLBACK"
ALL_ACTIONS = "ALL_ACTIONS"
BEFORE_ENTRY, ON_SUCCESS, ON_FAILURE = "BEFORE_ENTRY", "ON_SUCCESS", "ON_FAILURE"
