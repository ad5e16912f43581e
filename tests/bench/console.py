"""What an open console costs: a build of 100,000 lines alone and followed by three open pages, in a pipeline that has
50 executions; what it costs to open the pages; and how soon a page is painted.

The build says that it is ready and then waits for its measurement, so that its pages are open before it: they are
opened once, however much a build writes.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bench.history import note
from tests.bench.processor_time import children_of, seconds_of_process, seconds_of_tree
from tests.compliance.reports.browser import FLAGS
from tests.console.eventful_pipeline import BUILD_SPEC
from tests.console.served_console import ServedConsole, served_console
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

EXECUTIONS: Final = 50
LINES: Final = 100_000
PAGES: Final = 3
_RUNS: Final = 3
_READY: Final = "ready to be measured"
_TOOL: Final = f"#!/bin/sh\necho {_READY}\nread go < {{signal}}\nseq -f 'line %.0f of the log' {LINES}\nexit 3\n"
_PAINTS: Final = ("/", "/approvals", "/environments", "/executions/{execution}")


@dataclass(frozen=True)
class _Computed:
    """Processor time in seconds.

    Attributes:
        server: of the local cloud's own process.
        builds: of what it starts.
        console: of this process: the console runs in it, and what waits for the execution.
        browser: of the browser with what drives it.
    """

    server: float
    builds: float
    console: float
    browser: float

    @classmethod
    def until_now(cls, cloud: CloudProcess) -> _Computed:
        server, here = seconds_of_process(cloud.pid), os.getpid()
        with_builds = seconds_of_tree(cloud.pid)
        # The clouds' process is a child too; what has ended of the others was git.
        browser = sum(seconds_of_tree(child) for child in children_of(here) if child != cloud.pid)
        return cls(server, with_builds - server, time.process_time(), browser)

    def since(self, earlier: _Computed, runs: int) -> _Computed:
        """What one of so many runs took."""
        return _Computed(*((late - early) / runs for late, early in zip(astuple(self), astuple(earlier), strict=True)))

    def __str__(self) -> str:
        return ", ".join(f"{name} {seconds:.2f} s" for name, seconds in asdict(self).items())


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
        before = _Computed.until_now(cloud)
        alone_seconds = [_alone(small) for _ in range(_RUNS)]
        alone = _Computed.until_now(cloud).since(before, _RUNS)
        before = _Computed.until_now(cloud)
        followed_seconds = [_followed(small, console, browser) for _ in range(_RUNS)]
        followed = _Computed.until_now(cloud).since(before, _RUNS)
        before = _Computed.until_now(cloud)
        for _ in range(_RUNS):
            _opened(small, console, browser)
        opening = _Computed.until_now(cloud).since(before, _RUNS)
        elements = _elements(small, console, browser)
        paints = _paints(small, console, browser)
    overhead = median(followed_seconds) / median(alone_seconds) - 1
    pages = followed.console - alone.console + followed.browser
    run = alone.server + alone.builds
    following = pages - opening.console - opening.browser
    print(
        f"a build of {LINES:,} lines, from the first: alone {median(alone_seconds):.1f} s, "
        f"with {PAGES} open pages {median(followed_seconds):.1f} s"
    )
    print(f"open pages cost {overhead:+.0%} (at most 5 % is the aim); the page has {elements:,} elements")
    print(f"processor time alone: {alone}\nwith {PAGES} open pages: {followed}\nof it opening them: {opening}")
    print(
        f"console and browser add {pages:.2f} s, {pages / run:.0%} of what server and builds compute alone; "
        f"without opening the pages {following:.2f} s, {following / run:.0%}"
    )
    print("first paint: " + ", ".join(f"{path} {millis:.0f} ms" for path, millis in paints.items()) + " (300 ms)")
    note(
        "console",
        {
            "alone_seconds": median(alone_seconds),
            "followed_seconds": median(followed_seconds),
            **{f"{name}_processor_seconds_alone": seconds for name, seconds in asdict(alone).items()},
            **{f"{name}_processor_seconds_followed": seconds for name, seconds in asdict(followed).items()},
            **{f"{name}_processor_seconds_opening": seconds for name, seconds in asdict(opening).items()},
            "overhead": overhead,
            "processor_share": pages / run,
            "processor_share_of_following": following / run,
            "elements": elements,
            "first_paint_milliseconds": max(paints.values()),
        },
    )


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
    os.mkfifo(_signal(small))
    small.prepare()
    cloud.client("codebuild").update_project(name=small.name, source={"type": "CODEPIPELINE", "buildspec": BUILD_SPEC})
    small.create()
    for _ in range(EXECUTIONS - 1):
        started = small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"]
        small.wait_for(started, "Failed")
    small.first_commit()
    small.commit({"scripts/tool": _TOOL.format(signal=_signal(small))}, "Say much")
    before = len(small.executions())
    small.push()
    small.wait(lambda: len(small.executions()) > before, "the push starts an execution")
    _measured(small, str(small.executions()[0]["pipelineExecutionId"]), _signaller(small))
    return small


def _signal(small: SmallPipeline) -> Path:
    """What a build reads to go on."""
    return small.directory / "signal"


def _alone(small: SmallPipeline) -> float:
    """Seconds of a build that nobody follows."""
    started = _started(small)
    return _measured(small, started, _signaller(small))


def _followed(small: SmallPipeline, console: ServedConsole, browser: Browser) -> float:
    """Seconds of a build whose pages are open."""
    started = _started(small)
    signaller = _signaller(small)
    with _pages(console, browser, started) as pages:
        for page in pages:
            expect(page.locator("#log-lines")).to_contain_text(_READY)
        return _measured(small, started, signaller)


def _started(small: SmallPipeline) -> str:
    return str(small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"])


def _signaller(small: SmallPipeline) -> int:
    """The signal's other end, once the build waits for it."""
    found: list[int] = []

    def is_open() -> bool:
        try:
            found.append(os.open(_signal(small), os.O_WRONLY | os.O_NONBLOCK))
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
        return bool(found)

    small.wait(is_open, "the build waits for its measurement")
    return found[0]


def _measured(small: SmallPipeline, started: str, signaller: int) -> float:
    """Seconds from its first line to the execution's end, as CodePipeline has that."""
    begins = datetime.now(UTC)
    os.write(signaller, b"go\n")
    os.close(signaller)
    small.wait_for(started, "Failed")
    summary = next(each for each in small.executions() if each["pipelineExecutionId"] == started)
    return float((summary["lastUpdateTime"] - begins).total_seconds())


def _opened(small: SmallPipeline, console: ServedConsole, browser: Browser) -> None:
    """The same pages of an execution without a log: what it costs to open them."""
    with _pages(console, browser, str(small.executions()[-1]["pipelineExecutionId"])):
        pass


@contextmanager
def _pages(console: ServedConsole, browser: Browser, execution: str) -> Iterator[list[Page]]:
    context = browser.new_context()
    pages = [context.new_page() for _ in range(PAGES)]
    pages[0].goto(console.session.address)
    for page in pages:
        page.goto(f"{_origin(console)}/executions/{execution}?log=Build/Build#log")
    yield pages
    context.close()


def _elements(small: SmallPipeline, console: ServedConsole, browser: Browser) -> int:
    """How many elements the page of an execution has, whose log it has to its end."""
    with _pages(console, browser, str(small.executions()[0]["pipelineExecutionId"])) as pages:
        pages[0].locator("#log-lines[data-complete]").wait_for(timeout=60_000)
        return int(pages[0].evaluate("document.getElementsByTagName('*').length"))


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
