"""Conditions of a stage decide whether it is entered, whether it succeeded, and what a failure leads to."""

from __future__ import annotations

from typing import Any

import pytest

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.statuses import ExecutionStatus, StageStatus
from tests.localcloud.codepipeline.scripted_engine import (
    KEY,
    ScriptedEngine,
    action,
    fail,
    pipeline,
    rule,
    source,
    stage,
)

_FAILED, _SUCCEEDED = ExecutionStatus.FAILED, ExecutionStatus.SUCCEEDED


def _deploying(**given: Any) -> dict[str, Any]:
    """Source, and a stage that deploys in two steps."""
    prod = stage("Prod", action("Prepare"), action("Deploy", order=2), **given)
    return pipeline(stage("Source", source()), stage("Build", action("Synth", outputs=("Assembly",))), prod)


def _conditional(member: str, result: str) -> dict[str, Any]:
    return _deploying(**{member: {"conditions": [{"result": result, "rules": [rule("Alarm"), rule("Window")]}]}})


def test_an_entry_condition_that_holds_lets_the_execution_in(scripted: ScriptedEngine) -> None:
    first = scripted.create(_conditional("beforeEntry", "FAIL"))
    scripted.drain()
    assert scripted.status(first) is _SUCCEEDED


def test_an_entry_condition_with_one_failing_rule_fails_the_stage_before_any_action(scripted: ScriptedEngine) -> None:
    scripted.runner.rules["Window"] = [False]
    first = scripted.create(_conditional("beforeEntry", "FAIL"))
    scripted.drain()
    assert scripted.status(first) is _FAILED
    assert scripted.runner.ran("Prepare") == 0
    run = scripted.store.stages.get(first.id, "Prod")
    assert run is not None
    assert run.conditions["BEFORE_ENTRY"]["summary"] == "Window: Window says no"


def test_an_entry_condition_may_skip_the_stage(scripted: ScriptedEngine) -> None:
    scripted.runner.rules["Alarm"] = [False]
    first = scripted.create(_conditional("beforeEntry", "SKIP"))
    scripted.drain()
    run = scripted.store.stages.get(first.id, "Prod")
    assert run is not None
    assert (scripted.status(first), run.status) == (_SUCCEEDED, StageStatus.SKIPPED)


def test_a_refused_entry_is_judged_again_when_the_stage_is_retried(scripted: ScriptedEngine) -> None:
    scripted.runner.rules["Alarm"] = [False, True]
    first = scripted.create(_conditional("beforeEntry", "FAIL"))
    scripted.drain()
    scripted.engine.restarts.retry(KEY, "Prod", first.id, mode="FAILED_ACTIONS")
    scripted.drain()
    assert scripted.status(first) is _SUCCEEDED


def test_a_failed_entry_condition_can_be_overridden(scripted: ScriptedEngine) -> None:
    scripted.runner.rules["Alarm"] = [False]
    first = scripted.create(_conditional("beforeEntry", "FAIL"))
    scripted.drain()
    scripted.engine.restarts.override(KEY, "Prod", first.id, kind="BEFORE_ENTRY")
    scripted.drain()
    assert scripted.status(first) is _SUCCEEDED
    with pytest.raises(ServiceError, match="ConditionNotOverridableException"):
        scripted.engine.restarts.override(KEY, "Prod", first.id, kind="BEFORE_ENTRY")


def test_a_success_condition_that_fails_rolls_the_stage_back(scripted: ScriptedEngine) -> None:
    first = scripted.create(_conditional("onSuccess", "ROLLBACK"))
    scripted.drain()
    scripted.runner.rules["Alarm"] = [False]
    scripted.start()
    scripted.drain()
    assert scripted.statuses() == [_SUCCEEDED, _FAILED, _SUCCEEDED]
    assert scripted.executions()[0].rollback_target == first.id


def test_a_failed_success_condition_can_be_overridden(scripted: ScriptedEngine) -> None:
    scripted.runner.rules["Alarm"] = [False]
    first = scripted.create(_conditional("onSuccess", "FAIL"))
    scripted.drain()
    assert scripted.status(first) is _FAILED
    scripted.engine.restarts.override(KEY, "Prod", first.id, kind="ON_SUCCESS")
    scripted.drain()
    assert (scripted.status(first), scripted.runner.ran("Deploy")) == (_SUCCEEDED, 1)


def test_a_failure_condition_whose_rules_hold_decides_what_happens(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Deploy"] = [fail()]
    first = scripted.create(_conditional("onFailure", "SKIP"))
    scripted.drain()
    assert scripted.status(first) is _SUCCEEDED
    scripted.runner.rules["Alarm"] = [False]
    second = scripted.start()
    scripted.drain()
    assert scripted.status(second) is _FAILED
