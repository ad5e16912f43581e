"""The server may be killed at any write: the next one goes on, and everything ends as if nothing had happened.

A kill is played before and after each single commit of the store, and between the end of an action and its record. What
may differ is how often an unfinished action ran, never what was decided.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from localcloud.services.codepipeline.statuses import ExecutionStatus
from tests.localcloud.codepipeline.scripted_engine import (
    DELIVERY,
    KEY,
    ScriptedEngine,
    ScriptedRunner,
    UnsyncedDatabase,
    action,
    approval,
    fail,
    pipeline,
    source,
    stage,
    succeed,
)

pytestmark = pytest.mark.slow

_DONE = ExecutionStatus.SUCCEEDED
_SHORT = pipeline(stage("Source", source()), stage("Dev", action("Deploy"), approval(order=2)))


class Killed(BaseException):
    """As SIGKILL: no handler of the product sees it."""


class MortalDatabase(UnsyncedDatabase):
    """Dies at one commit, and stays dead."""

    def __init__(self, path: Path, *, commits: int, before: bool) -> None:
        self._left = 1_000_000
        self._before = before
        self.dead = False
        super().__init__(path)
        self._left = commits

    def commit(self) -> None:
        if self.dead:
            raise Killed
        self._left -= 1
        if self._left == 0 and self._before:
            self.dead = True
            raise Killed
        super().commit()
        if self._left == 0:
            self.dead = True
            raise Killed


def _with_restart(engine: ScriptedEngine) -> None:
    """Everything that can happen: creation, a change of the definition, a retry, an approval, a push told twice."""
    if not engine.executions():
        engine.definitions.create(KEY, _SHORT, tags={}, owner="stack/Pipeline")
    engine.drain()
    changed = {**_SHORT, "stages": [*_SHORT["stages"], stage("More", action("Extra"))]}
    engine.definitions.update(KEY, changed, restart=True)
    engine.drain()
    engine.start(client_token="push-1")
    engine.drain()
    for execution in reversed(engine.executions()):
        runs = engine.runs(execution, "Approve")
        if runs and runs[-1].status == "InProgress":
            engine.approve(execution)
            engine.drain()


def _rolling_back(engine: ScriptedEngine) -> None:
    declared = pipeline(
        stage("Source", source()),
        stage("Prod", action("Prepare"), action("Deploy", order=2), onFailure={"result": "ROLLBACK"}),
    )
    if not engine.executions():
        engine.definitions.create(KEY, declared, tags={}, owner="stack/Pipeline")
    engine.drain()
    engine.start(client_token="push-1")
    engine.drain()


def _outcome(engine: ScriptedEngine) -> list[tuple[str, str, str, int]]:
    return [(str(item.status), item.type, item.trigger_type, item.version) for item in reversed(engine.executions())]


def _runner(scenario: Callable[[ScriptedEngine], None]) -> ScriptedRunner:
    runner = ScriptedRunner()
    if scenario is _rolling_back:

        def deploy(job: object) -> object:
            bad = any(item.sequence == 2 and item.id == job.execution_id for item in engines[-1].executions())  # type: ignore[attr-defined]
            return fail("bad")(job) if bad else succeed()(job)  # type: ignore[arg-type]

        runner.script["Deploy"] = [deploy]  # type: ignore[list-item]
    return runner


engines: list[ScriptedEngine] = []


def _undisturbed(directory: Path, scenario: Callable[[ScriptedEngine], None]) -> list[tuple[str, str, str, int]]:
    engine = ScriptedEngine(directory, runner=_runner(scenario))
    engines[:] = [engine]
    scenario(engine)
    outcome = _outcome(engine)
    engine.store.close()
    return outcome


def _killed_at(
    directory: Path, scenario: Callable[[ScriptedEngine], None], *, commits: int, before: bool
) -> tuple[list[tuple[str, str, str, int]], bool]:
    """The outcome with one kill, and whether the scenario had that many commits at all."""
    path = directory / "pipelines.sqlite"
    database = MortalDatabase(path, commits=commits, before=before)
    first = ScriptedEngine(directory, database=database, runner=_runner(scenario))
    engines[:] = [first]
    with contextlib.suppress(Killed):
        scenario(first)
    first.store.close()
    second = ScriptedEngine(directory, runner=_runner(scenario))
    engines[:] = [second]
    scenario(second)
    outcome = _outcome(second)
    second.store.close()
    return outcome, database.dead


@pytest.mark.parametrize("scenario", [_with_restart, _rolling_back])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_kill_at_any_commit_changes_nothing_that_was_decided(
    tmp_path: Path, scenario: Callable[[ScriptedEngine], None], before: bool
) -> None:
    expected = _undisturbed(tmp_path, scenario)
    commits = 0
    while True:
        commits += 1
        directory = tmp_path / str(commits)
        outcome, killed = _killed_at(directory, scenario, commits=commits, before=before)
        assert outcome == expected, f"killed {'before' if before else 'after'} commit {commits}"
        if not killed:
            break
    assert commits > 20
    assert expected[-1][0] == _DONE


def test_a_kill_between_an_action_and_its_record_runs_the_action_again(tmp_path: Path) -> None:
    first = ScriptedEngine(tmp_path)
    execution = first.create(DELIVERY)
    first.step()

    def die() -> None:
        raise Killed

    first.engine._workers._checkpoint = die
    with pytest.raises(Killed):
        first.work("Source")
    first.store.close()
    second = ScriptedEngine(tmp_path)
    second.drain()
    assert second.runner.ran("Source") == 1
    (run,) = second.runs(execution, "Source")
    assert run.id == first.runner.jobs[0].run_id == second.runner.jobs[0].run_id
    second.store.close()


def test_a_waiting_approval_survives_with_its_token(tmp_path: Path) -> None:
    first = ScriptedEngine(tmp_path)
    execution = first.create(DELIVERY)
    first.drain()
    token = first.runs(execution, "Approve")[0].token
    first.store.close()
    second = ScriptedEngine(tmp_path)
    second.drain()
    assert second.runner.ran("Approve") == 0  # nobody is asked twice
    assert second.runs(execution, "Approve")[0].token == token
    second.approve(execution)
    second.drain()
    assert second.status(execution) is _DONE
    second.store.close()


def test_what_an_interrupted_worker_had_reported_reaches_the_next(tmp_path: Path) -> None:
    first = ScriptedEngine(tmp_path)
    execution = first.create(DELIVERY)
    first.step()

    def report_and_die(job: object, progress: object) -> object:
        progress.report(external_id="build:1")  # type: ignore[attr-defined]
        raise Killed

    first.runner.run_action = report_and_die  # type: ignore[method-assign, assignment]
    with pytest.raises(Killed):
        first.work("Source")
    assert first.runs(execution, "Source")[0].external_id == "build:1"
    first.store.close()
    second = ScriptedEngine(tmp_path)
    second.drain()
    assert second.runner.jobs[0].earlier_external_id == "build:1"
    second.store.close()
