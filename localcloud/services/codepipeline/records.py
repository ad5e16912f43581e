"""What the store keeps: frozen records, replaced as a whole at each transition. Times are epoch seconds (UTC)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from localcloud.services.codepipeline.statuses import (
    ACTIVE,
    STANDARD,
    ActionStatus,
    ExecutionMode,
    ExecutionStatus,
    Phase,
    StageStatus,
)

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, order=True)
class PipelineKey:
    """A pipeline's name is unique in an account and region."""

    account: str
    region: str
    name: str

    @property
    def arn(self) -> str:
        """The pipeline's ARN."""
        return f"arn:aws:codepipeline:{self.region}:{self.account}:{self.name}"


@dataclass(frozen=True, kw_only=True)
class PipelineRecord:
    """A pipeline in its current version.

    Attributes:
        declaration: the API's form, exactly as given, without `version`.
        transitions: by stage name ``{"enabled", "reason", "by", "at"}``; stages without an entry are enabled.
        owner: what made it (a CloudFormation stack and logical id), so that the same resource, created again after a
            crash that lost the stack, is recognized; empty for the API.
    """

    key: PipelineKey
    version: int
    declaration: Json
    tags: dict[str, str]
    created: float
    updated: float
    transitions: dict[str, Json] = field(default_factory=dict)
    owner: str = ""


@dataclass(frozen=True, kw_only=True)
class Execution:
    """One execution of a pipeline.

    Attributes:
        sequence: order of starting within the store; a larger one is newer.
        stage: the stage it is in or waits before.
        source_revisions: by source action name ``{"revisionType", "revisionValue"}``: fetched instead of the head; with
            ``branch`` where a push said it.
        rollback_target: the execution whose artifacts and variables a rollback uses.
        attempt: how often it was resumed by retries, plus one.
    """

    id: str
    key: PipelineKey
    sequence: int
    version: int
    mode: ExecutionMode
    stage: str
    trigger_type: str
    trigger_detail: str
    started: float
    updated: float
    type: str = STANDARD
    status: ExecutionStatus = ExecutionStatus.IN_PROGRESS
    status_summary: str = ""
    phase: Phase = Phase.WAITING
    variables: dict[str, str] = field(default_factory=dict)
    source_revisions: dict[str, Json] = field(default_factory=dict)
    stop_mode: str = ""
    stop_reason: str = ""
    rollback_target: str = ""
    attempt: int = 1
    client_token: str = ""

    @property
    def active(self) -> bool:
        """Whether it can still change by itself."""
        return self.status in ACTIVE


@dataclass(frozen=True, kw_only=True)
class StageRun:
    """One execution in one stage.

    Attributes:
        attempt: grows with each retry; only action runs of the current attempt count, and those `carried` over.
        carried: actions that succeeded before a retry of the failed ones.
        conditions: by condition type ``{"status", "summary", "at"}``.
    """

    execution_id: str
    stage: str
    type: str
    status: StageStatus
    started: float
    updated: float
    attempt: int = 1
    carried: tuple[str, ...] = ()
    automatic_retries: int = 0
    manual_retries: int = 0
    latest_retry_trigger: str = ""
    conditions: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ActionRun:
    """One run of an action.

    Attributes:
        token: what an approval or a Lambda job is answered with.
        waiting: it was handed over and now waits for an answer from outside; no worker runs it.
        deadline: when it fails by itself.
        continuation: the token with which a function asked to be called again.
        artifacts: ``{"name", "bucket", "key"}`` each.
        revision: of a source, ``{"revisionId", "revisionSummary", "revisionUrl", "created"}``.
    """

    id: str
    execution_id: str
    key: PipelineKey
    stage: str
    action: str
    stage_attempt: int
    started: float
    updated: float
    sequence: int = 0
    status: ActionStatus = ActionStatus.IN_PROGRESS
    updated_by: str = ""
    token: str = ""
    waiting: bool = False
    deadline: float = 0.0
    continuation: str = ""
    summary: str = ""
    external_id: str = ""
    external_url: str = ""
    error_code: str = ""
    error_message: str = ""
    log_stream_arn: str = ""
    configuration: dict[str, str] = field(default_factory=dict)
    inputs: tuple[Json, ...] = ()
    outputs: tuple[Json, ...] = ()
    output_variables: dict[str, str] = field(default_factory=dict)
    revision: Json = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RuleRun:
    """One run of a rule of a stage condition."""

    id: str
    execution_id: str
    key: PipelineKey
    stage: str
    condition: str
    rule: str
    stage_attempt: int
    started: float
    updated: float
    deadline: float = 0.0
    sequence: int = 0
    status: ActionStatus = ActionStatus.IN_PROGRESS
    summary: str = ""
    error_code: str = ""
    error_message: str = ""
    configuration: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """A state change that must reach the event bus and the notification rules, kept until it has."""

    id: int
    key: PipelineKey
    detail_type: str
    detail: Json
    attributes: Json
    time: float
