"""The shipped template: as the templates need it, short enough for IAM, and never more than the boundary."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bootstrap.__main__ import TEMPLATE, main
from bootstrap.assembly_types import identity_statements, listed, parts_of
from bootstrap.names import PIPELINE, deploy_policies
from bootstrap.names import PRODUCT as PRODUCT_PART
from bootstrap.policies_template import LONGEST_POLICY, TooLongError, length, template
from feature_stacks.naming import BOUNDARY, PRODUCT


def _policies() -> dict[str, list[dict[str, Any]]]:
    """Statements by the policy's name."""
    substituted = re.compile(r'{\s*"Fn::Sub": ("[^"]*")\s*}')
    text = substituted.sub(r"\1", TEMPLATE.read_text(encoding="utf-8"))
    resources = json.loads(text)["Resources"].values()
    return {
        resource["Properties"]["ManagedPolicyName"]: resource["Properties"]["PolicyDocument"]["Statement"]
        for resource in resources
    }


def test_the_shipped_template_is_what_the_templates_need(assembly: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(assembly)]) == 0, capsys.readouterr().err


def test_another_resource_type_is_a_drift(assembly: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stream = {"Resources": {"Letters": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": f"{PRODUCT}-letters"}}}}
    for path in assembly.rglob("*.template.json"):
        copy = tmp_path / path.relative_to(assembly)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "letters.template.json").write_text(json.dumps(stream))
    assert main(["check", str(tmp_path)]) == 1
    assert "make bootstrap-policies" in capsys.readouterr().err
    written = tmp_path / "policies.template.json"
    assert main(["write", str(tmp_path)], path=written) == 0
    assert "kinesis:CreateStream" in written.read_text()


def test_a_type_without_published_permissions_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    thing = {"Resources": {"Thing": {"Type": "AWS::Nowhere::Thing", "Properties": {}}}}
    (tmp_path / "things.template.json").write_text(json.dumps(thing))
    assert main(["write", str(tmp_path)], path=tmp_path / "out.json") == 2
    assert "AWS::Nowhere::Thing" in capsys.readouterr().err


def test_iam_takes_each_policy() -> None:
    lengths = {name: length(statements) for name, statements in _policies().items()}
    assert max(lengths.values()) <= LONGEST_POLICY, lengths
    # A role takes ten; an account may be both the pipeline's and an environment's.
    assert len(lengths) <= 10


def test_the_pipeline_s_policies_make_the_key_alias_of_a_second_region() -> None:
    found = [one for name, some in _policies().items() if PIPELINE in name for one in some]
    assert any("kms:CreateAlias" in one["Action"] for one in found)


def _allowed_anywhere(part: str) -> set[str]:
    found = [one for name, some in _policies().items() if part in name for one in some]
    return {action for one in found if one["Resource"] == ["*"] and "Condition" not in one for action in one["Action"]}


def test_the_product_s_policies_find_the_zones_that_its_subnets_are_put_into() -> None:
    zones = {"ec2:DescribeAccountAttributes", "ec2:DescribeAvailabilityZones", "ec2:DescribeSubnets"}
    assert zones <= _allowed_anywhere(PRODUCT_PART)
    assert not zones & _allowed_anywhere(PIPELINE)


def test_the_product_s_policies_may_keep_alarms_of_names_that_application_auto_scaling_gives() -> None:
    alarms = {"cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm"}
    assert alarms <= _allowed_anywhere(PRODUCT_PART)
    assert not (alarms - {"cloudwatch:DescribeAlarms"}) & _allowed_anywhere(PIPELINE)


def test_the_outputs_are_what_cdk_bootstrap_takes() -> None:
    outputs = json.loads(TEMPLATE.read_text(encoding="utf-8"))["Outputs"]
    assert outputs["PermissionsBoundary"]["Value"] == BOUNDARY
    for account, part in (("Pipeline", PIPELINE), ("Stage", PRODUCT_PART)):
        _, policies = outputs[f"{account}ExecutionPolicies"]["Value"]["Fn::Join"]
        assert len(policies) == len([name for name in _policies() if part in name])


def test_the_template_fits_into_a_request() -> None:
    assert len(TEMPLATE.read_bytes()) <= 51_200


def test_a_template_that_does_not_fit_into_a_request_is_not_written(
    assembly: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bootstrap.__main__.LONGEST_TEMPLATE", 1000)
    assert main(["write", str(assembly)], path=tmp_path / "policies.json") == 2
    assert "over the 1000 of a request" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_policy_that_cannot_be_split_is_refused(assembly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bootstrap.policies_template.LONGEST_POLICY", 1000)
    with pytest.raises(TooLongError, match=BOUNDARY):
        template(assembly)


def test_the_product_s_policies_build_no_pipeline() -> None:
    actions = [
        action
        for name, statements in _policies().items()
        if name.startswith(deploy_policies(PRODUCT_PART))
        for statement in statements
        for action in listed(statement["Action"])
    ]
    assert actions
    assert not [action for action in actions if action.startswith(("codepipeline:", "codebuild:"))]


@pytest.mark.parametrize("part", [PIPELINE, PRODUCT_PART])
def test_roles_are_made_and_changed_with_the_boundary_alone(part: str) -> None:
    bound = {"iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"}
    found = [one for name, some in _policies().items() if part in name for one in some]
    (statement,) = [one for one in found if bound <= {*one["Action"]}]
    (boundary,) = statement["Condition"]["StringEquals"].values()
    assert boundary.endswith(f":policy/{BOUNDARY}")
    free = [action for one in found if one is not statement for action in one["Action"]]
    assert not bound & {*free}
    assert "iam:DeleteRolePermissionsBoundary" not in free


def test_the_boundary_has_every_service_of_the_app_s_own_policies(assembly: Path) -> None:
    allowed = {
        action.partition(":")[0]
        for statement in _policies()[BOUNDARY]
        if statement["Effect"] == "Allow"
        for action in statement["Action"]
    }
    for part in parts_of(assembly).values():
        for statement in identity_statements(part):
            assert {action.partition(":")[0] for action in listed(statement["Action"])} <= allowed, statement
    for name, statements in _policies().items():
        for statement in statements:
            assert {action.partition(":")[0] for action in listed(statement["Action"])} <= allowed, name
