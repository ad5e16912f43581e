"""What a person sees and does in the browser, over a real pipeline in a local cloud."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.console.eventful_pipeline import KEY_ID, EventfulPipeline, eventful, push
from tests.console.served_console import ServedConsole, served_console
from tests.console.visit import Visit, start_visit
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.slow

WIDTHS = (390, 1280, 1920)


@pytest.fixture(scope="module")
def pipeline(small: SmallPipeline) -> EventfulPipeline:
    return eventful(small)


@pytest.fixture(scope="module")
def console(cloud: CloudProcess, pipeline: EventfulPipeline) -> Iterator[ServedConsole]:
    with served_console(cloud, pipeline.pipeline.name) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, console: ServedConsole) -> Iterator[Visit]:
    opened = start_visit(browser, console)
    yield opened
    opened.page.context.close()
    assert opened.complaints == []


def test_the_list_shows_each_execution_with_its_state(visit: Visit, pipeline: EventfulPipeline) -> None:
    rows = visit.page.get_by_role("row")
    expect(rows.filter(has_text="Mend the tool")).to_contain_text("Waits for a person")
    expect(rows.filter(has_text="Greet")).to_contain_text("Succeeded")
    expect(rows.filter(has_text=pipeline.failed[:8])).to_contain_text("Failed")


@pytest.mark.parametrize(
    ("choices", "rows"),
    [({"State": "Failed"}, 2), ({"State": "Waits for a person"}, 1), ({"Succeeded in": "Dev"}, 1)],
    ids=lambda value: str(value),
)
def test_the_list_is_filtered_by_state_and_stage(visit: Visit, choices: dict[str, str], rows: int) -> None:
    for label, choice in choices.items():
        visit.page.get_by_label(label).select_option(label=choice)
    visit.page.get_by_role("button", name="Filter").click()
    expect(visit.page.locator(".list tbody tr")).to_have_count(rows)


def test_the_list_is_filtered_by_a_commit(visit: Visit, pipeline: EventfulPipeline) -> None:
    commit = pipeline.pipeline.git("rev-parse", "HEAD").stdout[:10]
    visit.page.get_by_label("Commit, subject or id").fill(commit)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".list tbody tr")).to_have_count(1)
    expect(visit.page.locator(".list tbody tr")).to_contain_text("Mend the tool")


def test_a_failure_leads_to_its_reason_in_one_click(visit: Visit, pipeline: EventfulPipeline) -> None:
    visit.page.locator(f'a[href="/executions/{pipeline.failed}"]').click()
    expect(visit.page.get_by_role("heading", name="Why it stopped")).to_be_in_viewport()
    expect(visit.page.locator(".stop")).to_contain_text("Reason: exit status 3")
    expect(visit.page.locator(".stop")).to_contain_text("it is broken")


def test_a_log_has_its_colours_as_text_and_no_secret(visit: Visit, pipeline: EventfulPipeline) -> None:
    visit.open(f"/executions/{pipeline.failed}?log=Build/Build#log")
    expect(visit.page.locator("#log-lines .ansi-green")).to_have_text("green")
    expect(visit.page.locator("#log-lines")).to_contain_text("more characters")
    assert KEY_ID not in visit.page.content()
    visit.page.get_by_label("Find in the log").fill("it is broken")
    expect(visit.page.locator("#log-lines > div:visible")).to_have_count(1)


def test_nothing_of_a_commit_or_a_log_runs(visit: Visit, pipeline: EventfulPipeline) -> None:
    for path in ("/", f"/executions/{pipeline.failed}", "/?text=<script>alert(1)</script>", "/executions/<b>none</b>"):
        visit.open(path)
        visit.page.wait_for_load_state()
        assert "owned" not in visit.page.title().split("'")[0].replace("document.title = ", "")
        assert visit.page.locator("script:not([src])").count() == 0
        assert visit.page.locator("img").count() == 0
    visit.complaints[:] = [each for each in visit.complaints if "404" not in each]  # the one that there is not


def test_a_page_moves_with_the_pipeline(visit: Visit, pipeline: EventfulPipeline) -> None:
    small = pipeline.pipeline
    small.commit({"scripts/tool": "for i in 1 2 3; do echo step $i of 3; sleep 0.7; done\n"}, "Take its time")
    newest = push(small, len(small.executions()) + 1)
    expect(visit.page.locator(f'a[href="/executions/{newest}"]')).to_be_visible()
    visit.open(f"/executions/{newest}")
    expect(visit.page.locator(".stage-inprogress")).to_contain_text("Build", timeout=15_000)
    visit.open(f"/executions/{newest}?log=Build/Build#log")
    expect(visit.page.locator("#log-lines")).to_contain_text("step 3 of 3", timeout=15_000)
    expect(visit.page.locator(".stage-succeeded")).to_have_count(2, timeout=15_000)
    expect(visit.page.locator("#spoken")).not_to_be_empty()
    small.codepipeline.stop_pipeline_execution(pipelineName=small.name, pipelineExecutionId=newest, abandon=True)
    expect(visit.page.locator("#headline")).to_contain_text("Stopped", timeout=15_000)


def test_a_log_comes_to_a_page_that_was_opened_before_its_build_began(visit: Visit, pipeline: EventfulPipeline) -> None:
    small = pipeline.pipeline
    way = {"pipelineName": small.name, "stageName": "Build", "transitionType": "Inbound"}
    small.codepipeline.disable_stage_transition(**way, reason="the page is opened first")
    try:
        newest = small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"]
        expect(visit.page.locator(f'a[href="/executions/{newest}"]')).to_be_visible()
        visit.open(f"/executions/{newest}")
        expect(visit.page.locator("#log")).to_contain_text("No build has begun")
    finally:
        small.codepipeline.enable_stage_transition(**way)
    expect(visit.page.locator("#log-title")).to_have_text("Log of Build/Build", timeout=15_000)
    expect(visit.page.locator("#log-lines > div").first).to_be_visible(timeout=15_000)
    small.codepipeline.stop_pipeline_execution(pipelineName=small.name, pipelineExecutionId=newest, abandon=True)


def test_the_keyboard_alone_is_enough(visit: Visit, pipeline: EventfulPipeline) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    link = page.locator(f'a[href="/executions/{pipeline.failed}"]')
    for _ in range(30):
        if link.evaluate("(element) => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Why it stopped")).to_be_visible()


def test_live_parts_leave_the_keyboard_where_it_was(visit: Visit, pipeline: EventfulPipeline) -> None:
    link = visit.page.locator(f'a[href="/executions/{pipeline.succeeded}"]')
    link.focus()
    small = pipeline.pipeline
    started = small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"]
    expect(visit.page.locator(f'a[href="/executions/{started}"]')).to_be_visible()
    expect(link).to_be_focused()
    small.codepipeline.stop_pipeline_execution(pipelineName=small.name, pipelineExecutionId=started, abandon=True)


def test_times_are_in_the_viewers_zone(browser: Browser, console: ServedConsole) -> None:
    shown = []
    for zone in ("Asia/Tokyo", "America/New_York"):
        visit = start_visit(browser, console, timezone_id=zone, locale="en-GB")
        shown.append(visit.page.locator(".list time").last.inner_text()[-5:])
        visit.page.context.close()
    hours = [int(text[:2]) for text in shown]
    assert (hours[0] - hours[1]) % 24 in {13, 14}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_for_everybody(
    browser: Browser, console: ServedConsole, pipeline: EventfulPipeline, scheme: str
) -> None:
    visit = start_visit(browser, console, color_scheme=scheme, reduced_motion="reduce")
    for path in ("/", f"/executions/{pipeline.failed}", f"/executions/{pipeline.waiting}", "/executions/none"):
        visit.open(path)
        expect(visit.page.get_by_role("main")).to_be_visible()
        assert visit.problems() == [], path
        for width in WIDTHS:
            assert visit.fits(width), (path, width)
        assert visit.page.evaluate("document.getAnimations().length") == 0
    visit.page.context.close()
