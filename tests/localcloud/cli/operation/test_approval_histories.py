"""`approve` and `reject` answer the question that a person was shown, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli.operation.approval_histories import CASES, Case
from tests.localcloud.cli.operation.pipeline_history import history


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer_is_for_what_was_shown(
    case: Case, tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = history(tmp_path, workspace, monkeypatch)
    case.happens(it)
    before = it.answers_given()
    code = it.person(*case.typed)
    assert (code == ExitCode.OK) == (case.answered is not None)
    new = it.answers_given()[len(before) :]
    verdict = "Succeeded" if case.typed[0] == "approve" else "Failed"
    assert new == ([(*case.answered, verdict)] if case.answered else [])
