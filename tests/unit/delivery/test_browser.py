from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest

from delivery.browser import open_page

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page, on Linux without a display and without a chosen browser."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    written = tmp_path / "a page.html"
    written.write_text("<html>", encoding="utf-8")
    return written


def test_a_browser_that_the_person_names_gets_the_pages_address(page: Path, tmp_path: Path) -> None:
    """In a process of its own: `webbrowser` reads BROWSER once."""
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    program = "import sys, pathlib, delivery.browser as b; sys.exit(not b.open_page(pathlib.Path(sys.argv[1])))"
    environment = {**os.environ, "BROWSER": str(browser)}
    done = subprocess.run([sys.executable, "-c", program, page], env=environment, cwd=REPOSITORY, timeout=30)
    assert done.returncode == 0
    assert opened.read_text(encoding="utf-8") == page.as_uri()


def test_without_a_display_no_browser_is_started_in_the_terminal(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_: object) -> bool:
        raise AssertionError("a browser was started")

    monkeypatch.setattr(webbrowser, "open", started)
    assert not open_page(page)


def test_a_display_without_a_browser_is_no_failure(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    assert not open_page(page)
