"""A raw override of a property is judged like any other, whatever it is of and in whichever stack: it is in the
template that is deployed, and cdk-nag does not see it while the app is synthesized."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pytest

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.synth.scratch_environments import add_second_region
from tests.synth.source_tree import SourceTree


@dataclass(frozen=True, kw_only=True)
class Override:
    """One property of one construct.

    Attributes:
        file, before: where it is made; the line that follows stands in the file once.
        construct: that has it, in the words of that place.
        paths: of the resources that then have it.
        breaks: rules that then stop the release.
    """

    file: str
    before: str
    construct: str
    name: str
    value: Any
    paths: tuple[str, ...]
    breaks: frozenset[str]

    @property
    def code(self) -> str:
        return f"        {self.construct}.node.default_child.add_property_override({self.name!r}, {self.value!r})\n"


STAGES: Final = (f"{PIPELINE_STACK}/Dev", f"{PIPELINE_STACK}/Prod", f"{PIPELINE_STACK}/ProdEu")
REPLICA: Final = f"{PRODUCT}-replica-eu-west-1"
"""Where the second region of prod gets its artifacts from."""
TABLES: Final = ("CvTailoring/CVTailoring/Artifacts", "CvTailoring/CVTailoring/Idempotency", "Shared/JobResearch")
OVERRIDES: Final = (
    Override(
        file="pipeline/storage.py",
        before="        self.artifact_key = kms.Key(",
        construct="self.access_logs",
        name="PublicAccessBlockConfiguration.BlockPublicAcls",
        value=False,
        paths=(f"{PIPELINE_STACK}/Storage/AccessLogs/Resource", f"{REPLICA}/Storage/AccessLogs/Resource"),
        breaks=frozenset({"AwsSolutions-S2"}),
    ),
    Override(
        file="pipeline/replica_stack.py",
        before="\n\ndef replica_bucket_name(",
        construct="self.artifacts",
        name="PublicAccessBlockConfiguration.RestrictPublicBuckets",
        value=False,
        paths=(f"{REPLICA}/Storage/Artifacts/Resource",),
        breaks=frozenset({"AwsSolutions-S2"}),
    ),
    Override(
        file="feature_stacks/data_table.py",
        before="        if provisioned:\n            _track(self.table.auto_scale_read_capacity",
        construct="self.table",
        name="SSESpecification.SSEEnabled",
        value=False,
        paths=tuple(f"{stage}/{table}/Table/Resource" for stage in STAGES for table in TABLES),
        breaks=frozenset({"CareerVP_TableEncryption"}),
    ),
    Override(
        file="feature_stacks/cv_tailoring/function.py",
        before="        self.live = lambda_.Alias(",
        construct="self._policy",
        name="PolicyDocument.Statement.0.Action",
        value="*",
        paths=tuple(f"{stage}/CvTailoring/CVTailoring/Tailoring/Policy/Resource" for stage in STAGES),
        breaks=frozenset({"AwsSolutions-IAM5[Action::*]"}),
    ),
)


@pytest.fixture(scope="module")
def stopping(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Rule and construct of what stops an app with all of them, and with an environment in a second region, so that
    there is a replica stack."""
    tree = SourceTree.at(tmp_path_factory.mktemp("overrides") / "tree")
    add_second_region(tree.path)
    for override in OVERRIDES:
        tree.replace(override.file, override.before, override.code + override.before)
    tree.synthesize()
    assert tree.judge().returncode != 0
    return tree.stopping()


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda override: override.name)
def test_an_override_is_an_open_finding_in_build(override: Override, stopping: set[tuple[str, str]]) -> None:
    for path in override.paths:
        assert {rule for rule, place in stopping if place == path} >= override.breaks


def test_nothing_else_stops(stopping: set[tuple[str, str]]) -> None:
    places = {path for override in OVERRIDES for path in override.paths}
    assert {place for _, place in stopping} == places
