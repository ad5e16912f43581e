"""A hook that never reports fails its deployment when its time is over; without a server, since that takes a while."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from localcloud.aws.runtime import Runtime
from localcloud.services.codedeploy.deployment_ids import new_deployment_id
from localcloud.services.codedeploy.engine import run
from localcloud.services.codedeploy.records import Deployment, LifecycleEvent, Status
from localcloud.services.codedeploy.resources.deployment_configs import shares
from localcloud.services.codedeploy.store import Deployments


class _Functions:
    """Lambda as the service role sees it, where every call succeeds."""

    def get_alias(self, **names: Any) -> dict[str, Any]:
        del names
        return {"FunctionVersion": "1"}

    def invoke(self, **call: Any) -> None:
        del call


class _Role:
    arn = "arn:aws:iam::111111111111:role/codedeploy"

    def __init__(self, **identity: Any) -> None:
        del identity

    def client(self, service: str) -> _Functions:
        assert service == "lambda"
        return _Functions()


@pytest.fixture
def store(tmp_path: Path) -> Deployments:
    """A store of the test's own."""
    return Deployments(tmp_path / "deployments.sqlite")


def _runtime(tmp_path: Path) -> Runtime:
    return Runtime(
        endpoint_url="http://127.0.0.1:1",
        state_dir=tmp_path,
        toolchain_dir=tmp_path,
        hook_token="unused",
        checkpoint=lambda: None,
    )


def _deployment() -> Deployment:
    return Deployment(
        id=new_deployment_id(),
        account="111111111111",
        region="us-east-1",
        application="application",
        group="group",
        group_id="group-id",
        config_name="config",
        role_arn=_Role.arn,
        content="{}",
        function="function",
        alias="live",
        current_version="1",
        target_version="2",
        shares=((100, 0),),
        before_allow_traffic=LifecycleEvent(function="silent"),
        created=0.0,
    )


def test_a_hook_that_does_not_report_has_failed(
    store: Deployments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ServiceRole", _Role)
    monkeypatch.setattr(run, "_LEAST_HOOK_SECONDS", 0.05)
    monkeypatch.setattr(run, "_HOOK_SECONDS", 0.05)
    deployment, told = _deployment(), list[Deployment]()
    store.put(deployment)
    host = run.Host(
        runtime=_runtime(tmp_path),
        store=store,
        changed=told.append,
        start=lambda started: None,
        stopping=threading.Event(),
    )
    run.DeploymentRun(host, deployment).run()
    ended = store.get(deployment.id)
    assert ended is not None
    assert (ended.status, ended.error_code) == (Status.FAILED, "HOOK_EXECUTION_FAILURE")
    assert "one hour" in ended.before_allow_traffic.message
    assert ended.allow_traffic.status == "Skipped"
    assert [one.status for one in told] == [Status.IN_PROGRESS, Status.FAILED]


@pytest.mark.parametrize(
    ("routing", "expected"),
    [
        ({"type": "AllAtOnce"}, ((100, 0),)),
        (
            {"type": "TimeBasedCanary", "timeBasedCanary": {"canaryPercentage": 10, "canaryInterval": 5}},
            ((10, 5), (100, 0)),
        ),
        (
            {"type": "TimeBasedLinear", "timeBasedLinear": {"linearPercentage": 30, "linearInterval": 2}},
            ((30, 2), (60, 2), (90, 2), (100, 0)),
        ),
        (
            {"type": "TimeBasedLinear", "timeBasedLinear": {"linearPercentage": 50, "linearInterval": 1}},
            ((50, 1), (100, 0)),
        ),
    ],
)
def test_a_configuration_is_shares_of_the_traffic(routing: dict[str, Any], expected: tuple[tuple[int, int]]) -> None:
    assert shares(routing) == expected
