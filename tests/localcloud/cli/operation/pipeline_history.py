"""A pipeline's history that a test writes step by step: the real engine with scripted actions, behind a client that is
asked as boto3's is, and the command line on top of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.executions import execution_watch
from localcloud.services.codepipeline.api.operations import operations
from localcloud.services.codepipeline.ports import ActionJob, Outcome
from localcloud.services.codepipeline.records import Execution
from tests.localcloud.cli import example_command
from tests.localcloud.cli.stubbed_cloud import RECORD, REGION, SETTINGS
from tests.localcloud.codepipeline.scripted_engine import (
    DELIVERY,
    KEY,
    ScriptedEngine,
    action,
    approval,
    pipeline,
    rule,
    source,
    stage,
)

CALLER = Caller(account=KEY.account, region=KEY.region, principal_arn="arn:aws:iam::111111111111:user/bob")
TWO_APPROVALS = pipeline(
    stage("Source", source()),
    stage("ApproveStaging", approval()),
    stage("Staging", action("DeployStaging")),
    stage("ApproveProd", approval()),
    stage("Prod", action("DeployProd")),
)
APPROVAL_INSIDE = pipeline(
    stage("Source", source()),
    stage("Prod", approval(), action("DeployProd", order=2), onFailure={"result": "ROLLBACK"}),
)
WITH_CONDITION = pipeline(
    stage("Source", source()),
    stage("ApproveProd", approval()),
    stage("Prod", action("DeployProd"), beforeEntry={"conditions": [{"result": "FAIL", "rules": [rule("Quiet")]}]}),
)


class EngineClient:
    """Operations of the engine's API by boto3's names for them."""

    exceptions = SimpleNamespace(
        **{
            name: type(name, (ClientError,), {})
            for name in ("ApprovalAlreadyCompletedException", "InvalidApprovalTokenException")
        }
    )

    def __init__(self, scripted: ScriptedEngine) -> None:
        offered = operations(store=scripted.store, engine=scripted.engine, definitions=scripted.definitions)
        self._operations = {xform_name(name): (name, operation) for name, operation in offered.items()}
        self.calls: list[str] = []

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method.startswith("_") or method not in self._operations:
            raise AttributeError(method)
        name, operation = self._operations[method]

        def call(**request: Any) -> Any:
            self.calls.append(method)
            try:
                return operation(CALLER, request)
            except ServiceError as error:
                kind = getattr(self.exceptions, error.code, ClientError)
                raise kind({"Error": {"Code": error.code, "Message": error.message}}, name) from None

        return call

    def get_paginator(self, method: str) -> Any:
        def paginate(**request: Any) -> Iterator[Any]:
            token: dict[str, str] = {}
            while True:
                page = getattr(self, method)(**request, **token)
                yield page
                if not page.get("nextToken"):
                    return
                token = {"nextToken": page["nextToken"]}

        return type("Paginator", (), {"paginate": staticmethod(paginate)})


@dataclass
class History:
    """What happened to a pipeline, and what a person did about it.

    Attributes:
        executions: by the letter of their start, A first; a restart or a rollback gets the next letter.
        held: actions that go on running.
    """

    scripted: ScriptedEngine
    workspace: Workspace
    monkeypatch: pytest.MonkeyPatch
    executions: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    subjects: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scripted.runner.script["Source"] = [self._fetch]
        self.client = EngineClient(self.scripted)
        self.monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
        self.monkeypatch.setattr(execution_watch, "POLL_SECONDS", 0.0)

    def _fetch(self, job: ActionJob) -> Outcome:
        letter = self.letter(job.execution_id)
        subject = self.subjects.get(letter, f"Change {letter}")
        revision = {"revisionId": self.commit(letter), "revisionSummary": subject}
        return Outcome(revision=revision)

    @staticmethod
    def commit(letter: str) -> str:
        return hashlib.sha1(letter.encode(), usedforsecurity=False).hexdigest()

    def letter(self, execution_id: str) -> str:
        self._name_new_ones()
        return next(letter for letter, found in self.executions.items() if found == execution_id)

    def _name_new_ones(self) -> None:
        for execution in reversed(self.scripted.executions()):
            if execution.id not in self.executions.values():
                self.executions[chr(ord("A") + len(self.executions))] = execution.id

    # What happens

    def begin(self, declaration: Mapping[str, Any] = DELIVERY) -> None:
        self.scripted.create(declaration)
        self.go_on()

    def push(self) -> None:
        self.scripted.start()
        self.go_on()

    def go_on(self) -> None:
        """Everything that does not wait for an answer, or is held, goes on to its end."""
        while True:
            self.scripted.now += 1
            self.scripted.step()
            self._name_new_ones()
            ready = [worker for worker in self.scripted.workers if not any(name in worker[0] for name in self.held)]
            if not ready:
                return
            for worker in ready:
                self.scripted.workers.remove(worker)
                worker[1]()

    def release(self) -> None:
        self.held.clear()
        self.go_on()

    def somebody_answers(self, verdict: str, stage_name: str = "ApproveProd") -> None:
        found = self.client.get_pipeline_state(name=KEY.name)["stageStates"]
        state = next(state for state in found if state["stageName"] == stage_name)
        waiting = next(each for each in state["actionStates"] if each["actionName"] == "Approve")
        self.client.put_approval_result(
            pipelineName=KEY.name,
            stageName=stage_name,
            actionName="Approve",
            token=waiting["latestExecution"]["token"],
            result={"summary": "no" if verdict == "Rejected" else "yes", "status": verdict},
        )
        self.go_on()

    def somebody_retries(self, letter: str, stage_name: str = "ApproveProd") -> None:
        self.client.retry_stage_execution(
            pipelineName=KEY.name,
            stageName=stage_name,
            pipelineExecutionId=self.executions[letter],
            retryMode="FAILED_ACTIONS",
        )
        self.go_on()

    def somebody_stops(self, letter: str) -> None:
        self.client.stop_pipeline_execution(
            pipelineName=KEY.name, pipelineExecutionId=self.executions[letter], abandon=True, reason="wrong branch"
        )
        self.go_on()

    def somebody_holds(self, stage_name: str, reason: str = "release freeze") -> None:
        self.client.disable_stage_transition(
            pipelineName=KEY.name, stageName=stage_name, transitionType="Inbound", reason=reason
        )

    def the_pipeline_changes(self) -> None:
        changed = {**DELIVERY, "stages": [*DELIVERY["stages"], stage("More", action("Extra"))]}
        self.scripted.definitions.update(KEY, changed, restart=True)
        self.go_on()

    # What a person does

    def person(self, command: str, *arguments: str, workspace: Workspace | None = None) -> int:
        """Types a command without a terminal to be asked on; returns its exit code."""
        where = workspace or self.workspace
        cloud = LocalCloud(workspace=where, record=RECORD)
        cloud._clients[("codepipeline", SETTINGS.pipeline_account, REGION)] = self.client
        cloud.__dict__["pipeline_name"] = KEY.name
        module = example_command.APPLICATION.commands[command]
        for place in (module, "localcloud.cli.commands.pipeline_command"):
            self.monkeypatch.setattr(f"{place}.connect", lambda _: cloud, raising=False)
        checkout = ("--checkout", str(where.checkout), "--state", str(where.state))
        letters = (self.executions.get(argument, argument) for argument in arguments)
        code = example_command.main([command, *letters, *checkout])
        self.go_on()
        return code

    def answers_given(self) -> list[tuple[str, str, str]]:
        """Execution, stage and status of each approval that was answered, oldest first."""
        found = self.client.list_action_executions(pipelineName=KEY.name)["actionExecutionDetails"]
        return [
            (self.letter(run["pipelineExecutionId"]), run["stageName"], run["status"])
            for run in reversed(found)
            if run["actionName"] == "Approve" and run["status"] in {"Succeeded", "Failed"}
        ]

    def execution(self, letter: str) -> Execution:
        found = self.scripted.store.executions.get(KEY, self.executions[letter])
        assert found is not None
        return found


def history(folder: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> History:
    """An empty one."""
    return History(scripted=ScriptedEngine(folder), workspace=workspace, monkeypatch=monkeypatch)
