"""Each fault ends where it must, a person reads why, and prod is what it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.delivery import ENDED
from tests.e2e.runbook_operator import Operator
from tests.faults.catalogue import FAULTS
from tests.faults.fault import Fault, Prod
from tests.faults.scene import Outcome, Scene
from tests.faults.standing import Observer, assert_nothing_lost_or_done_twice

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("faults")]


EACH = [
    pytest.param(fault, marks=() if fault.quick else pytest.mark.drill, id=f"fault: {fault.name}") for fault in FAULTS
]


@pytest.mark.parametrize("fault", EACH, indirect=True)
def test_a_fault_ends_as_it_must(scene: Scene, fault: Fault, tmp_path: Path) -> None:
    observer = Observer(scene.delivery)
    before = observer.look()
    outcome = fault.inject(scene)
    _assert_ended(scene, fault, outcome)
    after = observer.look()
    assert_nothing_lost_or_done_twice(before, after)
    if fault.prod is Prod.UNCHANGED:
        assert after.fingerprint == before.fingerprint
    assert after.release == (outcome.release if fault.prod is Prod.RELEASED else before.release)
    if fault.procedure:
        Operator(scene.delivery, scene.checkout, tmp_path).follow(fault.procedure)
        assert scene.delivery.wait_for_approval(outcome.execution) == outcome.execution
        scene.moving = outcome


def _assert_ended(scene: Scene, fault: Fault, outcome: Outcome) -> None:
    delivery = scene.delivery
    seen: dict[str, tuple[str, str]] = {}

    def at_its_end() -> bool:
        action = delivery.actions(outcome.execution).get(fault.action, {}).get("status", "")
        seen["last"] = (action, delivery.status(outcome.execution))
        return seen["last"] == (fault.state, fault.execution) or seen["last"][1] in ENDED

    scene.until(at_its_end, f"{fault.action} to be {fault.state}, the execution {fault.execution}; seen: {seen}")
    said = outcome.output or _watched(scene, outcome.execution)
    assert seen["last"] == (fault.state, fault.execution), said
    if fault.state == "Failed":
        assert sorted(delivery.failed_actions(outcome.execution)) == sorted((fault.action, *fault.failed_before)), said
    missing = [text for text in fault.said if text.casefold() not in said.casefold()]
    assert not missing, f"nobody is told {missing}:\n{said}"


def _watched(scene: Scene, execution: str) -> str:
    """What a person reads who looks at it; one that waits is looked at for a moment."""
    return scene.delivery.command("watch", "--execution", execution, "--timeout", "0.02").stdout
