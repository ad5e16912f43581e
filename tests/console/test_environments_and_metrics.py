"""What is deployed where, and how well the pipeline delivers, as CodePipeline and the accounts tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from delivery.console.pages.metrics_page import HEIGHT, weeks
from delivery.metrics.deployments import Deployment
from delivery.metrics.pipeline_history import ExecutionRecord
from tests.console.served_console import ServedConsole
from tests.console.visit import Visit, start_visit
from tests.localcloud.cloud_process import DEV
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def visit(browser: Browser, console: ServedConsole) -> Iterator[Visit]:
    opened = start_visit(browser, console)
    yield opened
    opened.page.context.close()
    assert opened.complaints == []


@pytest.mark.slow
def test_each_stage_shows_its_commit_and_the_stack_in_its_account(visit: Visit, delivered: SmallPipeline) -> None:
    visit.open("/environments")
    stage = visit.page.locator(".panel").filter(has_text="Dev")
    for shown in ("Greet", delivered.git("rev-parse", "HEAD").stdout[:7], delivered.stack, DEV, "CREATE_COMPLETE"):
        expect(stage).to_contain_text(shown)
    assert visit.problems() == []


@pytest.mark.slow
def test_a_stack_that_is_gone_is_shown_as_not_deployed(visit: Visit, delivered: SmallPipeline) -> None:
    delivered.cloud.client("cloudformation", DEV).delete_stack(StackName=delivered.stack)
    visit.open("/environments")
    expect(visit.page.locator(".stack")).to_contain_text("not deployed", timeout=15_000)


@pytest.mark.slow
def test_the_four_metrics_are_those_of_the_command_line(visit: Visit) -> None:
    visit.open("/metrics?days=7")
    figures = visit.page.locator(".figures").first
    expect(figures).to_contain_text("1.0 a week")
    expect(figures).to_contain_text("0 of 1 deployments")
    for width in (390, 1280):
        assert visit.fits(width)
    assert visit.problems() == []


@pytest.mark.parametrize("days", ["", "0", "-1", "9" * 4000, "٣", "30d"])
def test_a_time_that_is_not_offered_is_the_usual_one(console: ServedConsole, days: str) -> None:
    answer = console.ask(f"/metrics?days={quote(days)}")
    assert answer.status == 200
    assert 'days=30" aria-current' in answer.body


def _deployment(days_ago: int, *, failed: bool = False, rollback: bool = False) -> Deployment:
    at = NOW - timedelta(days=days_ago)
    execution = ExecutionRecord(id="e", status="Succeeded", started=at)
    return Deployment(
        execution=execution, is_rollback=rollback, succeeded=None if failed else at, failed=at if failed else None
    )


def test_deployments_are_counted_by_week_without_rollbacks() -> None:
    found = weeks(
        [_deployment(0), _deployment(1), _deployment(2, failed=True), _deployment(8), _deployment(3, rollback=True)],
        NOW,
    )
    assert [(week.well, week.failed) for week in found[-2:]] == [(1, 0), (2, 1)]
    assert found[-1].well_height + found[-1].failed_height == HEIGHT
    assert weeks([_deployment(400)], NOW)[0].well == 0
