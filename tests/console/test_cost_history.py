"""What stood after each release is plotted from the facts that it kept, and nothing is made of what is no amount."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.console.eventful_pipeline import HOSTILE, deliver
from tests.console.served_console import ServedConsole, served_console
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline


@dataclass(frozen=True, kw_only=True)
class Released:
    """A pipeline with two releases to the stage Dev, the second one of them dearer, and its console."""

    small: SmallPipeline
    console: ServedConsole
    first: str
    second: str

    def page(self) -> str:
        return self.console.ask("/metrics").body


@pytest.fixture(scope="module")
def released(cloud: CloudProcess, delivered: SmallPipeline) -> Iterator[Released]:
    first = str(delivered.executions()[0]["pipelineExecutionId"])
    delivered.commit({"README": "dearer\n"}, f"Buy more {HOSTILE}")
    second = deliver(delivered, 3)
    _keep(delivered, first, {"data": "10.00", "service": "2.50"})
    _keep(delivered, second, {"data": "10.00", HOSTILE: "5.75", "odd": "NaN", "worse": "-1", "worst": [1]})
    with served_console(cloud, delivered.name, evidence_bucket=delivered.bucket) as console:
        yield Released(small=delivered, console=console, first=first, second=second)


def _keep(small: SmallPipeline, execution: str, costs: Mapping[str, Any]) -> None:
    small.cloud.client("s3").put_object(
        Bucket=small.bucket, Key=f"{execution}/facts/Dev.json", Body=json.dumps({"costs": costs}).encode()
    )


def test_each_release_has_its_total_and_its_change(released: Released) -> None:
    page = released.page()
    assert "15.75 USD a month" in page
    bars = [float(piece.partition('"')[0]) for piece in page.partition("after each of")[2].split('height="')[1:3]]
    assert bars == [pytest.approx(12.5 / 15.75 * 120), 120.0]
    table = page.partition("Change</th>")[2].partition("</table>")[0]
    assert table.index(released.second) < table.index(released.first)
    cells = [cell.partition("<")[0] for cell in table.split('<td class="number">')[1:]]
    assert cells == ["15.75", "+3.25", "12.50", "\u2013"]


def test_text_of_facts_is_text(released: Released) -> None:
    page = released.page()
    assert "<script>document" not in page
    assert "&lt;script&gt;" in page


def test_a_rollback_costs_what_it_went_back_to(released: Released) -> None:
    small = released.small
    started = small.codepipeline.rollback_stage(
        pipelineName=small.name, stageName="Dev", targetPipelineExecutionId=released.first
    )["pipelineExecutionId"]
    small.wait_for(started, "Succeeded")
    # What was read a moment ago is not asked for again.
    small.wait(lambda: "12.50 USD a month" in released.page(), "the rollback is what stands")
    assert "-3.25" in released.page()


@pytest.mark.slow
def test_it_is_for_everybody(browser: Browser, released: Released) -> None:
    for scheme in ("light", "dark"):
        visit = start_visit(browser, released.console, color_scheme=scheme)
        visit.open("/metrics")
        expect(visit.page.get_by_role("main")).to_contain_text("USD a month after each of")
        visit.page.get_by_text("As a table").last.click()
        assert visit.problems() == []
        for width in (390, 1280, 1920):
            assert visit.fits(width), width
        visit.page.context.close()
        assert visit.complaints == []
