"""What an app deploys that nothing here could run, told before anything is deployed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from localcloud.aws.cloudformation.handler_permissions import type_permissions
from localcloud.aws.cloudformation.template_references import unknown_attributes, unresolved_references
from localcloud.aws.limits.pipeline_types import ACTIONS_NOT_OFFERED
from localcloud.cli.provisioning.undecided import unserved
from localcloud.toolchain.bundling import container_engine

_RUNTIMES = ("python", "nodejs", "provided")
"""Families of Lambda runtimes that run as a process of this machine."""
WITHOUT_SCHEMA = frozenset(
    {
        "AWS::CDK::Metadata",
        "AWS::CloudFormation::CustomResource",
        "AWS::CloudFormation::WaitCondition",
        "AWS::CloudFormation::WaitConditionHandle",
        "AWS::DocDB::DBCluster",
        "AWS::DocDB::DBInstance",
        "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
    }
)
"""Types that are served although nothing is published of what their handlers need."""


def refuse_types(stack: str, template: Path) -> None:
    """Refuse a stack with resources of types that the local cloud lacks: its deployment could only fail, and would do
    so after all that comes before it in the pipeline.

    Raises:
        CommandError: the template has some; one under a condition or with a transform is left to the deployment.
    """
    body = json.loads(template.read_text(encoding="utf-8"))
    lacking = {
        f"{resource['Type']} ({_place(logical_id, resource)})"
        for logical_id, resource in body.get("Resources", {}).items()
        if not resource.get("Condition") and not _is_served(resource["Type"])
    }
    if lacking and not body.get("Transform"):
        raise unserved(
            f"the pipeline deploys the stack {stack}, which has resources that are not served here: "
            f"{', '.join(sorted(lacking))}",
            remedy="leave them, or the stack, out of the pipeline for a run here",
        )


def _place(logical_id: str, resource: Mapping[str, Any]) -> str:
    """Where a resource is made: its construct, as the CDK names it in the template, or else its logical id."""
    path = str(resource.get("Metadata", {}).get("aws:cdk:path", ""))
    return path.removesuffix("/Resource") or logical_id


def refuse_references(stack: str, template: Path) -> None:
    """Refuse a stack whose template refers to what it lacks: to no resource, as the CDK writes it where a value of a
    nested stack becomes part of an asset's text, or to an attribute that the resource's type does not have.

    Raises:
        CommandError: the template has such references.
    """
    body = json.loads(template.read_text(encoding="utf-8"))
    for problem in unresolved_references(body):
        raise unserved(
            f"the pipeline deploys the stack {stack}, which CloudFormation refuses: {problem}",
            remedy=f"mend it in the app, and commit it; {template.name} of `cdk synth` has it",
        )
    if unknown := list(unknown_attributes(body)):
        raise unserved(
            f"the pipeline deploys the stack {stack}, which reads attributes that their resources do not have: "
            f"{', '.join(unknown)}",
            remedy="name attributes that `Fn::GetAtt` gives of these types, and commit it",
        )


def refuse_actions(pipeline: Mapping[str, Any]) -> None:
    """Refuse a pipeline with actions that the local cloud lacks, which it would refuse only when it is deployed; its
    sources are judged where they are read.

    Args:
        pipeline: the properties of the resource.

    Raises:
        CommandError: it has some.
    """
    kinds = [
        (action.get("Name", ""), action["ActionTypeId"]) for stage in pipeline["Stages"] for action in stage["Actions"]
    ]
    found = {
        f"{name} ({kind['Provider']})"
        for name, kind in kinds
        if kind["Category"] != "Source" and (kind["Owner"] != "AWS" or kind["Provider"] in ACTIONS_NOT_OFFERED)
    }
    if found:
        raise unserved(
            f"the pipeline has actions that are not served here: {', '.join(sorted(found))}",
            remedy="leave them out of the pipeline for a run here",
        )


def _is_served(type_name: str) -> bool:
    return type_name.startswith("Custom::") or type_name in WITHOUT_SCHEMA or type_permissions(type_name) is not None


def refuse_images(assets: Path) -> None:
    """Refuse an asset manifest with container images.

    Raises:
        CommandError: it has some.
    """
    images = json.loads(assets.read_text(encoding="utf-8")).get("dockerImages", {})
    if images:
        # Older versions of the CDK give an image no name but a hash; whose it is says its manifest's name.
        of_stack = f"of {assets.name.removesuffix('.assets.json')}"
        names = ", ".join(sorted({image.get("displayName", of_stack) for image in images.values()}))
        raise unserved(
            f"the app builds container images ({names}), and there are no containers here",
            remedy="use file assets: Code.from_asset instead of DockerImageAsset or DockerImageFunction",
        )


def refuse_runtimes(stack: str, template: Path) -> None:
    """Refuse functions that run in AWS's container image of their runtime (Java, .NET, Ruby), where no engine has it.

    Raises:
        CommandError: the template has such a function; an alias of a runtime, as a reference, is not looked at.
    """
    resources = json.loads(template.read_text(encoding="utf-8")).get("Resources", {})
    found = {
        f"{logical_id} ({runtime})"
        for logical_id, resource in resources.items()
        if resource["Type"] == "AWS::Lambda::Function"
        and isinstance(runtime := resource.get("Properties", {}).get("Runtime"), str)
        and not runtime.startswith(_RUNTIMES)
    }
    if found and not container_engine(os.environ):
        raise unserved(
            f"the stack {stack} has functions that need docker or podman, and none answers: {', '.join(sorted(found))}",
            remedy=f"without one, runtimes of the families {', '.join(_RUNTIMES)} are served",
        )
