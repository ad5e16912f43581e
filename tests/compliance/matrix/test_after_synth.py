"""Rules that load while a command synthesizes judge what it has made, and never hide how it ended."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from compliance.matrix.__main__ import main
from compliance.matrix.evaluation import RuleProcess
from compliance.matrix.record import record_judgement
from compliance.packs import JUDGEMENT_FILE
from tests.compliance.matrix.test_record import assembly_in


def synth(source: Path, target: Path, *, status: int = 0) -> list[str]:
    """A command that makes an assembly as a synth does, and ends with that status."""
    program = f"import shutil, sys; shutil.copytree({str(source)!r}, {str(target)!r}); sys.exit({status})"
    return [sys.executable, "-c", program]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assembly_in(tmp_path_factory.mktemp("source"))


def test_rules_loaded_ahead_say_what_rules_loaded_later_say(source: Path, tmp_path: Path) -> None:
    later, ahead = tmp_path / "later", tmp_path / "ahead"
    assert main([str(later), "--after", *synth(source, later)]) == 0
    assert main([str(ahead), "--after", *synth(source, ahead)]) == 0
    record_judgement(later)
    assert (ahead / JUDGEMENT_FILE).read_bytes() == (later / JUDGEMENT_FILE).read_bytes()


def test_what_a_failed_synth_has_left_is_judged_and_it_stays_failed(source: Path, tmp_path: Path) -> None:
    assembly = tmp_path / "assembly"
    assert main([str(assembly), "--after", *synth(source, assembly, status=3)]) == 3
    assert (assembly / JUDGEMENT_FILE).is_file()


def test_without_an_assembly_the_status_is_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--after", sys.executable, "-c", "import sys; sys.exit(7)"]) == 7
    assert capsys.readouterr().err == ""


def test_a_command_that_was_killed_counts_as_in_a_shell(tmp_path: Path) -> None:
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert main([str(tmp_path), "--after", sys.executable, "-c", killed]) == 128 + 9


def test_a_command_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--after", str(tmp_path / "cdk"), "synth"]) == 127
    assert (
        capsys.readouterr().err == f"compliance: {tmp_path / 'cdk'} could not be started: No such file or directory\n"
    )


def test_a_command_that_succeeds_without_an_assembly_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--after", sys.executable, "-c", ""]) == 1
    assert capsys.readouterr().err.startswith("compliance: nothing was judged: ")


def test_rules_that_are_never_asked_end_with_their_block() -> None:
    with RuleProcess() as rules:
        rules.load_ahead()
        assert rules._process is not None
        pid = rules._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
