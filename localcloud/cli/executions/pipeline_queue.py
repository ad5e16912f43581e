"""What goes through a pipeline at this moment: which executions are where, in whose order, and what each waits for.

Read from GetPipelineState and ListPipelineExecutions alone, which whoever answers an approval may call. In a pipeline
that supersedes, the newest execution overtakes an older one only while that waits before a stage; one that is in a
stage, as where a person is asked, keeps it.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from localcloud.cli.executions.execution_summary import UNFINISHED, ExecutionSummary
from localcloud.cli.executions.pipeline_owner import PipelineOwner

ROLLBACK = "ROLLBACK"
_BY_ITSELF = "AutomatedStageRetry"
_CONDITIONS = {
    "beforeEntryConditionState": "entry",
    "onSuccessConditionState": "success",
    "onFailureConditionState": "failure",
}


@dataclass(frozen=True, kw_only=True)
class WaitingApproval:
    """One question to a person.

    Attributes:
        id: of this asking: a stage that is retried asks anew.
        token: what answers it.
    """

    id: str
    stage: str
    action: str
    execution: ExecutionSummary
    token: str

    @property
    def execution_id(self) -> str:
        return self.execution.id


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """What an execution waits for.

    Attributes:
        kind: `approval`, `transition`, `execution`, `action` or `condition`.
        stage: where.
        text: what a person reads, without the stage.
        execution_id: the other execution, where that is what it waits for.
    """

    kind: str
    stage: str
    text: str
    execution_id: str = ""


@dataclass(frozen=True, kw_only=True)
class StageState:
    """One stage of GetPipelineState."""

    name: str
    state: Mapping[str, Any]

    @property
    def occupant(self) -> str:
        """The execution that is in it; empty where none is."""
        latest = self.state.get("latestExecution", {})
        return str(latest["pipelineExecutionId"]) if latest.get("status") in UNFINISHED else ""

    @property
    def latest(self) -> str:
        """The execution that was in it last."""
        return str(self.state.get("latestExecution", {}).get("pipelineExecutionId", ""))

    @property
    def latest_status(self) -> str:
        return str(self.state.get("latestExecution", {}).get("status", ""))

    @property
    def repeats(self) -> int:
        """How often the pipeline itself has begun the stage again, for the execution that is in it now: what its
        OnFailure asks for. 0 where a person did so last, for whom it is no news."""
        retries = self.state.get("retryStageMetadata", {})
        by_itself = bool(self.occupant) and retries.get("latestRetryTrigger") == _BY_ITSELF
        return int(retries.get("autoStageRetryAttempt", 0)) if by_itself else 0

    @property
    def inbound(self) -> tuple[str, ...]:
        """Executions that wait before it, the first to enter first."""
        waiting = list(self.state.get("inboundExecutions", []))
        newest = self.state.get("inboundExecution")
        ids = [found["pipelineExecutionId"] for found in (*waiting, *([newest] if newest else []))]
        return tuple(dict.fromkeys(ids))

    @property
    def is_held(self) -> bool:
        """Whether the transition into it is disabled."""
        return not self.state.get("inboundTransitionState", {}).get("enabled", True)

    @property
    def hold(self) -> str:
        """Why and by whom it is held, for people."""
        state = self.state.get("inboundTransitionState", {})
        by = str(state.get("lastChangedBy", "")).rpartition("/")[2]
        said = f": {state['disabledReason']}" if state.get("disabledReason") else ""
        return f"held{f' by {by}' if by else ''}{said}"

    @property
    def unsuccessful_actions(self) -> tuple[str, ...]:
        """Names of its actions whose newest run did not succeed, or that have none."""
        return tuple(
            action["actionName"]
            for action in self.state.get("actionStates", [])
            if action.get("latestExecution", {}).get("status") != "Succeeded"
        )

    def waiting_actions(self) -> Iterator[tuple[str, str, str]]:
        """Name, id of the asking and token of each action that a person must answer."""
        for action in self.state.get("actionStates", []):
            latest = action.get("latestExecution", {})
            if latest.get("status") == "InProgress" and latest.get("token"):
                yield action["actionName"], latest.get("actionExecutionId") or latest["token"], latest["token"]

    def unanswered_actions(self) -> Iterator[str]:
        """For people, each action in progress that says what it waits for."""
        for action in self.state.get("actionStates", []):
            latest = action.get("latestExecution", {})
            if latest.get("status") == "InProgress" and not latest.get("token") and latest.get("summary"):
                yield f"{action['actionName']} {latest['summary']}"

    def running_conditions(self) -> Iterator[str]:
        """For people, each condition whose rules are still judged."""
        for member, name in _CONDITIONS.items():
            state = self.state.get(member, {})
            if state.get("latestExecution", {}).get("status") == "InProgress":
                rules = [rule for each in state.get("conditionStates", []) for rule in each.get("ruleStates", [])]
                pending = [found for rule in rules if (found := _pending_rule(rule))]
                yield f"its {name} condition is judged" + (f": {', '.join(pending)}" if pending else "")


def _pending_rule(rule: Mapping[str, Any]) -> str:
    latest = rule.get("latestExecution", {})
    if latest.get("status") not in {None, "InProgress"}:
        return ""
    summary = latest.get("summary", "")
    return f"{rule['ruleName']} ({summary})" if summary else str(rule["ruleName"])


@dataclass(frozen=True, kw_only=True)
class PipelineQueue:
    """One reading.

    Attributes:
        executions: by id, the newest first.
        version: of the pipeline's structure.
    """

    stages: tuple[StageState, ...]
    executions: Mapping[str, ExecutionSummary] = field(default_factory=dict)
    version: int = 0

    @property
    def unfinished(self) -> tuple[ExecutionSummary, ...]:
        """Newest first."""
        return tuple(found for found in self.executions.values() if found.is_unfinished)

    def execution(self, execution_id: str) -> ExecutionSummary:
        """The execution; one that is not listed (yet) has its id alone."""
        found = self.executions.get(execution_id)
        return found or ExecutionSummary(id=execution_id, status="InProgress", age=-1)

    @property
    def waiting_approvals(self) -> tuple[WaitingApproval, ...]:
        """All questions to a person, in the stages' order."""
        return tuple(
            WaitingApproval(
                id=asking, stage=stage.name, action=action, execution=self.execution(stage.latest), token=token
            )
            for stage in self.stages
            for action, asking, token in stage.waiting_actions()
        )

    def newer_behind(self, approval: WaitingApproval) -> tuple[ExecutionSummary, ...]:
        """Unfinished executions that started later and have not come as far, the newest first."""
        newer = [found for found in self.unfinished if found.age < approval.execution.age]
        return tuple(found for found in newer if self._is_behind(found, approval))

    def whereabouts(self, execution_id: str) -> str:
        """For people: `waits before Prod`, `is in Dev`, or that it has only just started."""
        for stage in self.stages:
            if execution_id in stage.inbound:
                return f"waits before {stage.name}"
            if execution_id == stage.occupant:
                asked = any(True for _ in stage.waiting_actions())
                return f"waits for a person in {stage.name}" if asked else f"is in {stage.name}"
        return "has just started"

    def obstacles(self, execution_id: str) -> tuple[Obstacle, ...]:
        """What an unfinished execution waits for; nothing while its own actions run."""
        return tuple(
            obstacle
            for stage in self.stages
            for obstacle in (
                *(self._before(stage, execution_id) if execution_id in stage.inbound else ()),
                *(self._within(stage) if execution_id == stage.occupant else ()),
            )
        )

    def _before(self, stage: StageState, execution_id: str) -> Iterator[Obstacle]:
        if stage.is_held:
            yield Obstacle(kind="transition", stage=stage.name, text=stage.hold)
        ahead = stage.occupant or next((found for found in stage.inbound if found != execution_id), "")
        first = stage.inbound.index(execution_id) == 0
        if ahead and (stage.occupant or not first):
            other = self.execution(ahead)
            where = self.whereabouts(ahead)
            yield Obstacle(kind="execution", stage=stage.name, text=f"{other} {where}", execution_id=ahead)

    @staticmethod
    def _within(stage: StageState) -> Iterator[Obstacle]:
        for action, _, _ in stage.waiting_actions():
            yield Obstacle(kind="approval", stage=stage.name, text=f"{action} waits for a person")
        for unanswered in stage.unanswered_actions():
            yield Obstacle(kind="action", stage=stage.name, text=unanswered)
        for condition in stage.running_conditions():
            yield Obstacle(kind="condition", stage=stage.name, text=condition)

    def _is_behind(self, execution: ExecutionSummary, approval: WaitingApproval) -> bool:
        index, inside = self._position(execution.id)
        asked = [found.name for found in self.stages].index(approval.stage)
        if index == asked:
            return not inside
        return index < asked and execution.type != ROLLBACK  # a rollback ends with its own stage

    def _position(self, execution_id: str) -> tuple[int, bool]:
        """The stage's place, and whether it is in it rather than before it."""
        for index, stage in enumerate(self.stages):
            if execution_id in stage.inbound:
                return index, False
            if execution_id == stage.occupant:
                return index, True
        return -1, False


def read_queue(owner: PipelineOwner, summaries: Sequence[Mapping[str, Any]] | None = None) -> PipelineQueue:
    """The pipeline as it stands now.

    Args:
        summaries: ListPipelineExecutions, the newest first, where it was read already.
    """
    client = owner.client("codepipeline")
    state = client.get_pipeline_state(name=owner.pipeline_name)
    if summaries is None:
        pages = client.get_paginator("list_pipeline_executions").paginate(pipelineName=owner.pipeline_name)
        summaries = [summary for page in pages for summary in page["pipelineExecutionSummaries"]]
    found = [ExecutionSummary.read(summary, age) for age, summary in enumerate(summaries)]
    return PipelineQueue(
        stages=tuple(StageState(name=stage["stageName"], state=stage) for stage in state["stageStates"]),
        executions={summary.id: summary for summary in found},
        version=state.get("pipelineVersion", 0),
    )
