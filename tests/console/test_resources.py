"""What the stages have deployed is shown as text, and nothing else of an account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.stub import Stubber
from playwright.sync_api import Browser, expect

from delivery.console.reading.stack_resources import MOST_ROWS, ResourceRows, StackPlace, StackResource, tables_of
from tests.console.eventful_pipeline import HOSTILE
from tests.console.served_console import PipelineInCloud, ServedConsole
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import DEV, REGION, CloudProcess
from tests.localcloud.codepipeline.pipeline_parts import allow, policy
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline


def stack_path(small: SmallPipeline) -> str:
    return f"/resources/Dev/{REGION}/{small.stack}"


def test_a_stack_is_shown_with_its_resources_and_events(console: ServedConsole, delivered: SmallPipeline) -> None:
    assert stack_path(delivered) in console.ask("/resources").body
    page = console.ask(stack_path(delivered)).body
    for expected in ("CREATE_COMPLETE", DEV, "Events", ">local cloud<"):
        assert expected in page


def test_nothing_but_the_stages_stacks_is_read(
    console: ServedConsole, delivered: SmallPipeline, cloud: CloudProcess
) -> None:
    cloud.client("s3", DEV).create_bucket(Bucket=f"foreign-{delivered.suffix}")
    own = stack_path(delivered)
    for path in (
        f"/resources/Dev/{REGION}/another-stack",
        f"/resources/Approve/{REGION}/{delivered.stack}",
        f"{own}/foreign-{delivered.suffix}",
        f"{own}/None",
    ):
        assert console.ask(path).status == 404, path
    assert console.ask(own, "POST", form={}).status == 405


def test_items_and_keys_are_bounded_text(cloud: CloudProcess, delivered: SmallPipeline) -> None:
    owner = PipelineInCloud(cloud=cloud, pipeline_name=delivered.name)
    place = StackPlace(stage="Dev", name=delivered.stack, account=DEV, region=REGION)
    name = f"looked-at-{delivered.suffix}"
    dynamodb, s3 = (cloud.client(service, DEV) for service in ("dynamodb", "s3"))
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName=name, Item={"id": {"S": "one"}, "text": {"S": HOSTILE + "x" * 5_000}})
    s3.create_bucket(Bucket=name)
    for number in range(MOST_ROWS + 1):
        s3.put_object(Bucket=name, Key=f"key-{number:03}", Body=b"12")

    def rows(kind: str, physical: str) -> tuple[list[list[str]], bool]:
        resource = StackResource(logical_id="X", type=kind, physical_id=physical, status="CREATE_COMPLETE")
        (found,) = tables_of(owner, place, resource)
        return [list(row) for row in found.rows], found.more

    ((key, item),), more = rows("AWS::DynamoDB::Table", name)
    assert (key, more, len(item)) == ("one", False, 2_000)
    keys, more = rows("AWS::S3::Bucket", name)
    assert (len(keys), keys[0][:2], more) == (MOST_ROWS, ["key-000", "2"], True)


@dataclass(frozen=True)
class LookedAtTopic:
    """A topic with a queue and a person behind it, on which one message was published."""

    cloud: CloudProcess
    pipeline: SmallPipeline
    arn: str
    queue: str

    def tables(self, owner: PipelineInCloud | None = None) -> list[ResourceRows]:
        """As the page has them; of the local cloud where no owner is named."""
        owner = owner or PipelineInCloud(cloud=self.cloud, pipeline_name=self.pipeline.name)
        stack = StackPlace(stage="Dev", name=self.pipeline.stack, account=DEV, region=REGION)
        resource = StackResource(logical_id="X", type="AWS::SNS::Topic", physical_id=self.arn, status="CREATE_COMPLETE")
        return tables_of(owner, stack, resource)


@pytest.fixture
def topic(cloud: CloudProcess, delivered: SmallPipeline) -> LookedAtTopic:
    name = f"heard-{uuid.uuid4().hex[:8]}"
    sqs, sns = cloud.client("sqs", DEV), cloud.client("sns", DEV)
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    queue_arn = f"arn:aws:sqs:{REGION}:{DEV}:{name}"
    arn = sns.create_topic(Name=name)["TopicArn"]
    allowed = {**allow("sqs:SendMessage", queue_arn), "Principal": {"Service": "sns.amazonaws.com"}}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy(allowed)})
    sns.subscribe(TopicArn=arn, Protocol="email", Endpoint="ada@example.com")
    sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=queue_arn)
    sns.publish(TopicArn=arn, Subject="It rings", Message=HOSTILE + "x" * 5_000)
    return LookedAtTopic(cloud, delivered, arn, queue)


def test_a_topic_shows_where_it_leads_and_takes_nothing_from_a_queue(topic: LookedAtTopic) -> None:
    subscriptions, _ = topic.tables()
    rows = {row[0]: list(row[1:]) for row in subscriptions.rows}
    assert rows["email"][0] == "ada@example.com"
    assert rows["sqs"][1:] == ["yes", "about 1"]
    (message,) = topic.cloud.client("sqs", DEV).receive_message(
        QueueUrl=topic.queue, MessageSystemAttributeNames=["ApproximateReceiveCount"]
    )["Messages"]
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"


def test_a_message_is_shown_where_the_local_cloud_kept_it(topic: LookedAtTopic) -> None:
    _, published = topic.tables()
    ((_, subject, text),) = published.rows
    assert subject == "It rings"
    assert text == (HOSTILE + "x" * 5_000)[:2_000]
    assert "local cloud keeps" in published.note


@dataclass(frozen=True, kw_only=True)
class PipelineOnAws(PipelineInCloud):
    """A pipeline at another place, where CloudWatch counts."""

    place: str = "AWS, profile tools, us-east-1"
    cloudwatch: Any

    def client(self, service: str, *, account: str = "", region: str = "") -> Any:
        return self.cloudwatch if service == "cloudwatch" else super().client(service, account=account, region=region)


def test_on_aws_messages_are_counted_and_none_is_claimed(topic: LookedAtTopic) -> None:
    cloudwatch = topic.cloud.client("cloudwatch", DEV)
    owner = PipelineOnAws(cloud=topic.cloud, pipeline_name=topic.pipeline.name, cloudwatch=cloudwatch)
    yesterday, today = (datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2))
    with Stubber(cloudwatch) as stubber:
        for sums in ({yesterday: 3.0, today: 2.0}, {today: 2.0}, {yesterday: 3.0}):
            points = [{"Timestamp": day, "Sum": count} for day, count in sums.items()]
            stubber.add_response("get_metric_statistics", {"Datapoints": points})
        _, counted = topic.tables(owner)
    assert [list(row) for row in counted.rows] == [["2026-03-02", "2", "2", "0"], ["2026-03-01", "3", "0", "3"]]
    assert HOSTILE not in str(counted)
    assert "keeps no message" in counted.note


@pytest.mark.slow
def test_the_pages_are_for_everybody(browser: Browser, console: ServedConsole, delivered: SmallPipeline) -> None:
    for scheme in ("light", "dark"):
        visit = start_visit(browser, console, color_scheme=scheme)
        for path in ("/resources", stack_path(delivered)):
            visit.open(path)
            expect(visit.page.get_by_role("main")).to_contain_text(delivered.stack)
            assert visit.problems() == [], path
            for width in (390, 1280, 1920):
                assert visit.fits(width), (path, width)
        visit.page.context.close()
        assert visit.complaints == []
