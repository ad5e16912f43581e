"""What the stacks of the pipeline's stages hold, read-only: a stack's events, a table's items, a bucket's keys, a
function's log, a topic's subscriptions and messages.

Nothing but those stacks and what CloudFormation says is theirs is read, whatever address is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from delivery.console.reading.deployed_stages import stack_places
from delivery.console.reading.evidence_bucket import EvidenceOwner
from localcloud.cli import PipelineOwner, PublishedMessage

MOST_ROWS: Final = 100
_MOST_RESOURCES: Final = 500
_CELL_LENGTH: Final = 2_000
UNREADABLE: Final = (ClientError, BotoCoreError)
_DAYS_COUNTED: Final = 14
_DAY_SECONDS: Final = 86_400
_NO_ARN: Final = ("",) * 5
_TOPIC_METRICS: Final = {
    "NumberOfMessagesPublished": "Published",
    "NumberOfNotificationsDelivered": "Delivered",
    "NumberOfNotificationsFailed": "Not delivered",
}
"""By CloudWatch's name, what it counts: https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html"""


@dataclass(frozen=True, kw_only=True)
class StackPlace:
    """A stack of a stage; `account` is empty where the pipeline's own credentials deploy it."""

    stage: str
    name: str
    account: str
    region: str


@dataclass(frozen=True, kw_only=True)
class StackResource:
    """One resource of a stack, by CloudFormation's names."""

    logical_id: str
    type: str
    physical_id: str
    status: str

    @property
    def is_readable(self) -> bool:
        """Whether there is more to see of it."""
        return self.type in _READERS


@dataclass(frozen=True, kw_only=True)
class ResourceRows:
    """What is in a resource, as a table; at most `MOST_ROWS`, and `more` says whether there are others.

    Attributes:
        title: of this table, where a resource has several.
        note: what there is to know of what is and is not in it.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    more: bool = False
    title: str = "What is in it"
    note: str = ""


def stacks_of_pipeline(owner: PipelineOwner) -> list[StackPlace]:
    """Each stack that a stage deploys, in the pipeline's order."""
    pipeline = owner.client("codepipeline").get_pipeline(name=owner.pipeline_name)["pipeline"]
    home = owner.client("cloudformation").meta.region_name
    return [
        StackPlace(stage=stage["name"], name=name, account=account, region=region)
        for stage in pipeline["stages"]
        for name, account, region in stack_places(stage, home)
    ]


def resources_of(owner: PipelineOwner, stack: StackPlace) -> list[StackResource]:
    """By type; raises ClientError and BotoCoreError where the stack is not there or may not be read."""
    pages = _client(owner, stack, "cloudformation").get_paginator("list_stack_resources")
    found = pages.paginate(StackName=stack.name, PaginationConfig={"MaxItems": _MOST_RESOURCES})
    resources = [
        StackResource(
            logical_id=each["LogicalResourceId"],
            type=each["ResourceType"],
            physical_id=each.get("PhysicalResourceId", ""),
            status=each["ResourceStatus"],
        )
        for page in found
        for each in page["StackResourceSummaries"]
    ]
    return sorted(resources, key=lambda each: (not each.is_readable, each.type, each.logical_id))


def events_of(owner: PipelineOwner, stack: StackPlace) -> ResourceRows:
    """CloudFormation's events, the newest first."""
    pages = _client(owner, stack, "cloudformation").get_paginator("describe_stack_events")
    events = (event for page in pages.paginate(StackName=stack.name) for event in page["StackEvents"])
    rows = (
        (
            _moment(each["Timestamp"]),
            each["LogicalResourceId"],
            each.get("ResourceStatus", ""),
            each.get("ResourceStatusReason", ""),
        )
        for each in events
    )
    return _bounded(("When", "Resource", "Status", "Why"), rows)


def tables_of(owner: EvidenceOwner, stack: StackPlace, resource: StackResource) -> list[ResourceRows]:
    """What is in a readable resource; raises ClientError and BotoCoreError where it may not be read."""
    return list(_READERS[resource.type](_Reach(owner, stack), resource.physical_id))


@dataclass(frozen=True)
class _Reach:
    """What a reader may ask: the services of the stack's account, and what the pipeline's place keeps of a topic."""

    owner: EvidenceOwner
    stack: StackPlace

    def client(self, service: str) -> Any:
        return _client(self.owner, self.stack, service)


def _client(owner: PipelineOwner, stack: StackPlace, service: str) -> Any:
    return owner.client(service, account=stack.account, region=stack.region)


def _items(reach: _Reach, table: str) -> Iterator[ResourceRows]:
    client = reach.client("dynamodb")
    keys = [key["AttributeName"] for key in client.describe_table(TableName=table)["Table"]["KeySchema"]]
    found = client.scan(TableName=table, Limit=MOST_ROWS)
    rows = (
        (*(_value(item.get(key, {})) for key in keys), json.dumps(_plain(item), default=str)) for item in found["Items"]
    )
    yield _bounded((*keys, "Item"), rows, more="LastEvaluatedKey" in found)


def _keys(reach: _Reach, bucket: str) -> Iterator[ResourceRows]:
    found = reach.client("s3").list_objects_v2(Bucket=bucket, MaxKeys=MOST_ROWS)
    rows = ((each["Key"], f"{each['Size']:,}", _moment(each["LastModified"])) for each in found.get("Contents", ()))
    yield _bounded(("Key", "Bytes", "Changed"), rows, more=found.get("IsTruncated", False))


def _log(reach: _Reach, function: str) -> Iterator[ResourceRows]:
    configuration = reach.client("lambda").get_function_configuration(FunctionName=function)
    group = configuration.get("LoggingConfig", {}).get("LogGroup") or f"/aws/lambda/{function}"
    logs = reach.client("logs")
    try:
        streams = logs.describe_log_streams(logGroupName=group, orderBy="LastEventTime", descending=True, limit=1)
    except logs.exceptions.ResourceNotFoundException:
        yield ResourceRows(columns=("When", "Line"), rows=())
        return
    events: list[Mapping[str, Any]] = []
    for stream in streams["logStreams"]:
        events = logs.get_log_events(
            logGroupName=group, logStreamName=stream["logStreamName"], limit=MOST_ROWS, startFromHead=False
        )["events"]
    rows = ((_at(e["timestamp"] / 1000), e["message"].rstrip()) for e in events)
    yield _bounded(("When", "Line"), rows)


def _topic(reach: _Reach, arn: str) -> Iterator[ResourceRows]:
    found = reach.client("sns").list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
    rows = (
        (
            each["Protocol"],
            each["Endpoint"],
            "not yet" if each["SubscriptionArn"] == "PendingConfirmation" else "yes",
            _waiting(reach, each["Endpoint"]) if each["Protocol"] == "sqs" else "",
        )
        for each in found
    )
    note = "A queue's messages are counted and not received: whoever receives one hides it from its consumer."
    yield replace(
        _bounded(("Protocol", "To", "Confirmed", "Waiting there"), rows),
        title="Subscriptions",
        note=note if any(each["Protocol"] == "sqs" for each in found) else "",
    )
    messages = reach.owner.published_messages(arn)
    yield _published(messages) if messages is not None else _counted(reach, arn)


def _waiting(reach: _Reach, queue: str) -> str:
    """How many messages wait in a queue, about; a queue of elsewhere is not asked."""
    _, _, _, region, account, name = (*queue.split(":", 5), *_NO_ARN)[:6]
    if not name or account != (reach.stack.account or account) or region != reach.stack.region:
        return "in another account or region"
    try:
        client = reach.client("sqs")
        address = client.get_queue_url(QueueName=name, QueueOwnerAWSAccountId=account)["QueueUrl"]
        found = client.get_queue_attributes(QueueUrl=address, AttributeNames=["ApproximateNumberOfMessages"])
    except UNREADABLE as error:
        return f"cannot be read: {error}"
    return f"about {found['Attributes']['ApproximateNumberOfMessages']}"


def _published(messages: Sequence[PublishedMessage]) -> ResourceRows:
    rows = ((_at(each.time), each.subject, each.text) for each in messages)
    return replace(
        _bounded(("When", "Subject", "Message"), rows),
        title="Published, the newest first",
        note="The local cloud keeps the last messages of all topics, 1 MB together. Nobody was sent e-mail.",
    )


def _counted(reach: _Reach, arn: str) -> ResourceRows:
    now = datetime.now(UTC)
    points = {
        name: reach.client("cloudwatch").get_metric_statistics(
            Namespace="AWS/SNS",
            MetricName=name,
            Dimensions=[{"Name": "TopicName", "Value": arn.rpartition(":")[2]}],
            StartTime=now - timedelta(days=_DAYS_COUNTED),
            EndTime=now,
            Period=_DAY_SECONDS,
            Statistics=["Sum"],
        )["Datapoints"]
        for name in _TOPIC_METRICS
    }
    days = sorted({point["Timestamp"] for found in points.values() for point in found}, reverse=True)
    sums = {name: {point["Timestamp"]: point["Sum"] for point in found} for name, found in points.items()}
    rows = ((f"{day:%Y-%m-%d}", *(f"{sums[name].get(day, 0):.0f}" for name in _TOPIC_METRICS)) for day in days)
    return replace(
        _bounded(("Day from", *_TOPIC_METRICS.values()), rows),
        title=f"Messages of the last {_DAYS_COUNTED} days, counted",
        note="SNS keeps no message that it has handed on, so there is none to show; CloudWatch counts them.",
    )


_READERS: Final[Mapping[str, Callable[[_Reach, str], Iterator[ResourceRows]]]] = {
    "AWS::DynamoDB::Table": _items,
    "AWS::S3::Bucket": _keys,
    "AWS::Lambda::Function": _log,
    "AWS::SNS::Topic": _topic,
}


def _bounded(columns: Sequence[str], rows: Iterator[Sequence[str]], *, more: bool = False) -> ResourceRows:
    found = list(islice(rows, MOST_ROWS + 1))
    cut = [[cell[:_CELL_LENGTH] for cell in row] for row in found[:MOST_ROWS]]
    return ResourceRows(columns=columns, rows=cut, more=more or len(found) > MOST_ROWS)


def _value(attribute: Mapping[str, Any]) -> str:
    return str(next(iter(attribute.values()), ""))


def _plain(item: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Attributes without DynamoDB's type names, one level deep."""
    return {name: next(iter(value.values()), None) for name, value in item.items()}


def _at(seconds: float) -> str:
    """A time since 1970; whoever writes into a log says when it was, and may say anything."""
    try:
        return _moment(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return f"{seconds:.0f} s after 1970"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
