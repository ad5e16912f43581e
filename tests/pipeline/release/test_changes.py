"""Each change of a deployed stack gets the class that a careful reader gives it, and stops the release where it takes
or replaces what keeps data."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.release.changes import changes
from pipeline.release.resource_types import ResourceTypes
from pipeline.release.stacks import Comparison
from tests.pipeline.release.further_pairs import FURTHER
from tests.pipeline.release.template_pairs import PAIRS, Pair

DATABASE = Path(__file__).resolve().parents[3] / "node_modules" / "aws-cdk" / "db.json.gz"


@pytest.fixture(scope="session")
def types() -> ResourceTypes:
    return ResourceTypes.read(DATABASE)


@pytest.mark.parametrize("pair", [*PAIRS, *FURTHER], ids=lambda pair: pair.name)
def test_every_change_has_its_class(types: ResourceTypes, pair: Pair) -> None:
    compared = Comparison(
        stack="stack", account="111111111111", region="us-east-1", before=pair.before, after=pair.after
    )
    found = changes(compared, types, {})
    assert {one.logical_id: "+".join(one.classes) for one in found} == dict(pair.changed)
    assert {one.logical_id for one in found if one.stops} == pair.stopped
