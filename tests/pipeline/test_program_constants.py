"""A program that stands in a build spec has what follows from the product's name written into it."""

from __future__ import annotations

import base64
import bz2
import json

import pytest

from feature_stacks.naming import DELIVERY_METRICS
from pipeline.operations.observations import DORA_PROGRAM, STACKS_PROGRAM
from pipeline.steps import program
from pipeline.steps.program import GIVEN, ROOT, packed, with_constants


@pytest.mark.parametrize("modules", [DORA_PROGRAM, STACKS_PROGRAM], ids=["dora", "stacks"])
def test_observations_measure_into_the_products_own_namespace(
    modules: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "pipeline/observations/metrics_log.py"
    assert {name: {"NAMESPACE": DELIVERY_METRICS}} == GIVEN
    monkeypatch.setattr(program, "GIVEN", {name: {"NAMESPACE": "Tally/Delivery"}})
    files = json.loads(bz2.decompress(base64.b64decode(packed(modules))))  # type: ignore[arg-type]
    assert "NAMESPACE = 'Tally/Delivery'" in files[name].splitlines()
    assert (ROOT / name).is_file()


def test_a_constant_is_replaced_and_nothing_else() -> None:
    source = "A = 'a'\nB = A + 'b'\n\ndef f():\n    A = 'inner'\n    return A"
    assert with_constants(source, {"A": "another"}) == source.replace("A = 'a'", "A = 'another'")
    assert with_constants(source, {}) == source


@pytest.mark.parametrize("source", ["B = 'b'", "A = 'a'\nA = 'b'", "def f():\n    A = 'a'"])
def test_a_constant_that_is_not_there_once_is_an_error(source: str) -> None:
    with pytest.raises(LookupError, match="A is assigned"):
        with_constants(source, {"A": "another"})
