"""A change set that was executed just before a crash is not executed twice; one that failed is not taken for done."""

from __future__ import annotations

from typing import Any, cast

import pytest

from localcloud.services.codepipeline.actions.deploy.cloudformation import StackDeployment
from localcloud.services.codepipeline.actions.job_sessions import JobSessions
from localcloud.services.codepipeline.actions.run_context import LocalServices, RunContext
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.ports import ActionFailedError, ActionJob
from tests.localcloud.codepipeline.scripted_engine import KEY, action, pipeline, source, stage

_ID = "arn:aws:cloudformation:us-east-1:111111111111:changeSet/set/1"


class FakeCloudFormation:
    """Knows one change set and one stack."""

    def __init__(self, *, execution_status: str, stack_status: str) -> None:
        self.executed = 0
        self._execution_status = execution_status
        self._stack_status = stack_status

    def describe_change_set(self, **request: str) -> dict[str, Any]:
        return {"ChangeSetId": _ID, "ExecutionStatus": self._execution_status, "Status": "CREATE_COMPLETE"}

    def execute_change_set(self, **request: str) -> dict[str, Any]:
        self.executed += 1
        return {}

    def describe_stacks(self, **request: str) -> dict[str, Any]:
        outputs = [{"OutputKey": "Url", "OutputValue": "https://example.com"}]
        return {"Stacks": [{"StackId": "s", "StackStatus": self._stack_status, "Outputs": outputs}]}

    def describe_stack_events(self, **request: str) -> dict[str, Any]:
        return {"StackEvents": []}

    def describe_events(self, **request: str) -> dict[str, Any]:
        return {"OperationEvents": []}


class FakeSessions:
    def __init__(self, cloudformation: FakeCloudFormation) -> None:
        self._cloudformation = cloudformation

    def client(self, service: str) -> Any:
        return self._cloudformation if service == "cloudformation" else None


class Quiet:
    def pause(self, seconds: float) -> None:
        raise AssertionError("there is nothing to wait for")

    def report(self, **given: str) -> None:
        pass


def _execute(cloudformation: FakeCloudFormation, *, earlier: str) -> dict[str, str]:
    configuration = {"ActionMode": "CHANGE_SET_EXECUTE", "StackName": "stack", "ChangeSetName": "set"}
    declared = action("Deploy", inputs=(), configuration=configuration)
    document = pipeline(stage("Source", source()), stage("Dev", declared))
    found = read_declaration(document).stages[1].actions[0]
    job = ActionJob(
        run_id="r",
        execution_id="e",
        key=KEY,
        version=1,
        stage="Dev",
        action=found,
        region=KEY.region,
        configuration=configuration,
        pipeline_role_arn="",
        inputs=(),
        outputs=(),
        token="t",
        deadline=0,
        earlier_external_id=earlier,
    )
    sessions = cast(JobSessions, FakeSessions(cloudformation))
    context = RunContext(sessions=sessions, progress=Quiet(), local=cast(LocalServices, None))
    return dict(StackDeployment(job, context).run().variables)


def test_what_an_earlier_worker_executed_is_not_executed_again() -> None:
    cloudformation = FakeCloudFormation(execution_status="EXECUTE_COMPLETE", stack_status="UPDATE_COMPLETE")
    assert _execute(cloudformation, earlier=_ID) == {"Url": "https://example.com"}
    assert cloudformation.executed == 0


def test_what_an_earlier_worker_executed_in_vain_fails() -> None:
    cloudformation = FakeCloudFormation(execution_status="EXECUTE_FAILED", stack_status="UPDATE_ROLLBACK_COMPLETE")
    with pytest.raises(ActionFailedError, match="is UPDATE_ROLLBACK_COMPLETE"):
        _execute(cloudformation, earlier=_ID)


def test_what_an_earlier_worker_only_announced_is_executed() -> None:
    cloudformation = FakeCloudFormation(execution_status="AVAILABLE", stack_status="UPDATE_COMPLETE")
    _execute(cloudformation, earlier=_ID)
    assert cloudformation.executed == 1


def test_a_change_set_that_another_run_executed_is_refused() -> None:
    cloudformation = FakeCloudFormation(execution_status="EXECUTE_COMPLETE", stack_status="UPDATE_COMPLETE")
    with pytest.raises(ActionFailedError, match="cannot be executed: its execution status is EXECUTE_COMPLETE"):
        _execute(cloudformation, earlier="")
