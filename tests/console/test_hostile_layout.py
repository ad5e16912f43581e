"""A name of 200 letters without a blank, or in a script that is read the other way, leaves a page as wide as it was,
and nothing that a stranger wrote runs in a browser.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.console.hostile_account import FAILED, REGION, STACK, WAITING, HostileAccount, hostile_console
from tests.console.page_judge import PAGES
from tests.console.visit import start_visit

pytestmark = pytest.mark.slow

NAMES = {
    "long": "W" * 200,
    "read the other way": "\u0627" * 200,
    "marks": "a" + "\u0301" * 300,
    "script": "</title><script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">",
}
SHOWN = [page for page in PAGES if "/logs/" not in page and "/events" not in page]


def evidence(text: str) -> dict[str, Any]:
    """Facts of a release and a compliance matrix, in one document, with a text wherever one can stand."""
    change = {"logicalId": text, "type": text, "classes": ["destructive"], "reasons": {"destructive": [text]}}
    return {
        "changes": [change],
        "counts": {"destructive": 1, text: 2},
        "since": text,
        "pushes": [dict.fromkeys(("commit", "subject", "pushed", "became"), text)],
        "checks": {text: text},
        "findings": {text: text},
        "costs": {text: 12.5},
        "costChange": text,
        "verdict": text,
        "packs": [{"name": text, "gates": ["prod"], "counts": {"prod": {"Error": 1}}, "total": {"Error": 1}}],
        "resources": [{"path": text, "source": text}],
        "results": {"columns": ["rule", "resource", "status"], "rows": [[text, 0, "Error"]]},
        "acknowledgements": [
            {**dict.fromkeys(("finding", "path", "environment", "owner", "reason"), text), "expires": "2031-01-01"}
        ],
    }


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_page_is_as_wide_as_its_window_whatever_is_called_how(browser: Browser, text: str) -> None:
    account = HostileAccount(text, stage="S" * 100, action="A" * 100)
    document = json.dumps(evidence(text)).encode()
    for execution in (FAILED, WAITING):
        for place in ("facts/.json", "compliance/compliance/compliance-matrix.json", text[:200]):
            account.objects[f"{execution}/{place}"] = document
    with hostile_console(account) as console:
        visit = start_visit(browser, console)
        for page in SHOWN:
            visit.open(page.format(stage=account.stage, action=account.action))
            for part in ("#stages .environments", "#reports:not([aria-busy])"):
                if visit.page.locator(part.partition(" ")[0].partition(":")[0]).count():
                    expect(visit.page.locator(part)).to_be_visible()
            assert visit.fits(390), page
            assert visit.fits(1280), page
            assert visit.page.title() != "owned"
        visit.open(f"/resources/{account.stage}/{REGION}/{STACK}")
        assert visit.problems() == []
        visit.page.context.close()
    assert visit.complaints == []
