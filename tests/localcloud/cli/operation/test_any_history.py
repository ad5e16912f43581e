"""Whatever happens to a pipeline, and whatever a person looks at: a bare `approve` answers what the last picture told
them to approve with it, if that still waits, and nothing else. What the picture told them is read from its text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli.operation.pipeline_history import TWO_APPROVALS, History, history
from tests.localcloud.codepipeline.scripted_engine import DELIVERY, KEY

STEPS = 12
_SHOWN = re.compile(r"^execution (\S+) ", re.MULTILINE)
_BARE = re.compile(r"^  yes:  bin/example approve (?!--execution)", re.MULTILINE)
_NAMED = re.compile(r"bin/example approve --execution \S+")


def questions(it: History) -> dict[str, tuple[str, str]]:
    """Execution and stage of each question that waits, by its token."""
    states = it.client.get_pipeline_state(name=KEY.name)["stageStates"]
    return {
        action["latestExecution"]["token"]: (
            it.letter(state["latestExecution"]["pipelineExecutionId"]),
            state["stageName"],
        )
        for state in states
        for action in state["actionStates"]
        if action.get("latestExecution", {}).get("token")
    }


class Told:
    """What the last picture told a person: the question that a bare `approve` would answer; empty for none."""

    def __init__(self) -> None:
        self.token = ""

    def read(self, it: History, printed: str) -> None:
        subject = it.letter(_SHOWN.findall(printed)[0])
        bare = bool(_BARE.search(printed)) and not _NAMED.search(printed)
        own = [token for token, (letter, _) in questions(it).items() if letter == subject]
        self.token = own[0] if bare and len(own) == 1 else ""


@pytest.mark.parametrize("seed", range(20))
def test_a_bare_approve_answers_what_the_last_picture_said_or_nothing(
    seed: int, tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    it, told = history(tmp_path, workspace, monkeypatch), Told()
    two = chance.random() < 0.5
    it.begin(TWO_APPROVALS if two else DELIVERY)

    def look(*arguments: str) -> None:
        capsys.readouterr()
        it.person("status", *arguments)
        told.read(it, capsys.readouterr().out)

    def somebody_answers() -> None:
        waiting = sorted(questions(it).values())
        if waiting:
            it.somebody_answers(chance.choice(["Approved", "Rejected"]), chance.choice(waiting)[1])

    def any_letter() -> str:
        return chance.choice(sorted(it.executions))

    deeds: list[Callable[[], None]] = [
        it.push,
        it.push,
        look,
        lambda: look("--execution", any_letter()),
        somebody_answers,
        somebody_answers,
        lambda: it.somebody_retries(any_letter(), chance.choice(["ApproveProd", "ApproveStaging"])),
        lambda: it.somebody_stops(any_letter()),
    ]
    for _ in range(STEPS):
        with suppress(ClientError):  # what CodePipeline refuses has not happened
            chance.choice(deeds)()
    if chance.random() < 0.7:
        look()
        with suppress(ClientError):
            chance.choice(deeds)()
    expected = questions(it).get(told.token)
    before = it.answers_given()
    code = it.person("approve")
    assert it.answers_given()[len(before) :] == ([(*expected, "Succeeded")] if expected else [])
    assert (code == ExitCode.OK) == bool(expected)
