"""`retry`, `stop`, `rollback`, `hold` and `release`: each does one named thing after a yes, or nothing and says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.services.codepipeline.statuses import ExecutionStatus
from tests.localcloud.cli.operation.pipeline_history import History, history
from tests.localcloud.codepipeline.scripted_engine import KEY, action, fail, pipeline, source, stage, succeed

RELEASES = pipeline(stage("Source", source()), stage("Prod", action("DeployProd")), stage("Report", action("Tell")))
CHANGES = frozenset(
    {
        "retry_stage_execution",
        "stop_pipeline_execution",
        "rollback_stage",
        "disable_stage_transition",
        "enable_stage_transition",
    }
)


@pytest.fixture
def it(tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> History:
    return history(tmp_path, workspace, monkeypatch)


def named(it: History, letter: str) -> str:
    return f'execution {it.executions[letter]} {it.commit(letter)[:7]} "Change {letter}"'


def broken_in_prod(it: History) -> None:
    it.scripted.runner.script["DeployProd"] = [fail(), succeed()]


def released(it: History, count: int) -> None:
    """That many releases, one after the other."""
    it.begin(RELEASES)
    for _ in range(count - 1):
        it.push()


# What each must not do: the history, what is typed, and a part of what is said.
Refusal = tuple[str, Callable[[History], None], tuple[str, ...], str]


def _nothing(it: History) -> None:
    it.begin(RELEASES)


def _failed_then_changed(it: History) -> None:
    broken_in_prod(it)
    it.begin(RELEASES)
    changed = {**RELEASES, "stages": [*RELEASES["stages"], stage("More", action("Extra"))]}
    it.scripted.definitions.update(KEY, changed, restart=False)


def _first_release_failed(it: History) -> None:
    broken_in_prod(it)
    it.begin(RELEASES)


def _two_failed(it: History) -> None:
    it.scripted.runner.script["DeployProd"] = [fail()]
    it.begin(RELEASES)
    it.scripted.runner.script["Source"] = [fail()]
    it.push()


def _running_in_prod(it: History) -> None:
    released(it, 1)
    it.held.add("DeployProd")
    it.push()


def _two_running(it: History) -> None:
    it.begin()
    it.push()


def _held(it: History) -> None:
    released(it, 1)
    it.somebody_holds("Prod", "quarter end")


def _rolled_back(it: History) -> None:
    released(it, 2)
    it.person("rollback", "prod", "--yes")


def _second_failed(it: History) -> None:
    released(it, 1)
    it.scripted.runner.script["DeployProd"] = [fail()]
    it.push()


def _stopping(it: History) -> None:
    it.begin()
    it.person("stop", "--yes")


def _structure_changed(it: History) -> None:
    released(it, 2)
    changed = {**RELEASES, "stages": [*RELEASES["stages"], stage("More", action("Extra"))]}
    it.scripted.definitions.update(KEY, changed, restart=False)


REFUSALS: list[Refusal] = [
    ("nothing failed", _nothing, ("retry", "--yes"), "there is nothing to retry: no stage's last execution"),
    ("that stage did not fail", _nothing, ("retry", "prod", "--yes"), "there is nothing to retry in Prod"),
    ("no such stage", _nothing, ("retry", "staging", "--yes"), "the pipeline has no stage 'staging'"),
    ("two stages failed", _two_failed, ("retry", "--yes"), "more than one stage failed: name one"),
    ("pipeline changed", _failed_then_changed, ("retry", "--yes"), "the pipeline has changed since it started"),
    ("retry without a yes", _first_release_failed, ("retry",), "nobody is there to ask, and nothing was changed"),
    ("nothing runs", _nothing, ("stop", "--yes"), "there is nothing to stop: every execution has ended"),
    ("that one has ended", _nothing, ("stop", "--execution", "A", "--yes"), "is Succeeded"),
    ("no such execution", _nothing, ("stop", "--execution", "x", "--yes"), "the pipeline has no execution x"),
    ("two run", _two_running, ("stop", "--yes"), "2 executions are not finished: name one"),
    ("being stopped", _stopping, ("stop", "--yes"), "is being stopped already"),
    ("stop without a yes", _running_in_prod, ("stop",), "nobody is there to ask"),
    ("first release", _first_release_failed, ("rollback", "prod", "--yes"), "Prod has nothing to roll back to"),
    ("only release", _nothing, ("rollback", "prod", "--yes"), "Prod has nothing to roll back to"),
    ("structure changed", _structure_changed, ("rollback", "prod", "--yes"), "present structure (version 2)"),
    ("to under another", _structure_changed, ("rollback", "prod", "--to", "A", "--yes"), "ran under version 1"),
    ("nothing before", _rolled_back, ("rollback", "prod", "--yes"), "Prod has nothing to roll back to"),
    ("to a rollback", _rolled_back, ("rollback", "prod", "--to", "C", "--yes"), "is a rollback itself"),
    ("to a failure", _second_failed, ("rollback", "prod", "--to", "B", "--yes"), "never succeeded in Prod"),
    ("to what is there", _nothing, ("rollback", "prod", "--to", "A", "--yes"), "is what it has"),
    ("to nothing", _nothing, ("rollback", "prod", "--to", "x", "--yes"), "the pipeline has no execution x"),
    ("occupied", _running_in_prod, ("rollback", "prod", "--yes"), "it must end first"),
    ("source", _nothing, ("rollback", "source", "--yes"), "Source fetches the source"),
    ("held already", _held, ("hold", "prod", "--reason", "again", "--yes"), "Prod is held by bob: quarter end already"),
    ("reason AWS refuses", _nothing, ("hold", "prod", "--reason", "a;b", "--yes"), "does not take this reason"),
    ("reason of blanks", _nothing, ("hold", "prod", "--reason", "  ", "--yes"), "says nothing that anybody could see"),
    ("reason unseen", _running_in_prod, ("stop", "--reason", "\u3164", "--yes"), "says nothing that anybody could see"),
    ("answer unseen", _nothing, ("reject", "--summary", "\u200b"), "says nothing that anybody could see"),
    ("answer left empty", _nothing, ("approve", "--summary", ""), "says nothing that anybody could see"),
    ("the first stage", _nothing, ("hold", "source", "--reason", "x", "--yes"), "Source is the first stage"),
    ("hold without a yes", _nothing, ("hold", "prod", "--reason", "x"), "nobody is there to ask"),
    ("not held", _nothing, ("release", "prod", "--yes"), "Prod is not held"),
    ("release without a yes", _held, ("release", "prod"), "nobody is there to ask"),
]


@pytest.mark.parametrize(
    ("happens", "typed", "said"), [each[1:] for each in REFUSALS], ids=[each[0] for each in REFUSALS]
)
def test_what_cannot_be_done_is_refused_before_anything_changes(
    it: History,
    happens: Callable[[History], None],
    typed: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    happens(it)
    it.client.calls.clear()
    capsys.readouterr()
    assert it.person(*typed) in {ExitCode.USAGE, ExitCode.DECLINED}
    assert said in capsys.readouterr().err
    assert not CHANGES & set(it.client.calls)


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_retry_takes_the_one_stage_that_failed_and_can_follow_it(
    it: History, capsys: pytest.CaptureFixture[str]
) -> None:
    broken_in_prod(it)
    it.begin(RELEASES)
    capsys.readouterr()
    assert it.person("retry", "--yes") == ExitCode.OK
    printed = capsys.readouterr().out
    assert f"retry what did not succeed (DeployProd) of Prod for {named(it, 'A')}" in printed
    assert f"Prod runs again for {named(it, 'A')}" in printed
    assert it.execution("A").status is ExecutionStatus.SUCCEEDED


def test_retry_of_all_actions_runs_also_those_that_succeeded(it: History) -> None:
    both = pipeline(stage("Source", source()), stage("Prod", action("Change"), action("Execute", order=2)))
    it.scripted.runner.script["Execute"] = [fail(), fail(), succeed()]
    it.begin(both)
    it.person("retry", "prod", "--yes")
    assert it.scripted.runner.ran("Change") == 1
    it.person("retry", "prod", "--all-actions", "--yes")
    assert it.scripted.runner.ran("Change") == 2


def test_retry_goes_on_with_a_stage_that_was_stopped(it: History) -> None:
    it.begin()
    it.somebody_stops("A")
    assert it.person("retry", "--yes") == ExitCode.OK
    assert it.execution("A").status is ExecutionStatus.IN_PROGRESS


def test_stop_says_that_an_approval_has_to_be_answered_first(it: History, capsys: pytest.CaptureFixture[str]) -> None:
    it.begin()
    assert it.person("stop", "--yes", "--reason", "wrong branch") == ExitCode.OK
    printed = capsys.readouterr().out
    assert f"stop {named(it, 'A')}, which waits for a person in ApproveProd" in printed
    assert "it stops once that is answered, or at once with --abandon" in printed
    assert it.execution("A").status is ExecutionStatus.STOPPING
    assert it.person("stop", "--abandon", "--yes", "--json") == ExitCode.OK
    assert document(capsys)["abandoned"] is True
    assert it.execution("A").status is ExecutionStatus.STOPPED


def test_stop_of_one_of_two_leaves_the_other(it: History) -> None:
    _two_running(it)
    assert it.person("stop", "--execution", "B", "--yes") == ExitCode.OK
    assert it.execution("B").status is ExecutionStatus.STOPPED
    assert it.execution("A").status is ExecutionStatus.IN_PROGRESS


# What was deployed before, in histories of releases (A, B, ...) and rollbacks.
def _after_failure(it: History) -> None:
    released(it, 2)
    it.scripted.runner.script["DeployProd"] = [fail(), succeed()]
    it.push()


def _after_success(it: History) -> None:
    released(it, 3)


def _twice(it: History) -> None:
    released(it, 3)
    it.person("rollback", "prod", "--yes")  # D: back to B


def _failed_rollback(it: History) -> None:
    released(it, 2)
    it.scripted.runner.script["DeployProd"] = [fail(), succeed()]
    it.person("rollback", "prod", "--yes")  # C: back to A, in vain


def _failed_after_rollback(it: History) -> None:
    released(it, 2)
    it.person("rollback", "prod", "--yes")  # C: back to A
    it.scripted.runner.script["DeployProd"] = [fail(), succeed()]
    it.push()  # D


def _released_after_rollback(it: History) -> None:
    released(it, 2)
    it.person("rollback", "prod", "--yes")  # C: back to A
    it.push()  # D


@pytest.mark.parametrize(
    ("happens", "target"),
    [
        (_after_failure, "B"),
        (_after_success, "B"),
        (_twice, "A"),
        (_failed_rollback, "A"),
        (_failed_after_rollback, "A"),
        (_released_after_rollback, "A"),
    ],
    ids=["a release failed", "a release is bad", "twice", "a rollback failed", "failed since", "released since"],
)
def test_rollback_goes_to_what_was_there_before_and_never_to_what_was_left_as_bad(
    it: History, happens: Callable[[History], None], target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    happens(it)
    capsys.readouterr()
    assert it.person("rollback", "prod", "--yes", "--json") == ExitCode.OK
    found = document(capsys)
    assert found["target_execution_id"] == it.executions[target]
    assert found["commit"] == it.commit(target)
    started = it.execution(it.letter(found["execution_id"]))
    assert (started.status, started.rollback_target) == (ExecutionStatus.SUCCEEDED, it.executions[target])


def test_rollback_to_a_named_one_can_be_followed(it: History, capsys: pytest.CaptureFixture[str]) -> None:
    released(it, 3)
    assert it.person("rollback", "PROD", "--to", "A", "--yes") == ExitCode.OK
    printed = capsys.readouterr().out
    assert f"roll Prod back to {named(it, 'A')}; last in it: {named(it, 'C')}, Succeeded" in printed


def test_hold_and_release_name_what_waits(it: History, capsys: pytest.CaptureFixture[str]) -> None:
    released(it, 1)
    assert it.person("hold", "prod", "--reason", "quarter end", "--yes") == ExitCode.OK
    it.push()
    it.push()
    assert it.execution("B").status is ExecutionStatus.SUPERSEDED
    capsys.readouterr()
    assert it.person("release", "prod", "--yes") == ExitCode.OK
    printed = capsys.readouterr().out
    assert f"release Prod, held by bob: quarter end; before it waits {named(it, 'C')}" in printed
    assert it.execution("C").status is ExecutionStatus.SUCCEEDED


def test_whoever_is_there_is_asked(it: History, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def confirmed(question: str) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("localcloud.cli.commands.operation.consent.can_ask", lambda _: True)
    monkeypatch.setattr("localcloud.cli.commands.operation.consent.confirmed", confirmed)
    released(it, 1)
    assert it.person("hold", "prod", "--reason", "x") == ExitCode.DECLINED
    assert it.person("release", "prod") == ExitCode.USAGE
    assert it.person("hold", "prod", "--reason", "x") == ExitCode.OK
    assert asked == ["Hold Prod (x)?"] * 2
