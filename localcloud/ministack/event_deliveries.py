"""How each kind of target is delivered to, and who must let it.

Source: docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html, eb-cross-account.html
"""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from ministack.core.arn import Arn
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, request_scope
from ministack.services import cloudwatch_logs, eventbridge, lambda_svc, sns, sqs

from localcloud.aws.identity.clients import client
from localcloud.aws.identity.permissions import require_permission
from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.identity.session import Session
from localcloud.aws.identity.topic_keys import refusal_of_key
from localcloud.aws.identity.trust import lets_service_act
from localcloud.aws.runtime import active
from localcloud.aws.service_error import ServiceError

_PRINCIPAL = "events.amazonaws.com"
_SCHEDULER = "scheduler.amazonaws.com"
# Who a log group's policy may let in for EventBridge.
_LOG_PRINCIPALS = (_PRINCIPAL, "delivery.logs.amazonaws.com")
_ELSEWHERE = "the target is in another account or region"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One event on its way to one target.

    Attributes:
        target: as PutTargets has it.
        rule: the rule, or the schedule, whose target it is.
        payload: what is sent; JSON, or the text of an input transformer.
        has_own_input: whether that is something else than the event.
    """

    target: Mapping[str, Any]
    arn: Arn
    event: Mapping[str, Any]
    rule: Mapping[str, Any]
    payload: str
    has_own_input: bool

    @property
    def source(self) -> tuple[str, str]:
        """The ARN and the account that the service delivers for."""
        return str(self.rule.get("Arn", "")), get_account_id()

    @property
    def scheduled(self) -> bool:
        """Whether EventBridge Scheduler delivers, which always acts on the role that the target names."""
        return ":scheduler:" in str(self.rule.get("Arn", ""))

    def session(self) -> Session:
        """A session of the role that the target names.

        Raises:
            ServiceError: it names none, or one that does not trust the service.
        """
        role = self.target.get("RoleArn") or ""
        service = _SCHEDULER if self.scheduled else _PRINCIPAL
        return service_session(
            role_arn=role, service=service, session_name=uuid.uuid4().hex, source_arn=self._trusted_source
        )

    @property
    def _trusted_source(self) -> str:
        """What the service names to a role's trust policy: the rule, or for a schedule its group
        (docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html)."""
        arn, _ = self.source
        if not self.scheduled:
            return arn
        return arn.replace(":schedule/", ":schedule-group/").rpartition("/")[0]

    def refusal_of_policy(self, policy: str, action: str) -> str:
        """Why the target may not be delivered to: by its own policy, or for a schedule by the role's."""
        target = str(self.target["Arn"])
        if self.scheduled:
            return self.refusal_of_role(action)
        source_arn, account = self.source
        allowed = lets_service_act(
            policy, service=_PRINCIPAL, action=action, resource_arn=target, account=account, source_arn=source_arn
        )
        return "" if allowed else f"its policy does not let {_PRINCIPAL} do {action} for {source_arn}"

    def refusal_of_role(self, action: str) -> str:
        """Why the target's role may not do an action on it; empty where it may."""
        try:
            session, account = self.session(), get_account_id()
            require_permission(
                session, action=action, resource_arn=str(self.target["Arn"]), account=account, region=self.arn.region
            )
        except ServiceError as error:
            return error.message
        return ""


def _to_function(delivery: Delivery) -> str:
    arn = str(delivery.target["Arn"])
    function, config, _ = lambda_svc._get_func_record_for_ref(arn)
    policy = lambda_svc.function_policy_for_arn(arn)
    if not function or not config:
        return "there is no such function"
    refusal = delivery.refusal_of_policy(policy[0] if policy else "", "lambda:InvokeFunction")
    if not refusal:
        record = lambda_svc._execution_record_for_config(function, config)
        lambda_svc.invoke_async_with_retry(record, json.loads(delivery.payload))
    return refusal


def _to_queue(delivery: Delivery) -> str:
    arn = str(delivery.target["Arn"])
    queue = sqs._queue_by_arn(arn)
    if queue is None:
        return "there is no such queue"
    refusal = delivery.refusal_of_policy(queue["attributes"].get("Policy") or "", "sqs:SendMessage")
    if not refusal:
        eventbridge._dispatch_to_sqs(delivery.arn, delivery.payload, delivery.target.get("SqsParameters") or {})
    return refusal


def _to_topic(delivery: Delivery) -> str:
    arn = str(delivery.target["Arn"])
    found = sns.topic_policy_for_arn(arn)
    if found is None:
        return "there is no such topic"
    source_arn, account = delivery.source
    refusal = delivery.refusal_of_policy(found[0], "sns:Publish")
    refusal = refusal or refusal_of_key(arn, service=_PRINCIPAL, account=account, source_arn=source_arn)
    if not refusal:
        sns.publish_internal(arn, delivery.payload)
    return refusal


def _to_log_group(delivery: Delivery) -> str:
    group = delivery.arn.resource.removeprefix("log-group:").removesuffix(":*")
    if group not in cloudwatch_logs._log_groups:
        return "there is no such log group"
    stream = f"{delivery.event.get('EventId', uuid.uuid4())}"
    resource = f"{str(delivery.target['Arn']).removesuffix(':*')}:log-stream:{stream}"
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        if not _logs_let(action, resource, *delivery.source):
            return f"no resource policy of CloudWatch Logs lets {_PRINCIPAL} do {action} on {resource}"
    cloudwatch_logs._create_log_stream({"logGroupName": group, "logStreamName": stream})
    logged = [{"timestamp": int(time.time() * 1000), "message": _log_message(delivery)}]
    cloudwatch_logs._put_log_events({"logGroupName": group, "logStreamName": stream, "logEvents": logged})
    return ""


def _logs_let(action: str, resource: str, source_arn: str, account: str) -> bool:
    documents = [policy["policyDocument"] for policy in cloudwatch_logs._resource_policies.values()]
    return any(
        lets_service_act(
            document, service=service, action=action, resource_arn=resource, account=account, source_arn=source_arn
        )
        for document in documents
        for service in _LOG_PRINCIPALS
    )


def _log_message(delivery: Delivery) -> str:
    """A log target's own input has the form ``{"timestamp": ..., "message": ...}``."""
    if delivery.has_own_input:
        try:
            given = json.loads(delivery.payload)
        except ValueError:
            return delivery.payload
        if isinstance(given, dict) and "message" in given:
            return str(given["message"])
    return delivery.payload


def _to_bus(delivery: Delivery) -> str:
    arn, target = delivery.arn, str(delivery.target["Arn"])
    path = set(delivery.event.get("_DispatchPath") or ())
    own = delivery.payload if delivery.has_own_input else None
    if arn.account_id != get_account_id():
        refusal = delivery.refusal_of_role("events:PutEvents") or _refusal_of_bus(arn, target, delivery.target)
        if refusal:
            return refusal
    with request_scope(arn.account_id, arn.region):
        eventbridge._ensure_default_bus()
        eventbridge._dispatch_to_event_bus(arn, delivery.event, delivery.rule, path, own)
    return ""


def _refusal_of_bus(arn: Arn, target: str, described: Mapping[str, Any]) -> str:
    """Why another account's bus does not take the event; empty where its policy lets the target's role put events."""
    with request_scope(arn.account_id, arn.region):
        policy = eventbridge._event_bus_policies.get(arn.resource.partition("/")[2])
    role = str(described.get("RoleArn"))
    asked = EvalContext(
        principal_arn=role,
        principal_type="AssumedRole",
        principal_account=role.split(":")[4],
        action="events:PutEvents",
        resource_arn=target,
        region=arn.region,
        secure_transport=True,
    )
    statements = [_with_principal(statement) for statement in (policy or {}).get("Statement", [])]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    allowed = bool(statements) and evaluate_resource_policy(document, asked).decision == "Allow"
    return "" if allowed else f"the policy of {target} does not let {role} do events:PutEvents"


def _with_principal(statement: Mapping[str, Any]) -> dict[str, Any]:
    """A statement of a bus's policy; PutPermission writes an account by its id alone."""
    principal = statement.get("Principal")
    account = isinstance(principal, str) and principal != "*"
    return {**statement, "Principal": {"AWS": f"arn:aws:iam::{principal}:root"}} if account else dict(statement)


def _to_pipeline(delivery: Delivery) -> str:
    return _start(delivery, "codepipeline", "start_pipeline_execution", {"name": delivery.arn.resource})


def _to_project(delivery: Delivery) -> str:
    given = json.loads(delivery.payload) if delivery.has_own_input else {}
    overrides = given if isinstance(given, dict) else {}
    project = delivery.arn.resource.removeprefix("project/")
    return _start(delivery, "codebuild", "start_build", {**overrides, "projectName": project})


def _start(delivery: Delivery, service: str, operation: str, request: Mapping[str, Any]) -> str:
    """Start something on the target's role, like any caller; not on the event loop, which must answer the call."""
    try:
        session = delivery.session()
    except ServiceError as error:
        return error.message
    caller = client(service, session=session, region=delivery.arn.region, runtime=active())

    def call() -> None:
        try:
            getattr(caller, operation)(**request)
        except ClientError as error:
            _log.warning("a rule could not start %s: %s", delivery.target["Arn"], error)

    threading.Thread(target=call, name=f"events {operation}", daemon=True).start()
    return ""


def _here(deliver: Callable[[Delivery], str]) -> Callable[[Delivery], str]:
    """Targets of most kinds must be where the rule is."""

    def in_scope(delivery: Delivery) -> str:
        return deliver(delivery) if eventbridge._target_matches_request_scope(delivery.arn) else _ELSEWHERE

    return in_scope


DELIVERIES: dict[str, Callable[[Delivery], str]] = {
    "lambda": _here(_to_function),
    "sqs": _here(_to_queue),
    "sns": _here(_to_topic),
    "logs": _here(_to_log_group),
    "codepipeline": _here(_to_pipeline),
    "codebuild": _here(_to_project),
    "events": _to_bus,
}
"""By the service of a target's ARN: delivers, and returns why it did not; empty where it did."""
