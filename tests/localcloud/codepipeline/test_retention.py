"""A pipeline's history ends with its retention; what its stages show of it stays."""

from __future__ import annotations

from localcloud.aws.limits import retention
from tests.localcloud.codepipeline.scripted_engine import DELIVERY, KEY, ScriptedEngine

_KEPT = retention.PIPELINE_EXECUTIONS.total_seconds()


def _run(scripted: ScriptedEngine) -> str:
    execution = scripted.start()
    scripted.drain()
    scripted.approve(execution)
    scripted.drain()
    return execution.id


def _ids(scripted: ScriptedEngine) -> list[str]:
    return [execution.id for execution in scripted.executions()]


def test_executions_past_their_retention_go_with_their_runs(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    scripted.approve(first)
    scripted.drain()
    old = [first.id, _run(scripted)]
    scripted.now += 60
    latest = _run(scripted)
    scripted.store.remove_expired(scripted.now + _KEPT - 30)
    assert _ids(scripted) == [latest]
    runs = scripted.store.actions.of_pipeline(KEY)
    assert {run.execution_id for run in runs} == {latest}
    assert [scripted.store.stages.get(execution, "Source") for execution in old] == [None, None]


def test_what_a_stage_shows_and_what_still_runs_stay(scripted: ScriptedEngine) -> None:
    scripted.create(DELIVERY)  # waits for its approval
    scripted.drain()
    waiting = scripted.executions()[0]
    assert waiting.active
    scripted.store.remove_expired(scripted.now + 2 * _KEPT)
    assert _ids(scripted) == [waiting.id]
    scripted.approve(waiting)
    scripted.drain()
    scripted.store.remove_expired(scripted.now + 2 * _KEPT)
    assert _ids(scripted) == [waiting.id]


def test_where_nothing_is_old_nothing_is_written(scripted: ScriptedEngine) -> None:
    scripted.create(DELIVERY)
    scripted.drain()
    commits = scripted.store._database.commits
    scripted.store.remove_expired(scripted.now + _KEPT - 1)
    assert scripted.store._database.commits == commits
