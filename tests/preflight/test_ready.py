from __future__ import annotations

import pytest

from delivery.preflight import Verdict, inspect
from tests.preflight.readiness import Readiness, subjects

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]


def test_where_everything_is_ready_every_line_is_fine(ready: Readiness) -> None:
    lines = list(inspect(ready.situation()))
    others = [f"{line.place} {line.subject}: {line.text}" for line in lines if line.verdict is not Verdict.FINE]
    assert "\n".join(others) == ""


def test_every_subject_that_the_templates_need_has_a_line(ready: Readiness) -> None:
    not_asked_for = {"API time-out", "model's secret"}
    assert {line.subject for line in inspect(ready.situation())} == {*subjects(), "account"} - not_asked_for
