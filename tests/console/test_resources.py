"""What the stages have deployed is shown as text, and nothing else of an account."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from delivery.console.reading.stack_resources import MOST_ROWS, StackPlace, StackResource, rows_of
from tests.console.eventful_pipeline import HOSTILE
from tests.console.served_console import PipelineInCloud, ServedConsole
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import DEV, REGION, CloudProcess
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


def test_items_keys_and_subscriptions_are_bounded_text(cloud: CloudProcess, delivered: SmallPipeline) -> None:
    owner = PipelineInCloud(cloud=cloud, pipeline_name=delivered.name)
    place = StackPlace(stage="Dev", name=delivered.stack, account=DEV, region=REGION)
    name = f"looked-at-{delivered.suffix}"
    dynamodb, s3, sns = (cloud.client(service, DEV) for service in ("dynamodb", "s3", "sns"))
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
    topic = sns.create_topic(Name=name)["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="ada@example.com")

    def rows(kind: str, physical: str) -> tuple[list[list[str]], bool]:
        resource = StackResource(logical_id="X", type=kind, physical_id=physical, status="CREATE_COMPLETE")
        found = rows_of(owner, place, resource)
        return [list(row) for row in found.rows], found.more

    ((key, item),), more = rows("AWS::DynamoDB::Table", name)
    assert (key, more, len(item)) == ("one", False, 2_000)
    keys, more = rows("AWS::S3::Bucket", name)
    assert (len(keys), keys[0][:2], more) == (MOST_ROWS, ["key-000", "2"], True)
    assert rows("AWS::SNS::Topic", topic) == ([["email", "ada@example.com"]], False)


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
