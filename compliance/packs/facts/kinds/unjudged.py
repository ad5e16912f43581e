"""What a template brings in that no rule has seen: code behind a custom resource, a template or a layer from elsewhere,
a resource type of another vendor, a macro that rewrites the template when it is deployed.

A macro outside of a resource's properties has a resource of its own by then (`compliance.assembly.macro_places`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.assembly.macro_places import STAND_IN
from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact

_CUSTOM: Final = re.compile(r"^(?:Custom::|AWS::CloudFormation::CustomResource$)")
_SDK_CALLS: Final = re.compile(r"^Custom::AWS$")
# Of SAM's types those that rules judge as they stand; the others become resources only when they are deployed.
_JUDGED: Final = re.compile(r"^(?:(?:AWS::(?!Serverless::))|Custom::|AWS::Serverless::(?:Api|HttpApi)$)")
_OTHER_TEMPLATES: Final = frozenset({"AWS::CloudFormation::StackSet", "AWS::ServiceCatalog::CloudFormationProduct"})
"""Types that deploy a template of their own, as text or from a URL, which is none of the assembly's stacks."""
_FROM_ANOTHER_STACK: Final = "${import:"
_AWS_LAYERS: Final = frozenset(
    {
        "017000801446",  # Powertools for AWS Lambda
        "027255383542",  # AppConfig's extension
        "094274105915",  # Powertools for TypeScript
        "177933569100",  # Parameters and Secrets extension
        "580247275435",  # Lambda Insights
        "901920570463",  # AWS Distro for OpenTelemetry
    }
)
"""Accounts of AWS that publish layers (each service's guide says its own)."""
_ACCOUNT: Final = re.compile(r"^arn:[^:]*:[^:]*:[^:]*:(\d{12}):")


def unjudged(template: Mapping[str, Any], own_accounts: frozenset[str]) -> Iterator[Fact]:
    """A fact for each resource that may bring in what no rule has seen.

    Properties: ``Brings`` is ``CustomResource``, ``SdkCalls``, ``Template``, ``Layer``, ``Type`` or ``Macro``;
    ``Judged``, whether it lies in the assembly after all.
    """
    intrinsics = Intrinsics(template)
    resources = template.get("Resources", {})
    for logical_id, resource in resources.items():
        for brings, judged in _brought(resource, intrinsics, own_accounts):
            yield Fact(kind="Template::Foreign", of=logical_id, properties={"Brings": brings, "Judged": judged})


def _brought(resource: Mapping[str, Any], intrinsics: Intrinsics, own: frozenset[str]) -> Iterator[tuple[str, bool]]:
    kind, properties = str(resource.get("Type")), resource.get("Properties", {})
    if _SDK_CALLS.match(kind):
        yield "SdkCalls", False
    if _CUSTOM.match(kind):
        yield "CustomResource", _lies_here(properties.get("ServiceToken"), intrinsics)
    elif kind.startswith(STAND_IN):
        yield "Macro", False
    elif not _JUDGED.match(kind):
        yield "Type", False
    if "Fn::Transform" in json.dumps(properties):
        yield "Macro", False
    if kind == "AWS::CloudFormation::Stack":
        yield "Template", "aws:asset:path" in resource.get("Metadata", {}) or _is_own_url(properties, intrinsics)
    elif kind in _OTHER_TEMPLATES:
        yield "Template", False
    for arn in intrinsics.listed(properties.get("Layers")) if kind == "AWS::Lambda::Function" else ():
        account = _ACCOUNT.match(arn)
        yield "Layer", account is None or account[1] in _AWS_LAYERS or account[1] in own


def _lies_here(token: Any, intrinsics: Intrinsics) -> bool:
    """Whether what answers for a custom resource is of this template, or of another one of the app."""
    texts = intrinsics.texts(token)
    return bool(texts) and all(
        intrinsics.referred(text) is not None or text.startswith(_FROM_ANOTHER_STACK) for text in texts
    )


def _is_own_url(properties: Mapping[str, Any], intrinsics: Intrinsics) -> bool:
    """Of the account's own bucket of assets."""
    return all("${AWS::AccountId}" in text for text in intrinsics.texts(properties.get("TemplateURL")))
