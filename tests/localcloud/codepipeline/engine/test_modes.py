"""Executions share stages as their pipeline's mode says."""

from __future__ import annotations

import pytest

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.engine.stages.admission import Admission, admission
from localcloud.services.codepipeline.statuses import ExecutionStatus
from tests.localcloud.codepipeline.scripted_engine import DELIVERY, KEY, ScriptedEngine, action, pipeline, source, stage

_CANCELLED, _SUPERSEDED = ExecutionStatus.CANCELLED, ExecutionStatus.SUPERSEDED
_RUNNING, _SUCCEEDED = ExecutionStatus.IN_PROGRESS, ExecutionStatus.SUCCEEDED


def _two_stages(mode: str) -> dict[str, object]:
    return pipeline(stage("Source", source()), stage("Build", action("Synth")), mode=mode)


@pytest.mark.enforces(
    "CodePipeline: a stage holds one execution at a time",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html",
)
def test_a_stage_is_locked_while_an_execution_is_in_it(scripted: ScriptedEngine) -> None:
    scripted.create(DELIVERY)
    scripted.start()
    scripted.step()
    assert [name for name, _ in scripted.workers] == ["codepipeline-action Source"]


def test_superseded_lets_only_the_newest_of_the_waiting_go_on(scripted: ScriptedEngine) -> None:
    scripted.create(DELIVERY)
    scripted.drain()  # the first waits for its approval
    scripted.start()
    scripted.drain()
    scripted.start()
    scripted.drain()
    assert scripted.statuses() == [_RUNNING, _SUPERSEDED, _RUNNING]
    assert scripted.executions()[1].status_summary == f"Superseded by {scripted.executions()[0].id}"


def test_superseded_never_overtakes_one_that_is_in_a_stage(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    scripted.start()
    scripted.drain()
    scripted.approve(first)
    scripted.drain()
    assert scripted.statuses() == [_SUCCEEDED, _RUNNING]
    scripted.approve(scripted.executions()[0])
    scripted.drain()
    assert scripted.statuses() == [_SUCCEEDED, _SUCCEEDED]


def test_queued_runs_every_execution_in_the_order_of_their_starts(scripted: ScriptedEngine) -> None:
    first = scripted.create(_two_stages("QUEUED"))
    second, third = scripted.start(), scripted.start()
    scripted.drain()
    assert scripted.statuses() == [_SUCCEEDED] * 3
    order = [job.execution_id for job in scripted.runner.jobs if job.action.name == "Synth"]
    assert order == [first.id, second.id, third.id]


def test_parallel_executions_do_not_wait_for_each_other(scripted: ScriptedEngine) -> None:
    scripted.create(_two_stages("PARALLEL"))
    scripted.start()
    scripted.step()
    assert len(scripted.workers) == 2
    scripted.drain()
    assert scripted.statuses() == [_SUCCEEDED, _SUCCEEDED]


@pytest.mark.enforces(
    "CodePipeline: a PARALLEL pipeline has a limit of executions at a time",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
)
def test_a_parallel_pipeline_has_a_limit_of_executions(scripted: ScriptedEngine) -> None:
    scripted.create(_two_stages("PARALLEL"))
    for _ in range(49):
        scripted.start()
    with pytest.raises(ServiceError, match="ConcurrentPipelineExecutionsLimitExceededException"):
        scripted.start()


def test_a_changed_definition_cancels_what_runs_and_restarts_exactly_once(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    changed = {**DELIVERY, "stages": [*DELIVERY["stages"], stage("More", action("Extra"))]}
    record, restarted = scripted.definitions.update(KEY, changed, restart=True)
    again, none = scripted.definitions.update(KEY, changed, restart=True)
    scripted.drain()
    assert (record.version, again.version, none) == (2, 2, None)
    assert scripted.statuses() == [_CANCELLED, _RUNNING]
    assert restarted is not None
    scripted.approve(restarted)
    scripted.drain()
    assert scripted.statuses() == [_CANCELLED, _SUCCEEDED]
    assert scripted.runner.ran("Extra") == 1
    assert "updated" in scripted.executions()[1].status_summary
    assert scripted.runs(first, "Approve")[0].status == "Abandoned"


def test_what_a_changed_definition_ends_is_announced_as_canceled_and_what_a_person_ends_as_abandoned(
    scripted: ScriptedEngine,
) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    _, second = scripted.definitions.update(KEY, {**DELIVERY, "executionMode": "QUEUED"}, restart=True)
    assert second is not None
    scripted.drain()
    scripted.engine.lifecycle.stop(KEY, second.id, abandon=True, reason="")
    ended = [
        (item.detail["execution-id"], item.detail["state"])
        for item in scripted.store.announcements.pending()
        if item.detail.get("action") == "Approve" and item.detail["state"] != "STARTED"
    ]
    assert ended == [(first.id, "CANCELED"), (second.id, "ABANDONED")]


def test_a_change_of_tags_alone_restarts_nothing(scripted: ScriptedEngine) -> None:
    scripted.create(DELIVERY)
    scripted.drain()
    record, restarted = scripted.definitions.update(KEY, DELIVERY, tags={"service": "cv"}, restart=True)
    assert (record.version, record.tags, restarted) == (1, {"service": "cv"}, None)
    assert scripted.statuses() == [_RUNNING]


def test_what_a_worker_of_a_cancelled_execution_brings_is_not_recorded(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.step()
    scripted.definitions.update(KEY, {**DELIVERY, "executionMode": "QUEUED"}, restart=False)
    scripted.work("Source")
    scripted.drain()
    assert scripted.run_statuses(first) == [("Source", "Abandoned")]
    assert scripted.statuses() == [_CANCELLED]


def test_a_worker_that_is_not_told_in_time_that_it_was_cancelled_changes_nothing(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.step()
    scripted.engine.lifecycle._abandon_worker = lambda run_id: None
    scripted.definitions.update(KEY, {**DELIVERY, "executionMode": "QUEUED"})
    scripted.work("Source")
    assert scripted.run_statuses(first) == [("Source", "Abandoned")]


def test_an_execution_does_not_overtake_an_older_one_that_waits_at_a_free_stage(scripted: ScriptedEngine) -> None:
    scripted.create(_two_stages("QUEUED"))
    scripted.start()
    record = scripted.store.pipelines.get(KEY)
    assert record is not None
    newer, older = scripted.executions()
    active = [older, newer]
    assert (admission(older, record, active), admission(newer, record, active)) == (Admission.ENTER, Admission.WAIT)


def test_a_resource_created_again_after_a_crash_is_taken_over_by_its_stack(scripted: ScriptedEngine) -> None:
    scripted.definitions.create(KEY, dict(DELIVERY), tags={}, owner="stack/Pipeline")
    record = scripted.definitions.create(KEY, dict(DELIVERY), tags={}, owner="stack/Pipeline")
    assert (record.version, len(scripted.executions())) == (1, 1)
    with pytest.raises(ServiceError, match="PipelineNameInUseException"):
        scripted.definitions.create(KEY, dict(DELIVERY), tags={}, owner="other/Pipeline")
