"""The synthesized stacks of one environment, deployed through CloudFormation alone: what the pipeline's Assets and
Deploy actions do, without a pipeline, in about two seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feature_stacks.naming import PIPELINE_STACK
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.stacks import describe, outputs_of, wait
from tests.service.account_policies import execution_role

# The least that the synthesized templates ask for (requiresBootstrapStackVersion).
_BOOTSTRAP_VERSION_PARAMETER, _BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version", "30"


@dataclass(frozen=True, kw_only=True)
class Stack:
    """One synthesized stack: its name, its template, and the assets it needs, as the CDK's manifests say."""

    name: str
    template_url: str
    assets: Mapping[tuple[str, str], Path]


def stacks_of(assembly: Path, stage: str) -> list[Stack]:
    """The stacks of a stage's nested assembly, dependencies first."""
    directory = assembly / f"assembly-{PIPELINE_STACK}-{stage}"
    artifacts = json.loads((directory / "manifest.json").read_text())["artifacts"]
    found: dict[str, Stack] = {}

    def visit(artifact_id: str) -> None:
        artifact = artifacts[artifact_id]
        for dependency in artifact.get("dependencies", ()):
            visit(dependency)
        if artifact["type"] != "aws:cloudformation:stack" or artifact_id in found:
            return
        properties = artifact["properties"]
        bucket, _, key = properties["stackTemplateAssetObjectUrl"].removeprefix("s3://").partition("/")
        found[artifact_id] = Stack(
            name=properties["stackName"],
            template_url=f"{bucket}/{key}",
            assets=dict(_assets(directory, f"{artifact_id}.assets.json")),
        )

    for artifact_id in artifacts:
        visit(artifact_id)
    return list(found.values())


def _assets(directory: Path, manifest: str) -> Iterator[tuple[tuple[str, str], Path]]:
    for asset in json.loads((directory / manifest).read_text())["files"].values():
        for destination in asset["destinations"].values():
            location = (destination["bucketName"], destination["objectKey"])
            yield location, (directory / asset["source"]["path"]).resolve()


def deploy(cloud: CloudProcess, stacks: list[Stack], *, account: str = DEV) -> dict[str, str]:
    """Bring stacks into an account that nothing was bootstrapped in, with the execution policies as they are shipped;
    return all their outputs by name.
    """
    prepare(cloud, stacks, account=account)
    role = execution_role(cloud, account)
    outputs: dict[str, str] = {}
    for stack in stacks:
        start(cloud, stack, account=account, role=role)
        description: dict[str, Any] = describe(cloud, stack.name, account=account)
        assert description["StackStatus"] == "CREATE_COMPLETE", description.get("StackStatusReason")
        outputs |= outputs_of(cloud, stack.name, account=account)
    return outputs


def prepare(cloud: CloudProcess, stacks: list[Stack], *, account: str) -> None:
    """What a bootstrap leaves, and the assets."""
    cloud.client("ssm", account).put_parameter(
        Name=_BOOTSTRAP_VERSION_PARAMETER, Value=_BOOTSTRAP_VERSION, Type="String"
    )
    s3 = cloud.client("s3", account)
    for bucket in {bucket for stack in stacks for bucket, _ in stack.assets}:
        s3.create_bucket(Bucket=bucket)
    for stack in stacks:
        for (bucket, key), path in stack.assets.items():
            s3.put_object(Bucket=bucket, Key=key, Body=path.read_bytes())


def start(cloud: CloudProcess, stack: Stack, *, account: str, role: str) -> None:
    """Create a stack with an execution role, and wait for the end of it, whichever."""
    cloud.client("cloudformation", account).create_stack(
        StackName=stack.name,
        TemplateURL=f"{cloud.endpoint_url}/{stack.template_url}",
        Capabilities=["CAPABILITY_NAMED_IAM"],
        RoleARN=role,
    )
    wait(cloud, stack.name, account=account)
