"""Scope: every report against the matrix that it is written from. Matrices are put together by hand, or come from the
assembly; a browser opens the HTML page. No network."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from compliance.matrix import Matrix, PackResults, Resource, Result, Rule, Run, Status, matrix_of
from compliance.packs import PACKS, Pack
from compliance.register import Acknowledgement
from compliance.reports import write_reports
from feature_stacks.naming import PRODUCT
from tests.assertions.assembly import assembly

__all__ = ["assembly"]

ENTRY = Acknowledgement(
    finding="Gating::Gating-R1[Resource::*]",
    path="app/Dev/Stack/Bucket",
    reason='Forced by "the service"; limited to one <prefix>.',
    owner="Back-end team",
    record="docs/adr/0001-example.md",
    expires=datetime.date(2027, 5, 31),
)
ACCOUNTS = {"tools": "111111111111", "dev": "222222222222", "prod": "333333333333"}
HOSTILE = "</script><script>document.title='broken'</script>"


def rule(pack: str, number: int) -> Rule:
    return Rule(
        id=f"{pack}-R{number}", description=f"Rule {number} is not satisfied.", explanation="It matters.", level="Error"
    )


def resource(environment: str, name: str, *, source: str | None = None) -> Resource:
    return Resource(
        environment=environment,
        account=ACCOUNTS[environment],
        region="us-east-1",
        stack=f"{PRODUCT}-shared-{environment}",
        logical_id=name,
        path=f"app/{environment.capitalize()}/Stack/{name}",
        type="AWS::S3::Bucket",
        source=source,
    )


def run_of(pack: Pack, *environments: str) -> PackResults:
    """Every status in every environment: four rules, two resources."""
    rules = tuple(rule(pack.name, number) for number in range(1, 5))
    pairs = [
        (resource(environment, "Bucket", source="feature_stacks/bucket.py:12"), resource(environment, "Queue"))
        for environment in environments
    ]
    results = []
    for bucket, queue in pairs:
        results += [
            Result(rules[0], bucket, Status.ACKNOWLEDGED, "Resource::*", acknowledgement=ENTRY),
            Result(rules[0], bucket, Status.NON_COMPLIANT, "Action::s3:*"),
            Result(rules[0], queue, Status.NOT_APPLICABLE),
            Result(rules[1], bucket, Status.ERROR, message=f"=1+1 {HOSTILE}"),
            Result(rules[1], queue, Status.COMPLIANT),
            Result(rules[2], bucket, Status.COMPLIANT),
            Result(rules[2], queue, Status.COMPLIANT),
            Result(rules[3], bucket, Status.NOT_APPLICABLE),
            Result(rules[3], queue, Status.NOT_APPLICABLE),
        ]
    resources = tuple(one for pair in pairs for one in pair)
    return PackResults(pack=pack, rules=rules, resources=resources, results=tuple(results), canary=rules[0].id)


def run_facts() -> Run:
    return Run(
        commit="0123456789abcdef0123456789abcdef01234567",
        changed=False,
        execution_id="11111111-2222-3333-4444-555555555555",
        assembly_digest="ab" * 32,
        time=datetime.datetime(2026, 11, 24, 12, 30, tzinfo=datetime.UTC),
        versions={"cdk-nag": "3.0.2", "aws-cdk-lib": "2.273.0", "project rules": "0123456789ab"},
    )


GATING = Pack(name="Gating", title="Gating pack", cdk_nag_class="AwsSolutionsChecks", gates=("dev", "prod"))
REPORTED = Pack(name="Reported", title="Reported <pack>", cdk_nag_class="HIPAASecurityChecks", reported=("prod",))


@pytest.fixture(scope="session")
def every_status() -> Matrix:
    """A pack that gates and one that is reported, with every status in each of their environments."""
    return Matrix(
        run=run_facts(),
        packs=(run_of(GATING, "dev", "prod"), run_of(REPORTED, "prod")),
        problems=("rule pack Other was asked for and has no rule: it did not run",),
    )


@pytest.fixture(scope="session")
def of_assembly(assembly: Path) -> Matrix:
    """The product's own matrix."""
    return matrix_of(assembly, packs=PACKS)


@pytest.fixture(scope="session", params=["every_status", "of_assembly"])
def matrix(request: pytest.FixtureRequest) -> Matrix:
    """Both in turn."""
    found: Matrix = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def folder(matrix: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the matrix."""
    written = tmp_path_factory.mktemp("reports")
    write_reports(matrix, written)
    return written
