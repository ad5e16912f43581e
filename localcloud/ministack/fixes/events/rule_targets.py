"""A rule's event reaches a target only as AWS lets it: by the target's own policy, or on a role that the target names.

MiniStack delivers to functions, queues and topics whatever their policies say, and to log groups, pipelines, projects
and other accounts' buses not at all. On AWS a permission that was forgotten is a failed invocation that nobody sees
(docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html, eb-use-identity-based.html).
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from ministack.core.arn import ArnParseError, parse_arn
from ministack.services import cloudwatch, eventbridge, sqs

from localcloud.ministack.event_deliveries import DELIVERIES, Delivery
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.eventbridge", "_apply_input_transformer", "transformer,rule,view"),
    Touched("services.eventbridge", "_dispatch_to_event_bus", "spec,event,rule,event_path,target_input_payload"),
    Touched("services.eventbridge", "_dispatch_to_sqs", "spec,payload,sqs_parameters"),
    Touched("services.eventbridge", "_ensure_default_bus", ""),
    Touched("services.eventbridge", "_event_bus_policies"),
    Touched("services.eventbridge", "_invoke_target", "target,event,rule,view"),
    Touched("services.eventbridge", "_pattern_event_view", "event"),
    Touched("services.eventbridge", "_target_matches_request_scope", "spec"),
    Touched("services.cloudwatch", "record_metric", "namespace,metric_name,value,unit,dimensions"),
    Touched("services.cloudwatch_logs", "_create_log_stream", "data"),
    Touched("services.cloudwatch_logs", "_log_groups"),
    Touched("services.cloudwatch_logs", "_put_log_events", "data"),
    Touched("services.cloudwatch_logs", "_resource_policies"),
    Touched("services.lambda_svc", "_execution_record_for_config", "func,config"),
    Touched("services.lambda_svc", "_get_func_record_for_ref", "function_ref"),
    Touched("services.lambda_svc", "function_policy_for_arn", "resource_arn"),
    Touched("services.lambda_svc", "invoke_async_with_retry", "func,event"),
    Touched("services.sns", "publish_internal"),
    Touched("services.sns", "topic_policy_for_arn", "topic_arn"),
    Touched("services.sqs", "_queue_by_arn", "arn"),
    Touched("services.sqs", "queue_policy_allows", "queue_arn,service,source_arn,source_account"),
)
_log = logging.getLogger(__name__)


def apply() -> None:
    """Deliver to what is offered here by AWS's rules, to the rest as MiniStack does."""
    invoke = eventbridge._invoke_target

    def invoke_target(target: dict[str, Any], event: dict[str, Any], rule: dict[str, Any], view: Any = None) -> None:
        try:
            arn = parse_arn(target.get("Arn", ""))
        except ArnParseError:
            arn = None
        deliver = DELIVERIES.get(arn.service) if arn else None
        if arn is None or deliver is None or arn.resource.startswith("api-destination/"):
            invoke(target, event, rule, view)
            return
        whole = (view or eventbridge._pattern_event_view(event)).event_with_detail()
        given = _given_input(target, rule, event, whole, view)
        delivery = Delivery(
            target=target,
            arn=arn,
            event=event,
            rule=rule,
            payload=json.dumps(whole) if given is None else given,
            has_own_input=given is not None,
        )
        try:
            refusal = deliver(delivery)
        except Exception as error:
            _log.exception("%s could not be delivered to", target["Arn"])
            refusal = str(error)
        _conclude(delivery, refusal)

    eventbridge._invoke_target = invoke_target


def _given_input(
    target: dict[str, Any], rule: dict[str, Any], event: dict[str, Any], whole: dict[str, Any], view: Any
) -> str | None:
    """What the target is sent in place of the event; None where it is sent the event."""
    if target.get("InputTransformer"):
        seen = view or eventbridge._pattern_event_view(event)
        transformed: str = eventbridge._apply_input_transformer(target["InputTransformer"], rule, seen)
        return transformed
    if target.get("Input"):
        return with_context_attributes(str(target["Input"]), rule, event)
    if not target.get("InputPath"):
        return None
    found: Any = whole
    for name in filter(None, target["InputPath"].removeprefix("$").split(".")):
        if not isinstance(found, dict) or name not in found:
            return None  # a path that does not resolve leaves the whole event in place
        found = found[name]
    return json.dumps(found)


def with_context_attributes(given: str, schedule: dict[str, Any], event: dict[str, Any]) -> str:
    """A schedule's input with what EventBridge Scheduler writes into it
    (docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html); a rule's as it is."""
    arn = str(schedule.get("Arn", ""))
    if ":scheduler:" not in arn:
        return given
    attributes = {
        "schedule-arn": arn,
        "scheduled-time": datetime.fromtimestamp(float(event["Time"]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "execution-id": str(event["EventId"]),
        "attempt-number": "1",
    }
    for name, value in attributes.items():
        given = given.replace(f"<aws.scheduler.{name}>", value)
    return given


def _conclude(delivery: Delivery, refusal: str) -> None:
    name = delivery.rule.get("Name", "")
    for metric, count in (("Invocations", 1.0), ("FailedInvocations", float(bool(refusal)))):
        cloudwatch.record_metric("AWS/Events", metric, count, "Count", {"RuleName": name})
    if not refusal:
        return
    _log.warning("rule %s: %s was not delivered to: %s", name, delivery.target["Arn"], refusal)
    dead_letters = (delivery.target.get("DeadLetterConfig") or {}).get("Arn", "")
    source = delivery.source
    if dead_letters and sqs.queue_policy_allows(dead_letters, "events.amazonaws.com", *source):
        eventbridge._dispatch_to_sqs(parse_arn(dead_letters), delivery.payload)
