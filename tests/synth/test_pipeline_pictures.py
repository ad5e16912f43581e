"""The pipeline's picture is that of the template, and the recorded run goes through that pipeline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from defusedxml import ElementTree  # type: ignore[import-untyped]

from delivery.charts.pipeline_graph import PICTURE, stages, svg
from delivery.charts.terminal_still import PICTURES, RECORDING, still, stills
from feature_stacks.naming import PRODUCT

ACTION = re.compile(r"^[+?x] ([\w]+)/([\w.-]+): ", re.MULTILINE)


def test_the_picture_is_that_of_the_template(assembly: Path) -> None:
    assert svg(stages(assembly)) == PICTURE.read_text(encoding="utf-8"), "pipeline.svg is stale: make docs"


def test_every_action_stands_in_the_picture(assembly: Path) -> None:
    root = ElementTree.fromstring(svg(stages(assembly)))
    drawn = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    for stage in stages(assembly):
        assert stage["Name"] in drawn
        assert {action["Name"].removeprefix(f"{PRODUCT}-") for action in stage["Actions"]} <= drawn


def test_a_changed_pipeline_has_another_picture(assembly: Path) -> None:
    drawn = stages(assembly)
    assert svg(drawn[:-1]) != svg(drawn)


def test_the_recorded_run_takes_every_action_of_the_pipeline(assembly: Path) -> None:
    """But those that prepare a change set, whose deployment follows at once."""
    declared = {(stage["Name"], action["Name"]) for stage in stages(assembly) for action in stage["Actions"]}
    recorded = set(ACTION.findall(RECORDING.read_text(encoding="utf-8")))
    assert recorded <= declared
    assert {action for action in declared - recorded if not action[1].endswith(".Prepare")} == set()


@pytest.mark.parametrize("name", sorted(stills()))
def test_a_still_is_what_was_recorded(name: str) -> None:
    drawing = stills()[name]
    assert drawing == (PICTURES / name).read_text(encoding="utf-8"), f"{name} is stale: make docs"
    ElementTree.fromstring(drawing)


def test_a_line_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="101 characters, 100 fit"):
        still(["x" * 101])
