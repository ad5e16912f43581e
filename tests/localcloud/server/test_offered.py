"""The page of differences says what the code offers, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.localcloud.cloud_process import REPOSITORY

_PAGE = REPOSITORY / "docs" / "local-cloud.md"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "localcloud.server.offered", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120)


def test_the_page_says_what_the_code_offers() -> None:
    checked = _run(str(_PAGE), "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_page_that_says_something_else_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    shutil.copy(_PAGE, page)
    page.write_text(page.read_text(encoding="utf-8").replace("StartPipelineExecution", "StartSomething"))
    assert _run(str(page), "--check").returncode == 1
