"""One deployment from its start, or from where a server left it, to its end.

BeforeAllowTraffic, AllowTraffic, AfterAllowTraffic, in this order; the group's alarms are asked all the while. Each
step is written down before the next.
Source: docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-lambda.html
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from botocore.exceptions import ClientError

from localcloud.aws.runtime import Runtime
from localcloud.aws.service_error import ServiceError
from localcloud.aws.time_scale import waited_seconds
from localcloud.services.codedeploy.engine.alarms import check_alarms
from localcloud.services.codedeploy.engine.outcome import DeploymentEndedError, ShutDownError, failure, role_unusable
from localcloud.services.codedeploy.engine.rollback import rollback_of
from localcloud.services.codedeploy.engine.service_role import ServiceRole
from localcloud.services.codedeploy.records import AFTER, BEFORE, EVENTS, SHIFT, Deployment, Status
from localcloud.services.codedeploy.store import Deployments

_ALARM_SECONDS = 10.0  # between two looks at the alarms, on AWS's clock
_LEAST_ALARM_SECONDS = 0.1
_HOOK_SECONDS = 3600.0  # "not notified ... within one hour"
_LEAST_HOOK_SECONDS = 900.0  # the longest that a function may run: a hook does real work, which no scale makes faster


@dataclass(frozen=True, kw_only=True)
class Host:
    """What deployments run in.

    Attributes:
        changed: told of each deployment whose status changed.
        start: begins the run of another deployment, such as a rollback.
        stopping: set when the server ends.
    """

    runtime: Runtime
    store: Deployments
    changed: Callable[[Deployment], None]
    start: Callable[[str], None]
    stopping: threading.Event


class DeploymentRun:
    """The run of one deployment, in a thread of its own."""

    def __init__(self, host: Host, deployment: Deployment) -> None:
        self._host = host
        self._store = host.store
        self._id = deployment.id
        self._role = ServiceRole(
            role_arn=deployment.role_arn, session_name=deployment.id, region=deployment.region, runtime=host.runtime
        )

    def run(self) -> None:
        """Run it to its end, unless the server ends first."""
        try:
            self._go()
        except ShutDownError:
            return
        except DeploymentEndedError as end:
            self._end(end)

    def _go(self) -> None:
        try:
            self._begin()
            self._judge(BEFORE)
            self._shift()
            self._judge(AFTER)
        except ServiceError as error:
            raise role_unusable(self._role.arn) from error
        done = self._change(status=Status.SUCCEEDED, completed=time.time())
        self._host.changed(done)

    def _begin(self) -> None:
        if self._now().status is Status.CREATED:
            self._host.changed(self._change(status=Status.IN_PROGRESS, started=time.time()))
            self._check_alias()
        self._look()

    def _check_alias(self) -> None:
        """The alias must be where the AppSpec says that it is; a rollback takes it from wherever it is."""
        deployment = self._now()
        if deployment.rollback_of:
            return
        alias = self._on_lambda(
            lambda client: client.get_alias(FunctionName=deployment.function, Name=deployment.alias)
        )
        if alias["FunctionVersion"] != deployment.current_version or alias.get("RoutingConfig"):
            message = (
                "The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration "
                "is missing or has an invalid configuration. The Lambda function alias version does not match the "
                "current version in AppSpec file."
            )
            raise DeploymentEndedError("INVALID_LAMBDA_CONFIGURATION", message)

    def _judge(self, name: str) -> None:
        """Let the hook of an event judge, if it has one."""
        event = getattr(self._now(), name)
        if not event.function:
            self._mark(name, status="Skipped")
            return
        if event.status in ("Pending", "InProgress"):
            # A hook that an earlier server invoked ended with it, and is asked again under the same id.
            execution = event.execution_id or secrets.token_urlsafe(40)
            self._mark(name, status="InProgress", execution_id=execution, started=event.started or time.time())
            self._invoke(event.function, execution)
            limit = max(waited_seconds(_HOOK_SECONDS), _LEAST_HOOK_SECONDS)
            if not self._wait(limit, until=lambda found: getattr(found, name).status in ("Succeeded", "Failed")):
                self._mark(name, status="Failed", ended=time.time(), message="The hook did not report in one hour.")
        if getattr(self._now(), name).status == "Failed":
            message = (
                "The deployment failed because one of the lifecycle event validation functions failed: "
                f"{EVENTS[name]} ({event.function})."
            )
            raise DeploymentEndedError("HOOK_EXECUTION_FAILURE", message)

    def _invoke(self, function: str, execution_id: str) -> None:
        event = {"DeploymentId": self._id, "LifecycleEventHookExecutionId": execution_id}
        self._on_lambda(
            lambda client: client.invoke(
                FunctionName=function, InvocationType="Event", Payload=json.dumps(event).encode()
            ),
            code="HOOK_EXECUTION_FAILURE",
        )

    def _shift(self) -> None:
        """Give the new version its shares, one after the other."""
        deployment = self._now()
        if deployment.allow_traffic.status == "Succeeded":
            return
        self._mark(SHIFT, status="InProgress", started=deployment.allow_traffic.started or time.time())
        for share, minutes in deployment.shares:
            if share < deployment.weight:  # an earlier server was past it
                continue
            self._look()
            self._route(share)
            self._change(weight=share)
            self._wait(waited_seconds(minutes * 60))
        self._mark(SHIFT, status="Succeeded", ended=time.time())

    def _route(self, share: int) -> None:
        deployment = self._now()
        everything = share == 100
        self._on_lambda(
            lambda client: client.update_alias(
                FunctionName=deployment.function,
                Name=deployment.alias,
                FunctionVersion=deployment.target_version if everything else deployment.current_version,
                RoutingConfig={
                    "AdditionalVersionWeights": {} if everything else {deployment.target_version: share / 100}
                },
            )
        )

    def _wait(self, seconds: float, *, until: Callable[[Deployment], bool] = lambda _: False) -> bool:
        """Wait for that long, or until the deployment is as asked, which is returned; alarms are asked meanwhile."""
        deadline = time.monotonic() + seconds
        pause = max(waited_seconds(_ALARM_SECONDS), _LEAST_ALARM_SECONDS)

        def interrupted(found: Deployment) -> bool:
            return self._host.stopping.is_set() or found.stop_requested or until(found)

        while (rest := deadline - time.monotonic()) > 0:
            self._look()
            self._store.await_change(self._id, interrupted, seconds=min(rest, pause))
            if until(self._now()):
                return True
        self._look()
        return until(self._now())

    def _look(self) -> None:
        """End here if the server ends, somebody asks for the end, or an alarm is on."""
        if self._host.stopping.is_set():
            raise ShutDownError
        deployment = self._now()
        if deployment.stop_requested:
            raise DeploymentEndedError(
                "MANUAL_STOP",
                "The deployment was stopped by a request.",
                status=Status.STOPPED,
                rollback_event="DEPLOYMENT_STOP_ON_REQUEST",
            )
        if deployment.alarms:
            check_alarms(deployment, self._role.client("cloudwatch"))

    def _end(self, end: DeploymentEndedError) -> None:
        now = time.time()
        rollback = rollback_of(self._now(), end, created=now)
        events = {
            name: replace(event, status="Failed" if event.status == "InProgress" else "Skipped", ended=now)
            for name in EVENTS
            if (event := getattr(self._now(), name)).status in ("Pending", "InProgress")
        }
        ended = self._change(
            **events,
            also=rollback,
            status=end.status,
            error_code=end.code,
            error_message=end.message,
            completed=now,
            rolled_back_by=rollback.id if rollback else "",
            rollback_message=f"Deployment {self._id} is rolled back by {rollback.id}." if rollback else "",
        )
        self._host.changed(ended)
        if rollback is not None:
            self._host.start(rollback.id)

    def _on_lambda(self, call: Callable[[Any], Any], *, code: str = "INVALID_LAMBDA_FUNCTION") -> Any:
        client = self._role.client("lambda")
        try:
            return call(client)
        except ClientError as error:
            raise failure(error, role_arn=self._role.arn, service="AWSLambda", code=code) from error

    def _mark(self, name: str, **members: Any) -> None:
        self._store.change_by(
            self._id, lambda found: replace(found, **{name: replace(getattr(found, name), **members)})
        )

    def _change(self, **members: Any) -> Deployment:
        return self._store.change(self._id, **members)

    def _now(self) -> Deployment:
        found = self._store.get(self._id)
        if found is None:
            raise KeyError(self._id)
        return found
