"""Reports in place and compliance over time, from what the steps kept; what builds wrote reaches nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.console.eventful_pipeline import HOSTILE
from tests.console.served_console import ServedConsole, served_console
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

MATRIX: dict[str, Any] = {
    "verdict": "stopped",
    "packs": [
        {
            "name": "Hardness",
            "title": "Hardness",
            "gates": ["prod"],
            "reported": ["dev"],
            "counts": {"prod": {"Error": 1, "Non-Compliant": 2}, "dev": {"Non-Compliant": 4}},
            "total": {"Error": 1, "Non-Compliant": 6, "Acknowledged": 5, "Compliant": 70},
        }
    ],
    "resources": [{"path": f"app/Store {HOSTILE}", "source": "app.py:7"}],
    "results": {
        "columns": ["pack", "rule", "resource", "status", "stops"],
        "rows": [
            ["Hardness", "Reported-1", 0, "Non-Compliant", False],
            ["Hardness", "Hard-1", 0, "Non-Compliant", True],
            ["Hardness", "Fine-1", 0, "Compliant", False],
        ],
    },
    "acknowledgements": [
        {"finding": finding, "path": "app/A", "environment": "prod", "owner": "us", "reason": HOSTILE, "expires": day}
        for finding, day in (("Later-1", "2031-01-01"), ("Sooner-1", "2030-01-01"), ("Never-1", "whenever"))
    ],
}  # fmt: skip
GATE = {
    "findings": {"Hardness": {"now": {"open": 0, "acknowledged": 9}, "before": None}},
    "weakenings": [[{"finding": "Weakening::rule-gone", "path": "Hardness", "text": "a rule went"}, None]],
}
REPORT = """<!doctype html><html lang="en"><title>report</title><h1>Report</h1><p id="seen">nothing</p><script>
document.getElementById("seen").textContent = "ran";
let cookie = "none"; try { cookie = document.cookie || "none"; } catch { cookie = "none"; }
fetch("/").then(() => "read", () => "blocked").then((how) => { document.title = how + " " + cookie; });
</script></html>"""


@dataclass(frozen=True)
class Kept:
    """A console over a pipeline with evidence of its two executions."""

    console: ServedConsole
    stopped: str
    released: str

    def part(self, execution: str) -> str:
        return self.console.ask(f"/executions/{execution}/reports/part").body


@pytest.fixture(scope="module")
def kept(cloud: CloudProcess, small: SmallPipeline) -> Iterator[Kept]:
    first = small.create()
    small.wait(lambda: len(small.executions()) == 1, "its creation starts an execution")
    first = str(small.executions()[0]["pipelineExecutionId"])
    small.wait_for(first, "Failed")  # there is no commit yet
    second = str(small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"])
    small.wait_for(second, "Failed")
    s3 = cloud.client("s3")
    for key, body in {
        f"{first}/synth/compliance/compliance-matrix.json": json.dumps(MATRIX),
        f"{first}/synth/compliance/compliance-report.html": REPORT,
        f"{first}/synth/odd '<b>.txt": HOSTILE,
        f"{second}/gate/facts.json": json.dumps(GATE),
        f"{second}/gate/attestation.dsse.json": "{}",
        f"{second}/compliance/compliance/compliance-matrix.json": json.dumps({**MATRIX, "verdict": "passed"}),
        "foreign/secret.txt": "of no execution",
    }.items():
        s3.put_object(Bucket=small.bucket, Key=key, Body=body.encode())
    with served_console(cloud, small.name, evidence_bucket=small.bucket) as console:
        yield Kept(console=console, stopped=first, released=second)


def test_what_stops_is_told_from_what_is_reported(kept: Kept) -> None:
    part = kept.part(kept.stopped)
    numbers = [cell.partition("<")[0] for cell in part.split('<td class="number">')[1:5]]
    assert numbers == ["3", "5", "4", "70"]
    assert part.index("Hard-1") < part.index("Reported-1")
    assert "Fine-1" not in part
    assert "app.py:7" in part


def test_text_of_evidence_is_text(kept: Kept) -> None:
    for page in (kept.part(kept.stopped), kept.console.ask("/compliance").body):
        assert "<script>document" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_a_file_comes_as_a_download_and_only_of_an_execution(kept: Kept) -> None:
    answer = kept.console.ask(f"/executions/{kept.stopped}/reports/file?path=synth/odd%20%27%3Cb%3E.txt")
    assert (answer.status, answer.body) == (200, HOSTILE)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "<" not in answer.headers["content-disposition"]
    for path in (f"{kept.stopped}/reports/file?path=none", "foreign/reports/file?path=secret.txt"):
        assert kept.console.ask(f"/executions/{path}").status == 404
    up = kept.console.ask(f"/executions/{kept.stopped}/reports/file?path=..%2F..%2Fforeign/secret.txt")
    assert "of no execution" not in up.body


def test_the_report_is_served_in_a_sandbox(kept: Kept) -> None:
    answer = kept.console.ask(f"/executions/{kept.stopped}/reports/compliance")
    assert answer.body == REPORT
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts;")
    assert "allow-same-origin" not in policy
    assert kept.console.ask(f"/executions/{kept.released}/reports/compliance").status == 404


def test_compliance_over_time_has_each_execution_and_the_next_excuse_first(kept: Kept) -> None:
    page = kept.console.ask("/compliance").body
    assert "9 excused" in page  # the gate's count, where there is one
    assert "<strong>3 open</strong>, 5 excused" in page  # Build's own, where it stopped
    assert "a rule went" in page
    assert page.index("Sooner-1") < page.index("Later-1")
    assert "Never-1" not in page


def test_a_signed_build_leads_to_its_verification(kept: Kept) -> None:
    assert f'href="/executions/{kept.released}/provenance"' in kept.part(kept.released)
    assert "/provenance" not in kept.part(kept.stopped)


def test_a_pipeline_without_evidence_says_so(cloud: CloudProcess, small: SmallPipeline, kept: Kept) -> None:
    with served_console(cloud, small.name) as console:
        assert "kept evidence" in console.ask("/compliance").body
        assert "No step has reported yet" in console.ask(f"/executions/{kept.stopped}/reports").body


@pytest.mark.slow
def test_a_reports_script_draws_it_and_reaches_nothing(browser: Browser, kept: Kept) -> None:
    visit = start_visit(browser, kept.console)
    visit.open(f"/executions/{kept.stopped}/reports/compliance")
    expect(visit.page.locator("#seen")).to_have_text("ran")
    expect(visit.page).to_have_title("blocked none")
    visit.page.context.close()


@pytest.mark.slow
def test_reports_stand_in_place_and_are_for_everybody(browser: Browser, kept: Kept) -> None:
    for scheme in ("light", "dark"):
        visit = start_visit(browser, kept.console, color_scheme=scheme)
        visit.open(f"/executions/{kept.stopped}")
        expect(visit.page.locator("#reports")).to_contain_text("Hard-1")
        for path in (f"/executions/{kept.stopped}", f"/executions/{kept.stopped}/reports", "/compliance"):
            visit.open(path)
            expect(visit.page.get_by_role("main")).to_contain_text("excused" if path == "/compliance" else "Hardness")
            assert visit.problems() == [], path
            for width in (390, 1280, 1920):
                assert visit.fits(width), (path, width)
        visit.page.context.close()
        assert visit.complaints == []
