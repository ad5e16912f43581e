"""What the engine asks of the outside: running an action or a rule, and making the cloud's state durable.

The engine knows no AWS client; the actions know no store. Tests drive the engine through these with a scripted double.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from localcloud.services.codepipeline.declaration import ActionDeclaration, RuleDeclaration
from localcloud.services.codepipeline.records import Json, PipelineKey

# Failure codes of the CodePipeline API (type FailureType).
JOB_FAILED = "JobFailed"
CONFIGURATION_ERROR = "ConfigurationError"
PERMISSION_ERROR = "PermissionError"
REVISION_UNAVAILABLE = "RevisionUnavailable"
SYSTEM_UNAVAILABLE = "SystemUnavailable"


class RunInterruptedError(Exception):
    """The run was abandoned or the server stops: leave at once, nothing of it will be recorded."""


class ActionFailedError(Exception):
    """An action failed for a reason that its user can read.

    Args:
        message: one line or a few that say what to do.
        code: one of the failure codes of the API.
        external_id: id of what was started elsewhere, e.g. a build.
    """

    def __init__(self, message: str, *, code: str = JOB_FAILED, external_id: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.external_id = external_id


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """A zip in an artifact store, and the key it is encrypted with.

    Attributes:
        revision: of an input that a source made, its commit or its object's version; empty of what other actions make.
    """

    name: str
    bucket: str
    key: str
    kms_key: str | None = None
    revision: str = ""


@dataclass(frozen=True, kw_only=True)
class Replication:
    """An input artifact that lies in another region's artifact store than the action reads from.

    Attributes:
        region: where `artifact` lies.
        replica: where the action expects it, in its own region's store.
    """

    artifact: Artifact
    region: str
    replica: Artifact


@dataclass(frozen=True, kw_only=True)
class ActionJob:
    """Everything one run of an action needs; variables are resolved, artifacts located.

    Attributes:
        region: where the action acts; its own or the pipeline's.
        pipeline_role_arn: assumed first; `action.role_arn` is assumed through it.
        source_revision: of a source action, what to fetch instead of the head (``revisionType``, ``revisionValue``).
        commit: revision of the source that the first input came from; empty without a source.
        token: what an answer from outside must carry.
        deadline: epoch seconds after which the engine fails the run.
        inputs: all in the artifact store of `region`, once `replications` are done.
        outputs: where each output artifact goes, in the same store.
        continuation: the token with which the function that is to be called asked for it; empty the first time.
        earlier_external_id: what a worker before this one reported for the same run, and then was killed.
    """

    run_id: str
    execution_id: str
    key: PipelineKey
    version: int
    stage: str
    action: ActionDeclaration
    region: str
    configuration: Mapping[str, str]
    pipeline_role_arn: str
    inputs: tuple[Artifact, ...]
    outputs: tuple[Artifact, ...]
    token: str
    deadline: float
    replications: tuple[Replication, ...] = ()
    commit: str = ""
    source_revision: Mapping[str, str] = field(default_factory=dict)
    continuation: str = ""
    earlier_external_id: str = ""

    def input(self, name: str) -> Artifact:
        """The input artifact of that name.

        Raises:
            ActionFailedError: the action declares none.
        """
        for artifact in self.inputs:
            if artifact.name == name:
                return artifact
        raise ActionFailedError(f"{name!r} is not an input artifact of this action", code=CONFIGURATION_ERROR)


@dataclass(frozen=True, kw_only=True)
class RuleJob:
    """Everything one run of a rule needs; as `ActionJob`, but a rule has no output artifacts, and
    its function is not called again.

    `started` is when the run was recorded as in progress (epoch seconds), which is before a worker takes it up;
    `condition` is the type of the condition that it belongs to.
    """

    run_id: str
    started: float
    execution_id: str
    key: PipelineKey
    stage: str
    condition: str
    rule: RuleDeclaration
    region: str
    configuration: Mapping[str, str]
    pipeline_role_arn: str
    inputs: tuple[Artifact, ...] = ()
    outputs: tuple[Artifact, ...] = ()
    replications: tuple[Replication, ...] = ()
    commit: str = ""
    continuation: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A success, or (`waiting`) that the answer will come from outside. Failures are raised as `ActionFailedError`."""

    waiting: bool = False
    summary: str = ""
    external_id: str = ""
    external_url: str = ""
    log_stream_arn: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    revision: Json = field(default_factory=dict)


class Progress(Protocol):
    """What a running action may tell the engine, and how it waits."""

    def pause(self, seconds: float) -> None:
        """Wait; raises `RunInterruptedError` as soon as the run is abandoned or the server stops."""

    def report(
        self, *, external_id: str = "", external_url: str = "", summary: str = "", log_stream_arn: str = ""
    ) -> None:
        """Record what the run has become elsewhere, so that its state shows it while it is in progress; of a rule's
        run, what it waits for."""


class Runner(Protocol):
    """Runs actions and rules; blocks the calling thread."""

    def run_action(self, job: ActionJob, progress: Progress) -> Outcome:
        """Run one action to its end.

        Raises:
            ActionFailedError: it failed.
            RunInterruptedError: it was told to leave.
        """

    def run_rule(self, job: RuleJob, progress: Progress) -> Outcome:
        """Run one rule; the same contract."""


Checkpoint = Callable[[], None]
Clock = Callable[[], float]
# Starts work in the background: (what to do, name of the thread).
Spawn = Callable[[Callable[[], None], str], None]
