"""The packs as data: what must gate where, and how rules of the report find their pack."""

from __future__ import annotations

import dataclasses
import tarfile
from importlib import resources

import pytest

from compliance.assembly import UnknownStageError, environment_of
from compliance.packs.rule_packs import ENVIRONMENTS, HIPAA, PACKS, TEMPLATE_VALIDATION, Pack, gates


def test_packs_have_names_of_their_own() -> None:
    assert len({pack.name for pack in PACKS}) == len(PACKS)


@pytest.mark.parametrize("name", ["AwsSolutions", "Serverless", "CareerVP"])
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_these_gate_every_environment(name: str, environment: str) -> None:
    assert gates(name, environment)


@pytest.mark.parametrize("name", ["NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321"])
def test_the_frameworks_gate_prod_and_report_on_dev(name: str) -> None:
    (pack,) = (pack for pack in PACKS if pack.name == name)
    assert (pack.gates, pack.reported) == (("prod",), ("dev",))


def test_a_pack_reported_on_dev_can_be_set_to_gate_it() -> None:
    gating = dataclasses.replace(HIPAA, gates=("dev", "prod"), reported=())
    assert gating.gates == ("dev", "prod")


@pytest.mark.parametrize(
    ("gating", "reported", "said"), [(("staging",), (), "staging"), (("prod",), ("prod", "dev"), "prod is gated or")]
)
def test_a_pack_that_contradicts_itself_is_refused(
    gating: tuple[str, ...], reported: tuple[str, ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Pack(name="X", title="X", cdk_nag_class="X", gates=gating, reported=reported)


def test_the_cdks_own_template_validation_is_no_pack_and_stops_everywhere() -> None:
    assert TEMPLATE_VALIDATION not in {pack.name for pack in PACKS}
    assert all(gates(TEMPLATE_VALIDATION, environment) for environment in ENVIRONMENTS)


@pytest.mark.parametrize(
    ("path", "environment"),
    [
        ("careervp-pipeline/Dev/Shared/Cvs/Bucket/Resource", "dev"),
        ("careervp-pipeline/Prod/CvTailoring", "prod"),
        ("careervp-pipeline/Delivery/Pipeline/Dev/Smoke/Smoke", "tools"),
        ("careervp-pipeline", "tools"),
        ("", "tools"),
    ],
)
def test_environment_of_a_construct(path: str, environment: str) -> None:
    assert environment_of(path) == environment


@pytest.mark.parametrize("path", ["careervp-pipeline/Staging/Shared/Cvs/Bucket/Resource", "careervp-pipeline/Other"])
def test_a_construct_of_no_environment_is_an_error_and_not_the_pipelines(path: str) -> None:
    with pytest.raises(UnknownStageError, match=f"{path} lies in '(Staging|Other)', which is no environment"):
        environment_of(path)


def test_the_rules_that_are_left_out_of_every_judgement_are_still_those_for_gamelift_alone() -> None:
    """Leaving the CDK's Rego rules out saves their engine; a rule about something that is used here would be missed."""
    package = resources.files("aws_cdk._jsii")
    (archive,) = (entry for entry in package.iterdir() if entry.name.endswith(".tgz"))
    with resources.as_file(archive) as path, tarfile.open(path) as library:
        rego = [name for name in library.getnames() if "/validation/rules/" in name and name.endswith(".rego")]
    assert [name.rpartition("/")[2] for name in rego] == ["gamelift-fleet.rego"]
