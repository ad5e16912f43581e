"""What a pipeline's stack reads of an account: found before it is deployed, and made with what a person says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from botocore.stub import ANY

from localcloud.aws.limits.connection_arns import EXAMPLE_CONNECTION_ARN
from localcloud.cli.provisioning.existing.values import (
    DeployedStack,
    ExistingValue,
    existing_values,
    with_values,
)
from localcloud.cli.terminal.exit_codes import CommandError
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

_IMPORT = {"Fn::ImportValue": "shared-connection"}
_STORED = {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/harbour/branch"}


def _stack(value: object, **parameters: Mapping[str, str]) -> dict[str, Any]:
    """A template with one resource that has this value."""
    return {"Parameters": parameters, "Resources": {"Berth": {"Type": "AWS::SQS::Queue", "Properties": {"Tag": value}}}}


def _existing(
    template: Mapping[str, Any],
    *,
    others: Sequence[Mapping[str, Any]] = (),
    connections: Sequence[object] = (),
    stages: Sequence[DeployedStack] = (),
    **given: str,
) -> tuple[ExistingValue, ...]:
    names = {name.replace("_", "/"): value for name, value in given.items()}
    stack = _deployed("harbour", template)
    return existing_values(stack, others=others, connections=connections, given=names, stages=stages)


def _deployed(name: str, template: Mapping[str, Any], *, region: str = "eu-west-1") -> DeployedStack:
    return DeployedStack(name=name, account="111111111111", region=region, template=template)


def _exporting(name: object) -> dict[str, Any]:
    return {"Outputs": {"Out": {"Value": "a", "Export": {"Name": name}}}}


def test_what_no_stack_makes_is_named_with_the_option_that_gives_it() -> None:
    template = _stack([_IMPORT, {"Ref": "Branch"}], Branch=_STORED)
    with pytest.raises(CommandError) as refused:
        _existing(template)
    named = "the export shared-connection, the parameter /harbour/branch"
    assert refused.value.message == f"the stack harbour reads what no stack of the app makes: {named}"
    options = "--existing shared-connection=VALUE --existing /harbour/branch=VALUE"
    assert refused.value.remedy == f"{options} says what your account has there"


def test_a_person_says_what_is_there() -> None:
    template = _stack({"Fn::Join": ["", ["a", {"Ref": "Branch"}]]}, Branch=_STORED)
    assert _existing(template, _harbour_branch="trunk") == (ExistingValue(name="/harbour/branch", value="trunk"),)


def test_a_list_of_parameter_store_stays_one() -> None:
    subnets = {"Type": "AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>", "Default": "/harbour/branch"}
    (value,) = _existing(_stack({"Ref": "Branch"}, Branch=subnets), _harbour_branch="a,b")
    assert value.is_list


@pytest.mark.parametrize("reference", [_IMPORT, {"Ref": "Connection"}])
def test_a_connection_needs_nobodys_word(reference: Mapping[str, str]) -> None:
    stored = {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/harbour/connection"}
    (value,) = _existing(_stack(reference, Connection=stored), connections=[reference])
    assert value.value == EXAMPLE_CONNECTION_ARN


@pytest.mark.parametrize(
    "other",
    [
        {"Outputs": {"Arn": {"Value": "a", "Export": {"Name": "shared-connection"}}}},
        {"Resources": {"Kept": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/harbour/branch"}}}},
    ],
)
def test_what_a_stack_of_the_app_makes_is_nobodys_question(other: Mapping[str, Any]) -> None:
    value = _IMPORT if "Outputs" in other else {"Ref": "Branch"}
    assert _existing(_stack(value, Branch=_STORED), others=[other]) == ()


@pytest.mark.parametrize("name", ["/cdk-bootstrap/hnb659fds/version", "/aws/service/ami-amazon-linux-latest/al2023"])
def test_what_every_account_has_is_nobodys_question(name: str) -> None:
    assert _existing(_stack({"Ref": "Branch"}, Branch={**_STORED, "Default": name})) == ()


def test_what_stands_under_a_condition_is_left_to_the_deployment() -> None:
    template = _stack(_IMPORT)
    template["Resources"]["Berth"]["Condition"] = "IsOpen"
    assert _existing(template) == ()


def test_a_value_for_what_the_stack_does_not_read_is_told_what_it_reads() -> None:
    with pytest.raises(CommandError, match="no stack reads an export or a parameter shared/conection") as refused:
        _existing(_stack(_IMPORT), connections=[_IMPORT], shared_conection="a")
    assert refused.value.remedy == "what they read is shared-connection"


def test_what_stages_lack_is_told_before_the_first_of_them_each_with_its_option() -> None:
    stages = [
        _deployed("alpha-pier", _stack({"Fn::ImportValue": "shared-vpc"})),
        _deployed("prod-pier", _stack([{"Fn::ImportValue": "shared-vpc"}, {"Ref": "Branch"}], Branch=_STORED)),
    ]
    with pytest.raises(CommandError) as refused:
        _existing(_stack("a"), stages=stages)
    where = "in 111111111111 eu-west-1"
    assert refused.value.details == (
        f"the export shared-vpc, which alpha-pier reads {where}: --existing shared-vpc=VALUE",
        f"the parameter /harbour/branch, which prod-pier reads {where}: --existing /harbour/branch=VALUE",
    )


def test_what_stages_lack_is_made_where_they_are() -> None:
    stages = [_deployed(f"pier-{region}", _stack(_IMPORT), region=region) for region in ("eu-west-1", "us-east-1")]
    shared = existing_values(
        _deployed("harbour", _stack("a")), others=(), connections=(), given={"shared-connection": "b"}, stages=stages
    )
    assert [(value.value, value.region, value.stack) for value in shared] == [
        ("b", "eu-west-1", "pier-eu-west-1"),
        ("b", "us-east-1", "pier-us-east-1"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "alpha-base-vpc",
        {"Fn::Sub": "${AWS::StackName}-vpc"},
        {"Fn::Join": ["-", [{"Ref": "AWS::StackName"}, "vpc"]]},
        {"Fn::Sub": "${Prefix}-vpc"},
    ],
)
def test_what_an_earlier_stack_of_a_stage_exports_or_may_export_is_nobodys_question(name: object) -> None:
    stages = [
        _deployed("alpha-base", _exporting(name)),
        _deployed("alpha-pier", _stack({"Fn::ImportValue": "alpha-base-vpc"})),
    ]
    assert _existing(_stack("a"), stages=stages) == ()


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_an_export_of_a_later_stack_or_of_another_region_does_not_help(region: str) -> None:
    base = _deployed("alpha-base", _exporting("vpc"), region=region)
    pier = _deployed("alpha-pier", _stack({"Fn::ImportValue": "vpc"}))
    with pytest.raises(CommandError, match="no stack before them makes"):
        _existing(_stack("a"), stages=[pier, base] if region == "eu-west-1" else [base, pier])


def test_what_a_condition_chooses_is_left_to_the_deployment() -> None:
    chosen = {"Fn::If": ["IsOpen", _IMPORT, "none"]}
    assert _existing(_stack("a"), stages=[_deployed("alpha-pier", _stack(chosen))]) == ()


def test_a_name_in_parameter_store_is_not_taken_for_its_value() -> None:
    known = (ExistingValue(name="shared-connection", value="arn"), ExistingValue(name="/harbour/branch", value="trunk"))
    template = _stack(_IMPORT, Branch=_STORED)
    assert with_values(template, known)["Parameters"]["Branch"]["Default"] == "trunk"
    assert with_values(template, known)["Resources"]["Berth"]["Properties"]["Tag"] == "arn"
    assert with_values(template, ())["Parameters"]["Branch"]["Default"] == ""


def test_a_parameter_is_stored_once(stubbed: StubbedCloud) -> None:
    ssm = stubbed.stub("ssm")
    expected = {"Name": "/harbour/piers", "Value": "a,b", "Type": "StringList"}
    ssm.add_response("put_parameter", {}, expected)
    ssm.add_client_error("put_parameter", "ParameterAlreadyExists", expected_params=expected)
    value = ExistingValue(name="/harbour/piers", value="a,b", is_list=True)
    assert (value.make(stubbed.cloud), value.make(stubbed.cloud)) == (True, False)


def test_an_export_is_made_by_a_stack_of_its_own(stubbed: StubbedCloud) -> None:
    cloudformation = stubbed.stub("cloudformation")
    cloudformation.add_response("create_stack", {"StackId": "arn"}, {"StackName": ANY, "TemplateBody": _Exporting("a")})
    described = {"StackName": "export-1", "CreationTime": "2026-01-02", "StackStatus": "CREATE_COMPLETE"}
    cloudformation.add_response("describe_stacks", {"Stacks": [described]}, {"StackName": ANY})
    assert ExistingValue(name="shared-connection", value="a", is_export=True).make(stubbed.cloud)


class _Exporting:
    """Equals a template that exports this value as `shared-connection`."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __eq__(self, template: object) -> bool:
        outputs = json.loads(str(template))["Outputs"].values()
        return list(outputs) == [{"Value": self._value, "Export": {"Name": "shared-connection"}}]

    def __hash__(self) -> int:
        return hash(self._value)
