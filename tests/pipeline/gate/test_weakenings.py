"""Each way in which a commit may loosen its own gate is named; what makes it stricter is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from pipeline.gate.pipeline_facts import past_the_gate, unapproved
from pipeline.gate.stacks import read_stacks
from pipeline.gate.weakenings import weakenings
from tests.pipeline.gate.loosened import STRICTER_WHEN_UNDONE, WEAKENED
from tests.pipeline.gate.loosening import held_longer
from tests.pipeline.gate.recorded import Recorded


@pytest.fixture(scope="module")
def original(assembly: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return Recorded.copied(assembly, tmp_path_factory.mktemp("recorded"))


@pytest.fixture
def changed(original: Recorded, tmp_path: Path) -> Recorded:
    shutil.copytree(original.folder, tmp_path / "changed")
    return Recorded(tmp_path / "changed")


def named(original: Recorded, changed: Recorded) -> dict[str, str]:
    """Findings of weakenings, without their prefix, and what is said of them."""
    found = weakenings(original.record(), changed.record())
    return {one.finding.removeprefix("Weakening::"): one.text for one in found}


@pytest.mark.parametrize("name", WEAKENED)
def test_a_weakening_is_named(original: Recorded, changed: Recorded, name: str) -> None:
    change, finding = WEAKENED[name]
    change(changed)
    found = named(original, changed)
    assert finding in found
    assert "before " in found[finding]


@pytest.mark.parametrize("name", STRICTER_WHEN_UNDONE)
def test_what_makes_the_gate_stricter_is_no_weakening(original: Recorded, changed: Recorded, name: str) -> None:
    WEAKENED[name][0](changed)
    assert named(changed, original) == {}


def test_the_same_gate_has_no_weakening(original: Recorded) -> None:
    assert named(original, original) == {}


def test_a_protected_environment_is_reached_by_an_approval_only(original: Recorded, changed: Recorded) -> None:
    assert unapproved(read_stacks(original.folder)) == []
    WEAKENED["the approval runs beside the deployment"][0](changed)
    lines = unapproved(read_stacks(changed.folder))
    assert len(lines) == 2
    assert f"Prod deploys {PRODUCT}-cv-tailoring-prod, whose data is protected" in lines[0]


def test_what_is_deployed_went_through_the_gate(original: Recorded, changed: Recorded) -> None:
    assert past_the_gate(read_stacks(original.folder)) == []
    WEAKENED["prod deploys what the gate did not see"][0](changed)
    assert past_the_gate(read_stacks(changed.folder)) == [
        f"Prod/{PRODUCT}-shared-prod.Prepare deploys from Build/Synth, not from what Build/Gate hands on"
    ]


def test_a_new_excuse_is_shown_and_is_no_weakening(original: Recorded, changed: Recorded) -> None:
    def without_some(entries: Any) -> None:
        entries[:] = [entry for entry in entries if "IAM5" not in entry["finding"]]

    changed.edit("acknowledgements.json", without_some)
    assert named(changed, original) == {}


def test_what_each_excused_wildcard_reaches_is_recorded(original: Recorded) -> None:
    record = original.record()
    wildcards = [entry for entry in record["register"] if "IAM5[" in entry["finding"]]
    assert len(wildcards) > 100
    assert {f"{entry['finding']} at {entry['path']}" for entry in wildcards} <= set(record["excused"])


def test_a_decision_that_is_renewed_is_one_weakening(original: Recorded, changed: Recorded) -> None:
    held_longer("AwsSolutions::AwsSolutions-IAM5")(changed)
    (found,) = weakenings(original.record(), changed.record())
    assert found.path == "docs/adr/0007-wildcards-that-stay.md -> 2126-11-30"
    assert "hold longer: before 2027-11-30, now 2126-11-30" in found.text


def test_a_record_is_the_same_after_a_journey_as_json(original: Recorded) -> None:
    record = original.record()
    assert weakenings(json.loads(json.dumps(record)), record) == []


def test_a_changed_build_spec_is_said_by_its_lines(original: Recorded, changed: Recorded) -> None:
    WEAKENED["a check's failure is swallowed"][0](changed)
    text = named(original, changed)["check-changed"]
    assert "before phases.build.commands: make compliance, now phases.build.commands: make compliance || true" in text


def test_a_release_that_kept_no_lines_is_compared_all_the_same(original: Recorded, changed: Recorded) -> None:
    WEAKENED["a check's failure is swallowed"][0](changed)
    before = {kind: value for kind, value in original.record().items() if kind != "specs"}
    (found,) = weakenings(before, changed.record())
    assert found.path == next(one.path for one in weakenings(original.record(), changed.record()))
    assert "commands before " in found.text
