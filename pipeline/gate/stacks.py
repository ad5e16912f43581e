"""The stacks of an assembly, read from its manifests and templates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.gate.assembly import AssemblyError, read_json


@dataclass(frozen=True, kw_only=True)
class Stack:
    """One stack as it will be deployed.

    Attributes:
        environment: ``aws://{account}/{region}``.
        termination_protection, deploy_role, execution_role: as the manifest has them; the first role is assumed to
            deploy the stack, CloudFormation acts as the second.
        bootstrap_version: the least that the account's bootstrap must have.
    """

    name: str
    environment: str
    termination_protection: bool
    deploy_role: str
    execution_role: str
    bootstrap_version: int
    template: dict[str, Any]

    def resources(self, *types: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Logical ids and resources, of these types or of all."""
        for logical_id, resource in self.template.get("Resources", {}).items():
            if not types or resource.get("Type") in types:
                yield logical_id, resource


def read_stacks(assembly: Path) -> list[Stack]:
    """Every stack, those of nested assemblies included.

    Raises:
        AssemblyError: there is none, a file cannot be read, or a macro would bring resources that nobody can compare.
    """
    stacks = list(_stacks(assembly, ""))
    if not stacks:
        raise AssemblyError("the assembly holds no stack")
    return stacks


def _stacks(assembly: Path, folder: str) -> Iterator[Stack]:
    for artifact_id, artifact in read_json(assembly, f"{folder}manifest.json").get("artifacts", {}).items():
        properties = artifact.get("properties", {})
        if artifact["type"] == "cdk:cloud-assembly":
            yield from _stacks(assembly, f"{folder}{properties['directoryName']}/")
        elif artifact["type"] == "aws:cloudformation:stack":
            yield Stack(
                name=properties.get("stackName", artifact_id),
                environment=artifact["environment"],
                termination_protection=properties.get("terminationProtection", False),
                deploy_role=properties.get("assumeRoleArn", ""),
                execution_role=properties.get("cloudFormationExecutionRoleArn", ""),
                bootstrap_version=properties.get("requiresBootstrapStackVersion", 0),
                template=_written_out(read_json(assembly, folder + properties["templateFile"]), artifact_id),
            )


def _written_out(template: dict[str, Any], stack: str) -> dict[str, Any]:
    """The template, where each of its resources stands in it: what a loop or a transform makes is not there yet."""
    for logical_id, resource in template.get("Resources", {}).items():
        if not isinstance(resource, dict) or not isinstance(resource.get("Type"), str):
            raise AssemblyError(
                f"{logical_id} of {stack} is no resource but what a macro makes of it at deployment, which nothing "
                "here can compare; write its resources out"
            )
    return template


def listed(value: Any) -> list[Any]:
    """A value that CloudFormation and IAM let stand alone instead of in a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def as_text(value: Any) -> str:
    """A value of a template as one line, with ``${...}`` for what is known at deployment only."""
    if isinstance(value, dict) and len(value) == 1:
        ((function, given),) = value.items()
        if function == "Ref":
            return f"${{{given}}}"
        if function == "Fn::GetAtt":
            return f"${{{'.'.join(listed(given))}}}"
        if function == "Fn::Join":
            return str(given[0]).join(map(as_text, given[1]))
        if function == "Fn::Sub" and isinstance(given, str):
            return given
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """The SHA-256 of a value of a template."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
