"""A deployment that failed: its page leads to its stack, and its environment says what stands there now."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.console.eventful_pipeline import push
from tests.console.served_console import ServedConsole, served_console
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.codepipeline.pipeline_parts import TEMPLATE
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

SUBJECT = "Name the parameter as another one"


@pytest.fixture(scope="module")
def failed(cloud: CloudProcess, delivered: SmallPipeline) -> str:
    """The execution whose stack could not be updated, after one that was delivered."""
    name = f"/taken/{delivered.suffix}"
    cloud.client("ssm", DEV).put_parameter(Name=name, Value="before", Type="String")
    taken = {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "x", "Name": name}}
    template = {**TEMPLATE, "Resources": {**TEMPLATE["Resources"], "Taken": taken}}
    delivered.commit({"template.json": json.dumps(template)}, SUBJECT)
    execution = push(delivered, 3)
    delivered.answer(delivered.wait_for_approval())
    delivered.wait_for(execution, "Failed")
    return execution


@pytest.fixture(scope="module")
def console(cloud: CloudProcess, delivered: SmallPipeline, failed: str) -> Iterator[ServedConsole]:
    with served_console(cloud, delivered.name) as served:
        yield served


def test_its_reason_leads_to_its_stack_and_to_no_other_log(
    console: ServedConsole, delivered: SmallPipeline, failed: str
) -> None:
    page = console.ask(f"/executions/{failed}").body
    reason = page.partition('id="stop-title"')[2].partition("</section>")[0]
    assert "Dev/Deploy" in reason
    assert "?log=" not in reason
    address = reason.partition('href="')[2].partition('"')[0]
    assert delivered.stack in address
    assert "UPDATE_ROLLBACK_COMPLETE" in console.ask(address).body


@pytest.mark.slow
def test_its_environment_says_what_stands_and_what_did_not_get_through(
    browser: Browser, console: ServedConsole, failed: str
) -> None:
    visit = start_visit(browser, console)
    visit.open("/environments")
    stage = visit.page.locator(".panel").filter(has_text="Dev")
    expect(stage.locator(".deployed")).to_contain_text("Greet", timeout=15_000)
    expect(stage).to_contain_text("what stood before it stands again")
    expect(stage.locator(f'a[href="/executions/{failed}"]')).to_have_text(SUBJECT)
    assert visit.problems() == []
    for width in (390, 1280):
        assert visit.fits(width)
    visit.page.context.close()
    assert visit.complaints == []
