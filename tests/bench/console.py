"""What an open console costs: a run with a log of 100,000 lines alone and followed by three open pages, in a pipeline
that has 50 executions; and how soon a page is painted.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.history import note
from tests.compliance.reports.browser import FLAGS
from tests.console.eventful_pipeline import BUILD_SPEC
from tests.console.served_console import ServedConsole, served_console
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

EXECUTIONS: Final = 50
LINES: Final = 100_000
PAGES: Final = 3
_RUNS: Final = 3
_TOOL: Final = f"#!/bin/sh\nseq -f 'line %.0f of the log' {LINES}\nexit 3\n"
_PAINTS: Final = ("/", "/approvals", "/environments", "/executions/{execution}")


def measure() -> None:
    program = shutil.which("chromium")
    if program is None:
        print("Chromium is not installed: not measured")
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cloud = stack.enter_context(
            CloudProcess(state_dir=folder / "state", toolchain_dir=folder / "toolchain", switches=("--time-scale=600",))
        )
        small = _pipeline(cloud, folder / "small")
        console = stack.enter_context(served_console(cloud, small.name))
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(_closing(playwright.chromium.launch(executable_path=program, args=list(FLAGS))))
        before = _processor_seconds(cloud)
        alone = [_run(small) for _ in range(_RUNS)]
        between = _processor_seconds(cloud)
        followed, lines = _followed(small, console, browser)
        after = _processor_seconds(cloud)
        paints = _paints(small, console, browser)
    overhead = median(followed) / median(alone) - 1
    (server_alone, own_alone), (server, own) = (
        tuple((late - early) / _RUNS for late, early in zip(*looks, strict=True))
        for looks in ((between, before), (after, between))
    )
    print(f"a run of {LINES:,} lines: alone {median(alone):.1f} s, with {PAGES} open pages {median(followed):.1f} s")
    print(f"open pages cost {overhead:+.0%} (at most 5 % is the aim); the page keeps {lines:,} lines")
    print(
        f"processor time of the server {server_alone:.1f} and {server:.1f} s, of the console and what waits for it "
        f"{own_alone:.1f} and {own:.1f} s; the rest is the browser's"
    )
    print("first paint: " + ", ".join(f"{path} {millis:.0f} ms" for path, millis in paints.items()) + " (300 ms)")
    note(
        "console",
        {
            "alone_seconds": median(alone),
            "followed_seconds": median(followed),
            "server_processor_seconds_alone": server_alone,
            "server_processor_seconds_followed": server,
            "console_processor_seconds": own - own_alone,
            "overhead": overhead,
            "lines_kept": lines,
            "first_paint_milliseconds": max(paints.values()),
        },
    )


def _processor_seconds(cloud: CloudProcess) -> tuple[float, float]:
    """Of the server, and of this process, in which the console runs."""
    fields = Path(f"/proc/{cloud.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK"), time.process_time()


@contextmanager
def _closing(browser: Browser) -> Iterator[Browser]:
    try:
        yield browser
    finally:
        browser.close()


def _pipeline(cloud: CloudProcess, folder: Path) -> SmallPipeline:
    """With its executions, of which all but the measured ones fail at once: there is no commit yet."""
    folder.mkdir()
    small = SmallPipeline(cloud, folder)
    small.prepare()
    cloud.client("codebuild").update_project(name=small.name, source={"type": "CODEPIPELINE", "buildspec": BUILD_SPEC})
    small.create()
    for _ in range(EXECUTIONS - 1):
        started = small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"]
        small.wait_for(started, "Failed")
    small.first_commit()
    small.commit({"scripts/tool": _TOOL}, "Say much")
    before = len(small.executions())
    small.push()
    small.wait(lambda: len(small.executions()) > before, "the push starts an execution")
    small.wait_for(str(small.executions()[0]["pipelineExecutionId"]), "Failed")
    return small


def _run(small: SmallPipeline) -> float:
    """Seconds from start to end, as CodePipeline has them."""
    started = str(small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"])
    return _ended(small, started)


def _ended(small: SmallPipeline, started: str) -> float:
    small.wait_for(started, "Failed")
    summary = next(each for each in small.executions() if each["pipelineExecutionId"] == started)
    return float((summary["lastUpdateTime"] - summary["startTime"]).total_seconds())


def _followed(small: SmallPipeline, console: ServedConsole, browser: Browser) -> tuple[list[float], int]:
    """Seconds of each run with its pages open, and the most lines that a page kept."""
    took, kept = [], 0
    for _ in range(_RUNS):
        started = str(small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"])
        context = browser.new_context()
        pages = [context.new_page() for _ in range(PAGES)]
        pages[0].goto(console.session.address)
        for page in pages:
            page.goto(f"{_origin(console)}/executions/{started}?log=Build/Build#log")
        took.append(_ended(small, started))
        pages[0].reload()
        pages[0].locator("#log-lines[data-complete]").wait_for(timeout=60_000)
        kept = max(kept, pages[0].locator("#log-lines > div").count())
        context.close()
    return took, kept


def _paints(small: SmallPipeline, console: ServedConsole, browser: Browser) -> dict[str, float]:
    """Milliseconds to the first contentful paint by page, the median."""
    page = browser.new_context().new_page()
    page.goto(console.session.address)
    newest = str(small.executions()[0]["pipelineExecutionId"])
    found = {}
    for path in _PAINTS:
        address = _origin(console) + path.format(execution=newest)
        found[path.partition("{")[0]] = median(_paint(page, address) for _ in range(_RUNS))
    page.context.close()
    return found


def _paint(page: Page, address: str) -> float:
    page.goto(address)
    page.locator("h1").first.wait_for()
    page.wait_for_timeout(100)
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))


def _origin(console: ServedConsole) -> str:
    return f"http://127.0.0.1:{console.session.port}"
