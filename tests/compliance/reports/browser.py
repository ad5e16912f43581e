"""Debian's Chromium, driven by Playwright; the reports are opened in it as a reader would.

Where Chromium is not installed the tests are skipped, but for a run that must not miss any (``CI=true``).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
INSTALL = "Chromium is not installed: apt-get install --no-install-recommends chromium"


_running: list[Playwright] = []


@contextmanager
def _driver() -> Iterator[Playwright]:
    """Playwright, which a process can start once at a time: whoever comes while it runs uses that one."""
    if _running:
        yield _running[-1]
        return
    with sync_playwright() as playwright:
        _running.append(playwright)
        try:
            yield playwright
        finally:
            _running.clear()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as it is used; skips or fails the test where there is none."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(INSTALL, pytrace=False)
        pytest.skip(INSTALL)
    with _driver() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
