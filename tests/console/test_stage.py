"""A stage is held, released and rolled back from its page, in the command line's terms, and only as it was shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.console.eventful_pipeline import deliver
from tests.console.served_console import Answer, ServedConsole, served_console
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

STAGE = "/environments/Dev"


@pytest.fixture(scope="module")
def released(small: SmallPipeline) -> SmallPipeline:
    """Two commits went through the stage."""
    small.create()
    small.first_commit()
    for count in (2, 3):
        deliver(small, count)
        small.commit({"note": str(count)}, f"Note {count}")
    return small


@pytest.fixture(scope="module")
def console(cloud: CloudProcess, released: SmallPipeline) -> Iterator[ServedConsole]:
    with served_console(cloud, released.name) as served:
        yield served


def enabled(small: SmallPipeline) -> bool:
    state = small.codepipeline.get_pipeline_state(name=small.name)["stageStates"]
    return bool(next(each for each in state if each["stageName"] == "Dev")["inboundTransitionState"]["enabled"])


def form(console: ServedConsole, deed: str) -> dict[str, str]:
    """The hidden fields of the form with a deed's button."""
    forms = re.findall(r"<form.*?</form>", console.ask(STAGE).body, re.DOTALL)
    (text,) = (found for found in forms if f'value="{deed}"' in found)
    return {**dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text)), "deed": deed}


def act(console: ServedConsole, offered: str, **changes: str) -> Answer:
    return console.ask(STAGE, "POST", form={**form(console, offered), **changes})


def test_a_stage_is_held_with_its_reason_and_released(console: ServedConsole, released: SmallPipeline) -> None:
    assert act(console, "hold", reason="until the move").status == 303
    assert not enabled(released)
    assert "until the move" in console.ask(STAGE).body
    stale = act(console, "release", seen="held by somebody: else")
    assert (stale.status, enabled(released)) == (409, False)
    assert "changed meanwhile" in stale.body
    assert act(console, "release").status == 303
    assert enabled(released)


@pytest.mark.parametrize("reason", ["", "<b>", "x" * 301])
def test_a_reason_that_codepipeline_does_not_take_holds_nothing(
    console: ServedConsole, released: SmallPipeline, reason: str
) -> None:
    answer = act(console, "hold", reason=reason)
    assert answer.status == 409
    assert "1 to 300 letters" in answer.body
    assert "<b>" not in answer.body
    assert enabled(released)


@pytest.mark.parametrize("changes", [{"csrf": "guessed"}, {"deed": "nothing"}], ids=["csrf", "deed"])
def test_what_the_page_did_not_offer_does_nothing(
    console: ServedConsole, released: SmallPipeline, changes: dict[str, str]
) -> None:
    assert act(console, "hold", reason="fine", **changes).status in {403, 409}
    assert enabled(released)


@pytest.mark.parametrize("changes", [{"target": "another"}, {"seen": "another"}], ids=["target", "latest"])
def test_a_rollback_to_what_was_not_shown_starts_nothing(
    console: ServedConsole, released: SmallPipeline, changes: dict[str, str]
) -> None:
    before = len(released.executions())
    answer = act(console, "rollback", **changes)
    assert answer.status == 409
    assert "changed meanwhile" in answer.body
    assert len(released.executions()) == before


def test_a_stage_that_fetches_the_source_offers_neither(console: ServedConsole) -> None:
    page = console.ask("/environments/Source").body
    assert "nothing enters it" in page
    assert "cannot be rolled back" in page
    assert console.ask("/environments/Nowhere").status == 404


@pytest.mark.slow
def test_the_environments_say_what_is_held(browser: Browser, console: ServedConsole, released: SmallPipeline) -> None:
    act(console, "hold", reason="the audit is on")
    try:
        visit = start_visit(browser, console)
        visit.open("/environments")
        expect(visit.page.get_by_role("main")).to_contain_text("the audit is on", timeout=20_000)
        visit.page.get_by_role("link", name="Release, roll back").click()
        assert visit.problems() == []
        visit.page.get_by_role("button", name="Release Dev").click()
        expect(visit.page).to_have_url(re.compile("/environments$"))
        assert enabled(released)
        visit.page.context.close()
        assert visit.complaints == []
    finally:
        if not enabled(released):
            act(console, "release")


def test_a_rollback_deploys_what_was_there_before(console: ServedConsole, released: SmallPipeline) -> None:
    before = str(released.executions()[1]["pipelineExecutionId"])
    answer = act(console, "rollback")
    assert answer.status == 303
    started = answer.headers["location"].rpartition("/")[2]
    released.wait_for(started, "Succeeded")
    execution = released.executions()[0]
    assert execution["rollbackMetadata"]["rollbackTargetPipelineExecutionId"] == before
