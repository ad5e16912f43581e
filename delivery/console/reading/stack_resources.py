"""What the stacks of the pipeline's stages hold, read-only: a stack's events, a table's items, a bucket's keys, a
function's log, a topic's subscriptions.

Nothing but those stacks and what CloudFormation says is theirs is read, whatever address is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from delivery.console.reading.deployed_stages import stack_places
from localcloud.cli import PipelineOwner

MOST_ROWS: Final = 100
_MOST_RESOURCES: Final = 500
_CELL_LENGTH: Final = 2_000
UNREADABLE: Final = (ClientError, BotoCoreError)


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
    """What is in a resource, as a table; at most `MOST_ROWS`, and `more` says whether there are others."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    more: bool = False


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


def rows_of(owner: PipelineOwner, stack: StackPlace, resource: StackResource) -> ResourceRows:
    """What is in a readable resource; raises ClientError and BotoCoreError where it may not be read."""
    service, read = _READERS[resource.type]
    return read(_client(owner, stack, service), resource.physical_id, lambda name: _client(owner, stack, name))


def _client(owner: PipelineOwner, stack: StackPlace, service: str) -> Any:
    return owner.client(service, account=stack.account, region=stack.region)


def _items(client: Any, table: str, _other: Callable[[str], Any]) -> ResourceRows:
    keys = [key["AttributeName"] for key in client.describe_table(TableName=table)["Table"]["KeySchema"]]
    found = client.scan(TableName=table, Limit=MOST_ROWS)
    rows = (
        (*(_value(item.get(key, {})) for key in keys), json.dumps(_plain(item), default=str)) for item in found["Items"]
    )
    return _bounded((*keys, "Item"), rows, more="LastEvaluatedKey" in found)


def _keys(client: Any, bucket: str, _other: Callable[[str], Any]) -> ResourceRows:
    found = client.list_objects_v2(Bucket=bucket, MaxKeys=MOST_ROWS)
    rows = ((each["Key"], f"{each['Size']:,}", _moment(each["LastModified"])) for each in found.get("Contents", ()))
    return _bounded(("Key", "Bytes", "Changed"), rows, more=found.get("IsTruncated", False))


def _log(client: Any, function: str, other: Callable[[str], Any]) -> ResourceRows:
    configuration = client.get_function_configuration(FunctionName=function)
    group = configuration.get("LoggingConfig", {}).get("LogGroup") or f"/aws/lambda/{function}"
    logs = other("logs")
    try:
        streams = logs.describe_log_streams(logGroupName=group, orderBy="LastEventTime", descending=True, limit=1)
    except logs.exceptions.ResourceNotFoundException:
        return ResourceRows(columns=("When", "Line"), rows=())
    events: list[Mapping[str, Any]] = []
    for stream in streams["logStreams"]:
        events = logs.get_log_events(
            logGroupName=group, logStreamName=stream["logStreamName"], limit=MOST_ROWS, startFromHead=False
        )["events"]
    rows = ((_moment(datetime.fromtimestamp(e["timestamp"] / 1000, UTC)), e["message"].rstrip()) for e in events)
    return _bounded(("When", "Line"), rows)


def _subscriptions(client: Any, topic: str, _other: Callable[[str], Any]) -> ResourceRows:
    found = client.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    return _bounded(("Protocol", "To"), ((each["Protocol"], each["Endpoint"]) for each in found))


_READERS: Final[Mapping[str, tuple[str, Callable[[Any, str, Callable[[str], Any]], ResourceRows]]]] = {
    "AWS::DynamoDB::Table": ("dynamodb", _items),
    "AWS::S3::Bucket": ("s3", _keys),
    "AWS::Lambda::Function": ("lambda", _log),
    "AWS::SNS::Topic": ("sns", _subscriptions),
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


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
