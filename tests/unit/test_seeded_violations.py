"""The edits that seed violations fit the code they are made in; otherwise only the slowest tests would say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.violations import VIOLATIONS, Violation

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: violation.name)
def test_a_violation_is_seeded_at_one_place(violation: Violation) -> None:
    assert (ROOT / violation.file).read_text("utf-8").count(violation.old) == 1


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: violation.name)
def test_the_line_that_makes_the_resource_stands_at_one_place(violation: Violation) -> None:
    file, line = violation.made_in
    text = (ROOT / file).read_text("utf-8")
    edited = text.replace(violation.old, violation.new) if file == violation.file else text

    assert edited.count(line) == 1
