"""The HTML page in a browser: it says what the JSON form says, its filters work, and it asks nobody for anything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from compliance.matrix import OPEN, Matrix
from tests.compliance.reports.browser import chromium
from tests.compliance.reports.report_counts import json_counts

pytestmark = pytest.mark.xdist_group("chromium")


@dataclass
class Report:
    """The open page, what it asked for, and what it complained about."""

    page: Page
    document: dict[str, Any]
    json_file: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def count(self, status: str) -> int:
        slug = status.lower().replace(" ", "-")
        return int(self.page.inner_text(f"#count-{slug}").replace(",", ""))

    def counts(self) -> Counter[str]:
        return +Counter({status: self.count(status) for status in self.document["statuses"]})

    @property
    def shown(self) -> int:
        return int(self.page.inner_text("#shown").replace(",", ""))

    def reset(self) -> None:
        self.page.get_by_role("button", name="Reset filters").click()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def report(browser: Browser, folder: Path, matrix: Matrix) -> Iterator[Report]:
    context = browser.new_context()
    page = context.new_page()
    json_file = folder / "compliance-matrix.json"
    opened = Report(page=page, document=json.loads(json_file.read_text(encoding="utf-8")), json_file=json_file)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
    page.goto((folder / "compliance-report.html").as_uri())
    yield opened
    context.close()


@pytest.fixture(autouse=True)
def unfiltered(report: Report) -> None:
    report.reset()


def test_the_first_thing_it_says_is_the_verdict(report: Report, matrix: Matrix) -> None:
    said = report.page.inner_text(".verdict")
    assert said.startswith("Passed" if matrix.passed else "Stopped")


def test_counts_of_each_pack_equal_the_jsons(report: Report) -> None:
    for pack, counts in json_counts(report.json_file).items():
        report.page.get_by_label("Pack", exact=True).select_option(value=pack)
        assert report.counts() == counts, pack


def test_counts_of_the_summary_equal_the_jsons(report: Report) -> None:
    expected = [
        pack["counts"][environment][status]
        for pack in report.document["packs"]
        for environment in (*pack["gates"], *pack["reported"])
        for status in ("Non-Compliant", "Error", "Acknowledged", "Compliant", "Not applicable")
    ]
    cells = report.page.locator("td[data-count]").all_inner_texts()
    assert [int(cell.replace(",", "")) for cell in cells] == expected


def test_what_does_not_apply_is_shown_only_when_asked_for(report: Report) -> None:
    total = sum(report.counts().values())
    not_applicable = report.count("Not applicable")
    assert report.shown == total - not_applicable
    report.page.locator("input[value='Not applicable']").check()
    assert report.shown == total


def test_each_filter_narrows_to_what_the_json_has(report: Report) -> None:
    columns = report.document["results"]["columns"]
    rows = [dict(zip(columns, row, strict=True)) for row in report.document["results"]["rows"]]
    resources = report.document["resources"]
    report.page.get_by_label("Environment", exact=True).select_option("prod")
    assert report.shown == sum(resources[row["resource"]]["environment"] == "prod" for row in rows)
    report.reset()
    rule = rows[0]["rule"]
    report.page.get_by_label("Rule or its description").fill(f"{rule}")
    assert 0 < report.shown < len(rows)
    assert all(rule in text for text in report.page.locator("#rows strong").all_inner_texts())
    report.reset()
    path = resources[rows[0]["resource"]]["path"]
    report.page.get_by_label("Resource, type or source").fill(path)
    assert 0 < report.shown < len(rows)
    assert all(path in text for text in report.page.locator("#rows .path").all_inner_texts())
    report.reset()
    for status in set(report.document["statuses"]) - {"Acknowledged", "Not applicable"}:
        report.page.locator(f"input[value='{status}']").uncheck()
    assert report.shown == sum(row["status"] == "Acknowledged" for row in rows)


def test_filters_combine(report: Report) -> None:
    everything = report.shown
    pack = report.document["packs"][0]["name"]
    report.page.get_by_label("Pack", exact=True).select_option(value=pack)
    of_pack = report.shown
    report.page.get_by_label("Environment", exact=True).select_option("prod")
    assert report.shown < of_pack < everything
    assert report.shown == sum(
        count for status, count in report.document["packs"][0]["counts"]["prod"].items() if status != "Not applicable"
    )


def test_all_rows_can_be_reached(report: Report) -> None:
    more = report.page.get_by_role("button", name="more of")
    while more.is_visible():
        more.click()
    assert report.page.locator("#rows tr").count() == report.shown


def test_an_acknowledged_result_leads_to_its_reason(report: Report) -> None:
    report.page.get_by_label("Rule or its description").fill(report.document["acknowledgements"][0]["finding"])
    report.page.locator("#rows a", has_text="reason").first.click()
    entry = report.page.locator("li:target")
    assert entry.is_visible()
    assert report.document["acknowledgements"][0]["finding"] in entry.inner_text()


def test_a_pack_of_the_summary_leads_to_its_results(report: Report) -> None:
    pack = report.document["packs"][-1]
    environment = (*pack["gates"], *pack["reported"])[-1]
    report.page.locator(f'a[data-pack="{pack["name"]}"][data-environment="{environment}"]').click()
    counts = pack["counts"][environment]
    assert report.shown == sum(counts.values()) - counts["Not applicable"]


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(report: Report) -> None:
    controls = report.page.locator("#filters :is(input, select), button")
    for index in range(controls.count()):
        assert controls.nth(index).evaluate("one => one.labels?.length || one.textContent.trim().length") > 0
    report.page.locator("#environment").focus()
    reached = set()
    for _ in range(12):
        reached.add(report.page.evaluate("document.activeElement.id || document.activeElement.value"))
        report.page.keyboard.press("Tab")
    assert {"environment", "pack", "rule", "resource", "Acknowledged", "reset", "download"} <= reached


def test_a_filter_works_by_keyboard_alone(report: Report) -> None:
    before = report.shown
    report.page.locator("input[value='Compliant']").focus()
    report.page.keyboard.press("Space")
    assert report.shown == before - report.count("Compliant")


def test_headings_and_tables_have_a_structure(report: Report) -> None:
    assert report.page.locator("h1").count() == 1
    assert report.page.locator("html").get_attribute("lang") == "en"
    assert report.page.locator("th:not([scope])").count() == 0
    assert report.page.locator("section:not([aria-labelledby])").count() == 0


def test_on_paper_every_excuse_is_unfolded_and_no_control_is_left(report: Report) -> None:
    report.page.emulate_media(media="print")
    report.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    try:
        assert not report.page.locator("#filters").is_visible()
        assert report.page.locator("ul.findings li").first.is_visible()
        assert report.page.locator(".verdict").is_visible()
        assert report.page.locator("#rows tr").count() == report.shown
    finally:
        report.page.evaluate("dispatchEvent(new Event('afterprint'))")
        report.page.emulate_media(media="screen")
    assert report.page.pdf().startswith(b"%PDF")


def test_what_rules_say_is_text_and_not_markup(report: Report) -> None:
    assert report.page.title().startswith("Compliance report")
    assert report.page.locator("script").count() == 2


def test_nothing_leaves_the_page(report: Report) -> None:
    """The file itself is the only thing that was ever asked for, whatever was clicked before. A blob is the page's
    own memory."""
    assert report.requests[0].startswith("file:")
    assert [url for url in report.requests[1:] if not url.startswith("blob:")] == []
    assert report.errors == []


def test_the_policy_forbids_requests_to_whoever_would_add_one(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((folder / "compliance-report.html").as_uri())
    assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')") == "refused"
    page.close()
    assert any("Content Security Policy" in line for line in said)


def test_shown_results_can_be_saved_as_csv(report: Report) -> None:
    with report.page.expect_download() as saved:
        report.page.get_by_role("button", name="Download these as CSV").click()
    lines = saved.value.path().read_bytes().decode().split("\r\n")
    assert len(lines) == report.shown + 1


@pytest.fixture
def phone(browser: Browser, folder: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((folder / "compliance-report.html").as_uri())
    yield page
    page.close()


def test_on_a_phone_nothing_is_cut_or_scrolled_sideways(phone: Page) -> None:
    phone.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    cut = """[...document.querySelectorAll('body *')].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width && box.height && !one.closest('thead, .skip')
        && (box.right > innerWidth + 1 || box.left < 0 || one.scrollWidth > one.clientWidth + 1 && one.clientWidth
            && getComputedStyle(one).overflowX !== 'visible');
    }).map((one) => one.outerHTML.slice(0, 120))"""
    assert phone.evaluate(cut) == []


def test_on_a_phone_each_cell_has_its_columns_name(phone: Page) -> None:
    cells = phone.locator("td")
    assert cells.count() > 0
    assert phone.locator("td:not([data-label])").count() == 0
    assert "Status" in phone.evaluate("getComputedStyle(document.querySelector('#rows td'), '::before').content")


def test_a_resource_is_found_by_its_logical_id(report: Report) -> None:
    rows = [
        dict(zip(report.document["results"]["columns"], row, strict=True)) for row in report.document["results"]["rows"]
    ]
    resources = report.document["resources"]
    logical_id = resources[rows[0]["resource"]]["logical_id"]
    report.page.get_by_label("or logical id").fill(logical_id)
    assert 0 < report.shown <= sum(logical_id.lower() in str(resources[row["resource"]]).lower() for row in rows)
    assert all(logical_id in text for text in report.page.locator("#rows tr").all_inner_texts())
    assert logical_id in report.page.locator("#rows code").all_inner_texts()


def test_every_shown_rule_says_what_to_do_and_is_found_by_its_control(report: Report, matrix: Matrix) -> None:
    advice = {rule.id: rule.advice for run in matrix.packs for rule in run.rules}
    for row in report.page.locator("#rows tr").all()[:20]:
        rule = row.locator("strong").inner_text().partition("[")[0]
        assert advice[rule] in (row.locator("details").text_content() or "")
    controls = [control for run in matrix.packs for rule in run.rules for control in rule.controls]
    for control in controls[:1]:
        report.page.get_by_label("or a control").fill(control)
        assert report.shown > 0
        assert control in (report.page.locator("#rows tr details").first.text_content() or "")


def test_what_is_open_and_stops_nothing_is_listed_by_rule_with_what_to_do(report: Report, matrix: Matrix) -> None:
    open_rules = {r.rule for run in matrix.packs for r in run.with_status(*OPEN) if not run.stops(r)}
    listed = report.page.locator("article")
    assert listed.count() == len(open_rules)
    for rule in open_rules:
        text = listed.filter(has=report.page.get_by_role("heading", name=rule.id, exact=True)).inner_text()
        assert rule.advice.split()[0] in text
        assert all(control in text for control in rule.controls)


def test_without_an_earlier_run_it_says_that_there_was_nothing_to_compare(report: Report) -> None:
    assert "no earlier one to compare" in report.page.inner_text("section[aria-labelledby=changes]")
