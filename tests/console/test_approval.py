"""A person answers exactly what they were shown, from the console's own page, with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.console.eventful_pipeline import HOSTILE, push
from tests.console.served_console import ServedConsole, served_console
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

FACTS = {
    "counts": {"destructive": 1, "replacing": 0, "broadening": 0, "neither": 2},
    "changes": [
        {
            "logicalId": "Cvs",
            "type": "AWS::DynamoDB::Table",
            "classes": ["destructive"],
            "reasons": {"destructive": [f"is deleted {HOSTILE}"]},
        }
    ],
    "pushes": [{"commit": "0123456789abcdef", "subject": "Mend it", "pushed": "2026-01-02 03:04 UTC", "became": "now"}],
    "costs": {"greeting-prod": "12.50"},
    "costChange": "+1.20 USD a month",
    "checks": {"Smoke": "Succeeded (11 s)"},
    "findings": {"AwsSolutions": "0 open, 3 acknowledged"},
}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A pipeline that asks a person, and its console."""

    small: SmallPipeline
    console: ServedConsole
    execution: str

    def keep_facts(self, facts: Mapping[str, object]) -> None:
        """As the pipeline's own step does; the approval's stage of this pipeline is called `Approve`."""
        self.small.cloud.client("s3").put_object(
            Bucket=self.small.bucket, Key=f"{self.execution}/facts/.json", Body=json.dumps(facts).encode()
        )

    @property
    def path(self) -> str:
        state = self.small.codepipeline.get_pipeline_state(name=self.small.name)["stageStates"]
        (stage,) = (each for each in state if each["stageName"] == "Approve")
        asking = stage["actionStates"][0]["latestExecution"]["actionExecutionId"]
        return f"/approvals/{quote(asking)}"

    def form(self) -> dict[str, str]:
        """What the page's form holds."""
        page = self.console.ask(self.path).body
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))

    @property
    def still_asks(self) -> bool:
        return self.small.token() is not None


@pytest.fixture
def asking(cloud: CloudProcess, tmp_path: Path) -> Iterator[Asking]:
    small = SmallPipeline(cloud, tmp_path)
    small.prepare()
    small.create()
    small.first_commit()
    execution = push(small, 2)
    small.wait_for_approval()
    with served_console(cloud, small.name, evidence_bucket=small.bucket) as console:
        yield Asking(small=small, console=console, execution=execution)


def test_a_form_that_is_not_the_consoles_own_answers_nothing(asking: Asking) -> None:
    path, own = asking.path, {**asking.form(), "verdict": "approve", "reason": "fine"}
    attempts = [
        asking.console.ask(path, "POST", form={**own, "csrf": ""}),
        asking.console.ask(path, "POST", form={**own, "csrf": "guessed"}),
        asking.console.ask(path, "POST", form=own, headers={"origin": "https://evil.example"}),
        asking.console.ask(path, "POST", form=own, headers={"origin": None}),
        asking.console.ask(path, "POST", form=own, headers={"cookie": None}),
        asking.console.ask(path, "POST", form={**own, "reason": "x" * 20_000}),
    ]
    assert [attempt.status for attempt in attempts] == [403, 403, 403, 403, 401, 403]
    stop = f"/executions/{asking.execution}/stop"
    assert asking.console.ask(stop, "POST", form={"csrf": "guessed"}).status == 403
    assert asking.console.ask(stop).status == 405
    assert asking.still_asks
    assert asking.small.execution(asking.execution)["status"] == "InProgress"


def test_an_answer_without_a_reason_or_a_verdict_is_asked_for_again(asking: Asking) -> None:
    own = asking.form()
    for fields in ({"verdict": "approve", "reason": " "}, {"verdict": "perhaps", "reason": "fine"}, {"reason": "fine"}):
        assert asking.console.ask(asking.path, "POST", form={**own, **fields}).status == 400
    assert asking.still_asks


UNSEEN = (
    "\u200b",
    "\u3164 \uffa0",
    "\U000e0041\U000e0042",
    "\u2060\ufeff",
    "\u00ad",
    "\u2800",
    "\ufe0f",
    "\u2065",
    "\ufff0",
)


@pytest.mark.parametrize("reason", UNSEEN, ids=ascii)
def test_a_reason_that_nobody_can_see_is_none(asking: Asking, reason: str) -> None:
    for verdict in ("approve", "reject"):
        form = {**asking.form(), "verdict": verdict, "reason": reason}
        answer = asking.console.ask(asking.path, "POST", form=form)
        assert (answer.status, "Say why" in answer.body) == (400, True)
    assert asking.still_asks


def test_facts_that_changed_after_they_were_shown_are_shown_again(asking: Asking) -> None:
    asking.keep_facts(FACTS)
    shown = asking.form()
    asking.keep_facts({**FACTS, "costChange": "+900.00 USD a month"})
    answer = asking.console.ask(asking.path, "POST", form={**shown, "verdict": "approve", "reason": "fine"})
    assert answer.status == 409
    assert "has changed meanwhile" in answer.body
    assert "900.00" in answer.body
    assert asking.still_asks


def test_what_was_answered_elsewhere_cannot_be_answered_again(asking: Asking) -> None:
    path, shown = asking.path, asking.form()
    asking.small.answer(asking.small.wait_for_approval(), status="Rejected", summary="by somebody else")
    answer = asking.console.ask(path, "POST", form={**shown, "verdict": "approve", "reason": "fine"})
    assert answer.status == 409
    assert "not asked any longer" in answer.body
    asking.small.wait_for(asking.execution, "Failed")


def test_only_what_was_asked_of_an_execution_is_followed(asking: Asking) -> None:
    nobodys = "0f0e0d0c-0000-4000-8000-000000000009"
    for query in ("", "?execution=", f"?execution={nobodys}", "?execution=../../x"):
        assert asking.console.ask(f"{asking.path}/events{query}").status == 404


@pytest.mark.slow
def test_a_page_says_what_waits_behind_it_and_that_it_is_not_asked_any_longer(asking: Asking, browser: Browser) -> None:
    visit = start_visit(browser, asking.console)
    page, questions = visit.page, visit.page.context.new_page()
    visit.open(asking.path)
    questions.goto(f"http://127.0.0.1:{asking.console.session.port}/approvals")
    expect(questions.get_by_role("main").get_by_role("link")).to_have_count(1)
    page.get_by_label("Why").fill("It was looked at, but")
    asking.small.commit({"more": "1"}, f"Wait behind it {HOSTILE}")
    newer = push(asking.small, 3)
    expect(page.locator("#newer")).to_contain_text("1 newer execution waits behind it", timeout=20_000)
    page.get_by_role("button", name="Approve").focus()
    assert visit.problems() == []
    asking.small.codepipeline.stop_pipeline_execution(
        pipelineName=asking.small.name, pipelineExecutionId=asking.execution, abandon=True
    )
    expect(page.locator("#withdrawn")).to_contain_text("not asked any longer", timeout=20_000)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_label("Why")).to_have_value("It was looked at, but")
    expect(page.locator("#spoken")).to_have_text("This is not asked any longer.")
    assert visit.problems() == []
    # The one behind it goes on to the same question, which the list shows by itself.
    expect(questions.locator("#asked")).to_contain_text(newer[:8], timeout=30_000)
    page.get_by_role("link", name="What became of it").click()
    expect(page.locator("#headline")).to_contain_text("Stopped")
    page.context.close()
    assert visit.complaints == []


@pytest.mark.slow
def test_a_person_sees_the_facts_and_approves_with_a_reason(asking: Asking, browser: Browser) -> None:
    asking.keep_facts(FACTS)
    visit = start_visit(browser, asking.console)
    page = visit.page
    page.get_by_role("link", name="Approvals").click()
    expect(page.locator(".count")).to_contain_text("1")
    page.get_by_role("main").get_by_role("link", name="Greet").click()
    for fact in ("Deploy", "AWS::DynamoDB::Table", "12.50", "+1.20 USD a month", "Mend it", "Succeeded (11 s)"):
        expect(page.get_by_role("main")).to_contain_text(fact)
    for width in (390, 1280):
        assert visit.fits(width)
        assert visit.problems() == []
    page.get_by_label("Why").fill("It was looked at")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("#headline")).to_contain_text("Succeeded", timeout=20_000)
    assert "It was looked at" in json.dumps(asking.small.actions(asking.execution)["Approve"], default=str)
    page.context.close()
    assert visit.complaints == []


@pytest.mark.slow
def test_a_person_rejects_and_the_page_says_so(asking: Asking, browser: Browser) -> None:
    visit = start_visit(browser, asking.console)
    page = visit.page
    page.goto(f"http://127.0.0.1:{asking.console.session.port}/executions/{asking.execution}")
    page.get_by_role("link", name="Look at the facts and answer").click()
    page.get_by_label("Why").fill("Not on a Friday")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".stop")).to_contain_text("Not on a Friday", timeout=20_000)
    page.get_by_role("button", name="Retry what failed in Approve").click()
    expect(page.get_by_role("link", name="Look at the facts and answer")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Stop after the actions that run").click()
    expect(page.locator("#headline")).to_contain_text("Stopping", timeout=20_000)
    page.context.close()
    assert visit.complaints == []


@pytest.mark.slow
def test_what_has_not_changed_is_not_made_anew_under_the_pointer(asking: Asking, browser: Browser) -> None:
    visit = start_visit(browser, asking.console)
    streams: list[Route] = []
    visit.page.route("**/events?*", lambda route: streams.append(route))
    visit.open(asking.path)
    reject = visit.page.get_by_role("button", name="Reject").element_handle()
    _await_one(visit.page, streams).continue_()
    expect(visit.page.locator("#spoken")).to_have_text("It waits for your answer.", timeout=20_000)
    assert reject.evaluate("button => button.isConnected")
    visit.page.context.close()


@pytest.mark.slow
def test_a_button_that_is_pressed_stays_until_it_is_let_go(asking: Asking, browser: Browser) -> None:
    visit = start_visit(browser, asking.console)
    page = visit.page
    streams: list[Route] = []
    page.route("**/events?*", lambda route: streams.append(route))
    visit.open(asking.path)
    page.get_by_label("Why").fill("Not on a Friday")
    page.get_by_role("button", name="Reject").hover()
    page.mouse.down()
    parts = {"html": {"verdict": "<p>gone</p>", "newer": "<p>another</p>"}, "spoken": "Something else is told."}
    _await_one(page, streams).fulfill(
        content_type="text/event-stream", body=f"event: parts\ndata: {json.dumps(parts)}\n\n"
    )
    expect(page.locator("#newer")).to_have_text("another", timeout=20_000)
    page.unroute("**/events?*")
    page.mouse.up()
    expect(page.locator(".stop")).to_contain_text("Not on a Friday", timeout=20_000)
    page.context.close()


def _await_one(page: Page, streams: Sequence[Route]) -> Route:
    """The page's request for what changes, held until now."""
    for _ in range(200):
        if streams:
            return streams[0]
        page.wait_for_timeout(50)
    raise AssertionError("the page follows nothing")
