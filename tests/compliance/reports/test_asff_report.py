"""The ASFF form: Security Hub's own model of a finding, and the limits that its guide names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from compliance.matrix import Matrix, Status
from compliance.reports.asff_report import write_asff
from compliance.reports.asff_resource_types import OTHER, RESOURCE_TYPES, resource_type
from feature_stacks.naming import PRODUCT
from tests.compliance.reports.conftest import ENTRY, resource

Finding = dict[str, Any]

LONGEST = {"Id": 512, "GeneratorId": 512, "ProductArn": 2048, "Title": 256, "Description": 1024}
BATCH_BYTES = 6 * 1024 * 1024


@pytest.fixture(scope="module")
def model() -> ServiceModel:
    return botocore.session.get_session().get_service_model("securityhub")


@pytest.fixture(scope="module")
def findings(matrix: Matrix, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return written(matrix, tmp_path_factory.mktemp("asff"))


def written(matrix: Matrix, folder: Path) -> list[Finding]:
    write_asff(matrix, folder / "asff.json")
    found: list[Finding] = json.loads((folder / "asff.json").read_text(encoding="utf-8"))
    return found


def test_every_batch_is_a_valid_call(findings: list[Finding], model: ServiceModel) -> None:
    shape = model.operation_model("BatchImportFindings").input_shape
    for start in range(0, len(findings), 100):
        batch = {"Findings": findings[start : start + 100]}
        assert ParamValidator().validate(batch, shape).generate_report() == ""
        assert len(json.dumps(batch)) < BATCH_BYTES


@pytest.mark.parametrize("missing", ["Id", "Resources", "Title", "ProductArn", "SchemaVersion"])
def test_the_model_refuses_what_is_incomplete(findings: list[Finding], model: ServiceModel, missing: str) -> None:
    broken = {name: value for name, value in findings[0].items() if name != missing}
    shape = model.operation_model("BatchImportFindings").input_shape
    assert missing in ParamValidator().validate({"Findings": [broken]}, shape).generate_report()


def test_values_are_those_of_the_model(findings: list[Finding], model: ServiceModel) -> None:
    for finding in findings:
        assert finding["SchemaVersion"] == "2018-10-08"
        assert finding["Compliance"]["Status"] in model.shape_for("ComplianceStatus").enum
        assert finding["Workflow"]["Status"] in model.shape_for("WorkflowStatus").enum
        assert finding["Severity"]["Label"] in model.shape_for("SeverityLabel").enum
        assert finding["RecordState"] in model.shape_for("RecordState").enum


def test_nothing_is_longer_than_the_guide_allows(findings: list[Finding]) -> None:
    assert not [f for f in findings if any(not 0 < len(f[name]) <= most for name, most in LONGEST.items())]
    for finding in findings:
        assert len(finding["Remediation"]["Recommendation"]["Text"]) <= 512
        assert len(finding.get("Note", {"Text": ""})["Text"]) <= 512
        requirements = finding["Compliance"].get("RelatedRequirements", [])
        assert len(requirements) <= 32
        assert all(len(requirement) <= 64 for requirement in requirements)
        assert len(finding["ProductFields"]) <= 50
        assert all(len(name) <= 128 and 0 < len(value) <= 2048 for name, value in finding["ProductFields"].items())
        assert all(len(one["Id"]) <= 512 for one in finding["Resources"])


def test_ids_are_unique(findings: list[Finding]) -> None:
    assert len({finding["Id"] for finding in findings}) == len(findings)


def test_the_pipelines_account_sends_all_and_a_resource_names_its_own(of_assembly: Matrix, tmp_path: Path) -> None:
    found = written(of_assembly, tmp_path)
    assert {finding["AwsAccountId"] for finding in found} == {"111111111111"}
    assert {finding["ProductArn"] for finding in found} == {
        "arn:aws:securityhub:us-east-1:111111111111:product/111111111111/default"
    }
    accounts = {(f["ProductFields"][f"{PRODUCT}/environment"], f["Resources"][0]["Id"].split("/")[0]) for f in found}
    assert accounts == {("tools", "111111111111"), ("dev", "222222222222"), ("prod", "333333333333")}


def test_a_rule_of_a_framework_names_its_controls(of_assembly: Matrix, tmp_path: Path) -> None:
    for finding in written(of_assembly, tmp_path):
        framework = finding["ProductFields"][f"{PRODUCT}/pack"] in ("NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321")
        assert bool(finding["Compliance"].get("RelatedRequirements")) == framework


def test_an_acknowledged_finding_is_suppressed_and_says_who_why_and_until_when(
    every_status: Matrix, tmp_path: Path
) -> None:
    found = written(every_status, tmp_path)
    suppressed = [finding for finding in found if finding["Workflow"]["Status"] == "SUPPRESSED"]
    assert len(suppressed) == every_status.counts()[Status.ACKNOWLEDGED]
    for finding in suppressed:
        assert finding["Compliance"]["Status"] == "FAILED"
        assert all(fact in finding["Note"]["Text"] for fact in (ENTRY.reason, ENTRY.record, "2027-05-31"))
        assert finding["Note"]["UpdatedBy"] == ENTRY.owner


def test_a_finding_whose_excuse_is_gone_is_a_new_one_and_a_fixed_one_the_same(
    every_status: Matrix, tmp_path: Path
) -> None:
    def ids(status: Status) -> list[str]:
        run = every_status.packs[0]
        (result,) = [r for r in run.results if r.acknowledgement and r.resource.environment == "prod"]
        excused = result._replace(status=status, acknowledgement=ENTRY if status is Status.ACKNOWLEDGED else None)
        matrix = replace(every_status, packs=(replace(run, results=(excused,)),))
        return [finding["Id"] for finding in written(matrix, tmp_path)]

    assert ids(Status.NON_COMPLIANT) == ids(Status.COMPLIANT) != ids(Status.ACKNOWLEDGED)


def test_types_of_resources_are_those_of_the_model(model: ServiceModel) -> None:
    assert {name for name in model.shape_for("ResourceDetails").members if name.startswith("Aws")} == RESOURCE_TYPES
    assert resource_type("AWS::EC2::VPC") == "AwsEc2Vpc"
    assert resource_type(resource("prod", "Bucket").type) == "AwsS3Bucket"
    assert resource_type("AWS::Logs::LogGroup") == OTHER
