"""The assertions' step fails where one of its tests did not run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSES = "def test_one(): pass\ndef test_two(): pass\n"
SKIPS = "import pytest\ndef test_one(): pass\n@pytest.mark.skip(reason='later')\ndef test_two(): pass\n"
FAILS = SKIPS.replace("skip(reason='later')", "xfail").replace("test_two(): pass", "test_two(): assert False")
SKIPS_ITSELF = "import pytest\ndef test_one(): pytest.skip('nothing to look at')\n"


def ended(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_written.py").write_text(text, encoding="utf-8")
    plugin = ("-p", "tests.assertions.none_left_out", "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--rootdir", folder, "-c", os.devnull, *plugin, *options, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("text", [PASSES, SKIPS_ITSELF])
def test_a_run_of_all_tests_passes(tmp_path: Path, text: str) -> None:
    assert ended(tmp_path, text).returncode == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("text", "options"),
    [(SKIPS, ()), (FAILS, ()), (PASSES, ("--deselect", "test_written.py::test_two")), (PASSES, ("-k", "not two"))],
)
def test_a_run_without_one_of_them_fails_and_says_where(tmp_path: Path, text: str, options: tuple[str, ...]) -> None:
    run = ended(tmp_path, text, *options)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 tests did not run" in run.stdout
    assert "test_written.py" in run.stdout
