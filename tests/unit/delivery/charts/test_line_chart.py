"""A chart is well-formed, says in words what it shows, and puts each value where its axis has it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree  # type: ignore[import-untyped]

from delivery.charts import Axis, Chart, Mark, Series, log_axis

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def chart() -> Chart:
    return Chart(
        title="Loads < limits",
        description="One line & one mark.",
        x=log_axis("rate", least=0, most=2),
        y=Axis(label="share", least=0, most=100, ticks=(0, 50, 100)),
        series=(Series(name="first", points=((1, 100), (10, 50), (1000, 0))), Series(name="second", points=((1, 0),))),
        marks=(Mark(at=10, text="here"),),
    )


def parsed(chart: Chart) -> Element:
    root: Element = ElementTree.fromstring(chart.svg())
    return root


def test_it_is_well_formed_and_has_a_name_and_a_description(chart: Chart) -> None:
    root = parsed(chart)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Loads < limits"
    assert root.findtext(f"{SVG}desc") == "One line & one mark."


def test_values_lie_where_their_axis_has_them(chart: Chart) -> None:
    root = parsed(chart)
    first = root.findall(f"{SVG}polyline")[0].get("points", "").split(" ")
    (x0, y0), (x1, y1), (x2, y2) = ([float(each) for each in point.split(",")] for point in first)
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.2), "what lies beyond the axis is at its end"
    assert y1 - y0 == pytest.approx(y2 - y1, abs=0.2)


def test_lines_are_told_apart_without_colours(chart: Chart) -> None:
    lines = parsed(chart).findall(f"{SVG}polyline")
    assert len({line.get("stroke-dasharray") for line in lines}) == len(lines)
