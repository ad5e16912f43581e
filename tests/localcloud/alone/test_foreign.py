"""Checkouts that know nothing of this product: one command takes each to its end, and leaves nothing in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.localcloud.alone.conftest import Checkout, Installation, commit_all

pytestmark = [pytest.mark.cloud, pytest.mark.slow, pytest.mark.xdist_group("alone")]

_FOREIGN = Path(__file__).parents[1] / "foreign"


@pytest.fixture
def checkout(request: pytest.FixtureRequest, installation: Installation, tmp_path: Path) -> Iterator[Checkout]:
    path = tmp_path / str(request.param)
    shutil.copytree(_FOREIGN / str(request.param), path)
    commit_all(path)
    made = Checkout(path=path, installation=installation)
    try:
        yield made
    finally:
        made.localcloud("down", "--purge", check=False)


@pytest.mark.parametrize(
    ("checkout", "stages"),
    [
        ("typescript", ["Source", "Build", "UpdatePipeline", "Assets", "Test", "Live"]),
        ("python", ["Source", "Build", "UpdatePipeline", "North", "South", "West"]),
        ("python_function", ["Source", "Build", "UpdatePipeline", "Assets", "Public"]),
        ("cdk_2_17", ["Source", "Build", "UpdatePipeline", "Assets", "Post"]),
    ],
    indirect=["checkout"],
)
def test_one_command_takes_it_to_the_end(checkout: Checkout, stages: list[str]) -> None:
    document = json.loads(checkout.localcloud("run", "--approve", "yes", "--json").stdout)
    assert document["status"] == "Succeeded"
    assert [stage["name"] for stage in document["stages"]] == stages
    assert {stage["status"] for stage in document["stages"]} == {"Succeeded"}
    assert checkout.changes() == ""
