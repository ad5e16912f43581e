"""An engine whose actions are scripted and whose workers run when the test says so: no thread, no clock, no chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.definitions import Definitions
from localcloud.services.codepipeline.engine import Engine
from localcloud.services.codepipeline.engine.jobs import Jobs
from localcloud.services.codepipeline.ports import ActionFailedError, ActionJob, Outcome, Progress, RuleJob
from localcloud.services.codepipeline.records import ActionRun, Execution, PipelineKey
from localcloud.services.codepipeline.statuses import ActionStatus, ExecutionStatus
from localcloud.services.codepipeline.store import Database, Store

KEY = PipelineKey(account="111111111111", region="us-east-1", name="delivery")
ROLE = "arn:aws:iam::111111111111:role/careervp-role-pipeline-delivery-tools"
_MAX_STEPS = 500

Behaviour = Callable[[ActionJob], Outcome]


def succeed(**given: Any) -> Behaviour:
    return lambda job: Outcome(**given)


def fail(message: str = "it broke") -> Behaviour:
    def behaviour(job: ActionJob) -> Outcome:
        raise ActionFailedError(message)

    return behaviour


class UnsyncedDatabase(Database):
    """Does not wait for the disk: these tests kill the engine, not the machine."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, synchronous="OFF")


@dataclass
class ScriptedRunner:
    """Plays one behaviour after another for each action; the last one is repeated. What is not scripted succeeds."""

    script: dict[str, list[Behaviour]] = field(default_factory=dict)
    rules: dict[str, list[bool]] = field(default_factory=dict)
    jobs: list[ActionJob] = field(default_factory=list)

    def run_action(self, job: ActionJob, progress: Progress) -> Outcome:
        self.jobs.append(job)
        if job.action.category == "Approval":
            return Outcome(waiting=True)
        behaviours = self.script.get(job.action.name, [])
        if not behaviours:
            return Outcome()
        behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        return behaviour(job)

    def run_rule(self, job: RuleJob, progress: Progress) -> Outcome:
        verdicts = self.rules.get(job.rule.name, [True])
        if verdicts.pop(0) if len(verdicts) > 1 else verdicts[0]:
            return Outcome()
        raise ActionFailedError(f"{job.rule.name} says no")

    def ran(self, action: str) -> int:
        return sum(job.action.name == action for job in self.jobs)


class ScriptedEngine:
    """An engine on a real store, stepped by hand."""

    def __init__(
        self, directory: Path, *, database: Database | None = None, runner: ScriptedRunner | None = None
    ) -> None:
        self.runner = runner or ScriptedRunner()
        self.now = 1_700_000_000.0
        self.checkpoints: list[float] = []
        self.workers: list[tuple[str, Callable[[], None]]] = []
        self.store = Store(database or UnsyncedDatabase(directory / "pipelines.sqlite"))
        self.engine = Engine(
            store=self.store,
            runner=self.runner,
            checkpoint=lambda: self.checkpoints.append(self.now),
            clock=lambda: self.now,
            spawn=lambda work, name: self.workers.append((name, work)),
        )
        self.definitions = Definitions(
            self.store, self.engine, check_role=lambda role: None, declared=lambda record: None
        )

    def create(self, declaration: Mapping[str, Any]) -> Execution:
        """Create the pipeline; returns the execution that its creation started."""
        self.definitions.create(KEY, dict(declaration), tags={})
        return self.executions()[-1]

    def step(self) -> None:
        """Make all transitions that need no worker."""
        self.engine.run_once()

    def work(self, name: str = "") -> None:
        """Run the waiting workers, or the one whose name contains `name`."""
        chosen = [worker for worker in self.workers if name in worker[0]]
        if name and not chosen:
            raise AssertionError(f"no worker {name!r} waits; there are {[worker[0] for worker in self.workers]}")
        for worker in chosen:
            self.workers.remove(worker)
            worker[1]()

    def drain(self) -> None:
        """Step and work until only answers from outside or held workers are missing."""
        for _ in range(_MAX_STEPS):
            self.step()
            if not self.workers:
                return
            self.work()
        raise AssertionError("the engine does not come to rest")

    def start(self, **given: Any) -> Execution:
        return self.engine.lifecycle.start(
            KEY,
            trigger_type="StartPipelineExecution",
            trigger_detail="arn:aws:iam::111111111111:user/operator",
            **given,
        )

    def executions(self) -> list[Execution]:
        return self.store.executions.of(KEY)

    def status(self, execution: Execution) -> ExecutionStatus:
        found = self.store.executions.get(KEY, execution.id)
        assert found is not None
        return found.status

    def statuses(self) -> list[ExecutionStatus]:
        """Oldest first."""
        return [execution.status for execution in reversed(self.executions())]

    def runs(self, execution: Execution, action: str = "") -> list[ActionRun]:
        return [run for run in self.store.actions.of_execution(execution.id) if not action or run.action == action]

    def run_statuses(self, execution: Execution) -> list[tuple[str, ActionStatus]]:
        return [(run.action, run.status) for run in self.runs(execution)]

    def engine_artifacts(self, execution: Execution) -> dict[str, Any]:
        document = self.store.pipelines.declaration(KEY, execution.version)
        assert document is not None
        return Jobs(self.store, read_declaration(document)).artifacts(execution)

    def approve(self, execution: Execution, *, approved: bool = True) -> None:
        run = self.runs(execution, "Approve")[-1]
        self.engine.results.approve(
            KEY, stage=run.stage, action=run.action, token=run.token, approved=approved, summary="", by="arn:person"
        )


def action(
    name: str,
    category: str = "Build",
    provider: str = "CodeBuild",
    *,
    order: int = 1,
    inputs: Sequence[str] = ("Source",),
    outputs: Sequence[str] = (),
    owner: str = "AWS",
    **given: Any,
) -> dict[str, Any]:
    """A valid action declaration."""
    configurations = {
        "CodeBuild": {"ProjectName": "project"},
        "CodeStarSourceConnection": {
            "ConnectionArn": "arn:aws:codestar-connections:us-east-1:111111111111:connection/x",
            "FullRepositoryId": "careervp/delivery",
            "BranchName": "main",
        },
        "Manual": {},
    }
    return {
        "name": name,
        "actionTypeId": {"category": category, "owner": owner, "provider": provider, "version": "1"},
        "runOrder": order,
        "configuration": configurations.get(provider, {}),
        "inputArtifacts": [{"name": item} for item in inputs],
        "outputArtifacts": [{"name": item} for item in outputs],
        **given,
    }


def source(**given: Any) -> dict[str, Any]:
    return action("Source", "Source", "CodeStarSourceConnection", inputs=(), outputs=("Source",), **given)


def approval(**given: Any) -> dict[str, Any]:
    return action("Approve", "Approval", "Manual", inputs=(), **given)


def stage(name: str, *actions: Mapping[str, Any], **given: Any) -> dict[str, Any]:
    return {"name": name, "actions": list(actions), **given}


def pipeline(*stages: Mapping[str, Any], mode: str = "SUPERSEDED", **given: Any) -> dict[str, Any]:
    """A valid V2 declaration."""
    return {
        "name": KEY.name,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": "careervp-artifacts"},
        "pipelineType": "V2",
        "executionMode": mode,
        "stages": list(stages),
        **given,
    }


def rule(name: str, provider: str = "VariableCheck") -> dict[str, Any]:
    return {
        "name": name,
        "ruleTypeId": {"category": "Rule", "owner": "AWS", "provider": provider, "version": "1"},
        "configuration": {"Variable": "1", "Operator": "EQ", "Value": "1"},
    }


DELIVERY = pipeline(
    stage("Source", source()),
    stage("Build", action("Synth", outputs=("Assembly",))),
    stage("Dev", action("Deploy"), action("Check", order=2), action("Smoke", order=2)),
    stage("ApproveProd", approval()),
    stage("Prod", action("DeployProd")),
)
