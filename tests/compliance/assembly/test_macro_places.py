"""Where a macro would write, there is a resource at a path that names the place; all else stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.assembly.macro_places import with_macro_places
from compliance.matrix import EvaluationError
from compliance.packs.rule_packs import AWS_SOLUTIONS, GUARD
from feature_stacks.naming import PIPELINE_STACK
from tests.compliance.packs.guard_engine import pack_results

pytestmark = pytest.mark.xdist_group("guard")

STACK = f"{PIPELINE_STACK}/Dev/Shared"
PATH = "aws:cdk:path"
TOPIC: dict[str, Any] = {"Type": "AWS::SNS::Topic", "Metadata": {PATH: f"{STACK}/Letters/Resource"}, "Properties": {}}
LOOP = ["Name", ["a", "b"], {"Queue${Name}": {"Type": "AWS::SQS::Queue"}}]
INCLUDED = {"Name": "AWS::Include", "Parameters": {"Location": "s3://letters-templates/parts.yaml"}}


def added(template: dict[str, Any]) -> list[tuple[str, str]]:
    """Type and path of each resource that the template did not have."""
    resources = with_macro_places(template, STACK)["Resources"]
    return [
        (body["Type"], body["Metadata"][PATH]) for name, body in resources.items() if name not in template["Resources"]
    ]


@pytest.mark.parametrize(
    "template",
    [
        {"Resources": {"Letters": TOPIC}},
        {"Transform": "AWS::LanguageExtensions", "Resources": {"Letters": TOPIC}},
        {"Transform": ["AWS::Serverless-2016-10-31"], "Resources": {"Letters": TOPIC}, "Outputs": {"A": {"Value": 1}}},
        {"Resources": {"Letters": {**TOPIC, "Properties": {"TopicName": {"Fn::Transform": INCLUDED}}}}},
    ],
)
def test_what_needs_no_stand_in_is_the_same_template(template: dict[str, Any]) -> None:
    assert with_macro_places(template, STACK) is template


@pytest.mark.parametrize(
    ("parts", "kind", "place"),
    [
        ({"Resources": {"Letters": TOPIC, "Fn::ForEach::Queues": LOOP}}, "ForEach", "Fn::ForEach::Queues"),
        ({"Resources": {"Fn::Transform": INCLUDED}}, "Transform", "Fn::Transform"),
        (
            {"Resources": {"Letters": {**TOPIC, "Fn::Transform": INCLUDED}}},
            "Transform",
            "Letters/Resource/Fn::Transform",
        ),
        (
            {"Resources": {"Letters": {**TOPIC, "Properties": {"Tags": [{"Fn::ForEach::Tags": LOOP}]}}}},
            "ForEach",
            "Letters/Resource/Fn::ForEach::Tags",
        ),
        (
            {"Resources": {"Letters": {**TOPIC, "Properties": {"Fn::Transform": INCLUDED}}}},
            "Transform",
            "Letters/Resource/Fn::Transform",
        ),
        ({"Resources": {}, "Fn::Transform": INCLUDED}, "Transform", "Fn::Transform"),
        ({"Resources": {}, "Transform": INCLUDED}, "Transform", "Transform"),
        ({"Resources": {}, "Transform": ["AWS::LanguageExtensions", "Rewrite"]}, "Transform", "Transform"),
        ({"Resources": {}, "Outputs": {"Fn::ForEach::Names": LOOP}}, "ForEach", "Outputs/Fn::ForEach::Names"),
        ({"Resources": {}, "Mappings": {"Accounts": {"Fn::Transform": INCLUDED}}}, "Transform", "Mappings/Accounts"),
    ],
)
def test_a_place_is_a_resource_at_its_path(parts: dict[str, Any], kind: str, place: str) -> None:
    assert added(parts) == [(f"Macro::Template::{kind}", f"{STACK}/{place}")]


def test_no_loop_and_no_transform_of_a_whole_resource_is_left() -> None:
    template = {
        "Transform": "AWS::LanguageExtensions",
        "Resources": {
            "Fn::ForEach::Queues": LOOP,
            "Other": {"Fn::Transform": INCLUDED},
            "Letters": {**TOPIC, "Properties": {"Fn::ForEach::Names": LOOP, "TopicName": "letters"}},
        },
        "Conditions": {"Fn::ForEach::Strict": LOOP},
    }
    written = with_macro_places(template, STACK)
    assert "Fn::" not in str({name: body for name, body in written["Resources"].items() if "Macro" not in name})
    assert written["Resources"]["Letters"]["Properties"] == {"TopicName": "letters"}
    assert written["Conditions"] == {}
    assert all(isinstance(body["Type"], str) for body in written["Resources"].values())


def test_every_pack_judges_what_stands_beside_a_loop() -> None:
    resources = {"Letters": TOPIC, "Fn::ForEach::Queues": LOOP}
    packs = pack_results(
        {"loop": {"Transform": "AWS::LanguageExtensions", "Resources": resources}}, [GUARD, AWS_SOLUTIONS]
    )
    assert [{resource.path for resource in results.resources} for results in packs] == [
        {f"{STACK.rpartition('/')[0]}/0/Fn::ForEach::Queues", f"{STACK}/Letters/Resource"}
    ] * 2


@pytest.mark.parametrize(
    "properties",
    [
        {"DisplayName": {"Fn::ToJsonString": {"kind": "letters"}}},
        {"DisplayName": {"Fn::Sub": ["${Count} letters", {"Count": {"Fn::Length": ["a", "b"]}}]}},
        {"Fn::Transform": INCLUDED},
        {"Fn::ForEach::Names": LOOP},
    ],
)
def test_every_pack_judges_a_resource_with_what_the_template_language_adds(properties: dict[str, Any]) -> None:
    resources = {"Letters": {**TOPIC, "Properties": properties}}
    template = {"Transform": "AWS::LanguageExtensions", "Resources": resources}
    for results in pack_results({"extended": template}, [GUARD, AWS_SOLUTIONS]):
        assert f"{STACK}/Letters/Resource" in {resource.path for resource in results.resources}


def test_what_cannot_be_loaded_is_told_with_its_stack() -> None:
    resources = {"Letters": {**TOPIC, "Properties": {"DisplayName": {"Fn::Nonsense": "letters"}}}}
    with pytest.raises(EvaluationError, match=f"'Fn::Nonsense', in the template of {PIPELINE_STACK}/Dev/0"):
        pack_results({"unknown": {"Resources": resources}}, [AWS_SOLUTIONS])
