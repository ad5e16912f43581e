"""Takes docs/pictures/console-failure.png and console-approval.png, of a small pipeline in a local cloud.

python -m tests.console.pictures
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from tests.compliance.reports.browser import chromium
from tests.console.eventful_pipeline import deliver, push
from tests.console.served_console import ServedConsole, served_console
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import REPOSITORY, CloudProcess
from tests.localcloud.codepipeline.pipeline_parts import BUILD_SPEC
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

PICTURES: Final = REPOSITORY / "docs" / "pictures"
_SPEC: Final = BUILD_SPEC.replace("test -x scripts/tool", "sh scripts/tool")
_FAILING: Final = """cat <<'END'
_______________________ test_a_total_is_rounded_half_up ________________________
>       assert total(items) == Decimal("1.01")
E       AssertionError: assert Decimal('1.005') == Decimal('1.01')
tests/test_basket.py:41: AssertionError
=========================== short test summary info ============================
FAILED tests/test_basket.py::test_a_total_is_rounded_half_up
========================= 1 failed, 12 passed in 0.41s =========================
END
exit 1
"""
_FACTS: Final = {
    "counts": {"destructive": 1, "replacing": 0, "broadening": 0, "neither": 2},
    "changes": [
        {
            "logicalId": "Baskets",
            "type": "AWS::DynamoDB::Table",
            "classes": ["destructive"],
            "reasons": {"destructive": ["is deleted, and keeps data"]},
        }
    ],
    "since": "2 days",
    "costs": {"greeting-prod": "12.50"},
    "costChange": "+1.20 USD a month",
    "checks": {"Smoke": "Succeeded (11 s)"},
    "findings": {"AwsSolutions": "0 open, 3 acknowledged"},
}


def main() -> None:
    with (
        _delivered() as (small, failed),
        served_console(small.cloud, small.name, evidence_bucket=small.bucket) as console,
        chromium() as browser,
    ):
        _take(browser, console, f"/executions/{failed}", "console-failure.png", scheme="light", height=790)
        path = console.ask("/approvals").body.partition('href="/approvals/')[2].partition('"')[0]
        _take(browser, console, f"/approvals/{path}", "console-approval.png", scheme="dark", height=620)


@contextmanager
def _delivered() -> Iterator[tuple[SmallPipeline, str]]:
    """A pipeline with one delivery, a failure, whose execution is returned, and one that waits for a person."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with CloudProcess(
            state_dir=folder / "state", toolchain_dir=folder / "toolchain", switches=("--time-scale=600",)
        ) as cloud:
            small = SmallPipeline(cloud, folder)
            small.name = "greeting-pipeline"
            small.prepare()
            cloud.client("codebuild").update_project(
                name=small.name, source={"type": "CODEPIPELINE", "buildspec": _SPEC}
            )
            small.create()
            small.first_commit()
            deliver(small, 2)
            small.commit({"scripts/tool": _FAILING}, "Round a basket's total half up")
            failed = push(small, 3)
            small.wait_for(failed, "Failed")
            subject = "Round half up, also where a price has three digits"
            commit = small.commit({"scripts/tool": "exit 0\n"}, subject)
            waiting = push(small, 4)
            small.wait_for_approval()
            pushed = {"commit": commit, "subject": subject, "pushed": "2026-03-02 09:14 UTC", "became": "this release"}
            facts = json.dumps({**_FACTS, "pushes": [pushed]}).encode()
            cloud.client("s3").put_object(Bucket=small.bucket, Key=f"{waiting}/facts/.json", Body=facts)
            yield small, failed


def _take(browser: Browser, console: ServedConsole, path: str, picture: str, *, scheme: str, height: int) -> None:
    visit = start_visit(browser, console, color_scheme=scheme, viewport={"width": 1280, "height": height})
    visit.open(path)
    visit.page.wait_for_load_state("load")
    visit.page.screenshot(path=PICTURES / picture)
    visit.page.context.close()


if __name__ == "__main__":
    main()
