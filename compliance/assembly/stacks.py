"""Reads the stacks of a cloud assembly as plain data: what is checked is what gets deployed, and no CDK is loaded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compliance.assembly.macro_places import with_macro_places

MANIFEST: Final = "manifest.json"


class NoAssemblyError(Exception):
    """The directory holds no cloud assembly; the message names it."""


@dataclass(frozen=True, kw_only=True)
class SynthesizedStack:
    """One stack as CloudFormation will get it.

    Attributes:
        name: the stack's name in CloudFormation.
        display_name: its path in the app, such as ``careervp-pipeline/Dev/Shared``.
        environment: ``aws://{account}/{region}``.
        template: the parsed template; where a macro would write, there is a resource in its place (`macro_places`).
        template_file: where it lies.
    """

    name: str
    display_name: str
    environment: str
    template: Mapping[str, Any]
    template_file: Path

    def resources(self, resource_type: str | None = None) -> dict[str, dict[str, Any]]:
        """Resources by logical id, all or those of one type."""
        found = self.template.get("Resources", {})
        return {key: body for key, body in found.items() if resource_type in (None, body["Type"])}


def read_stacks(assembly: Path) -> tuple[SynthesizedStack, ...]:
    """Every stack of an assembly and of those nested in it, in the manifests' order.

    Raises:
        NoAssemblyError: the directory is not a cloud assembly.
    """
    return tuple(_stacks(assembly))


def _stacks(assembly: Path) -> Iterator[SynthesizedStack]:
    try:
        manifest = json.loads((assembly / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NoAssemblyError(f"{assembly} is not a cloud assembly (it has no {MANIFEST}); run `make synth`") from None
    for artifact_id, artifact in manifest.get("artifacts", {}).items():
        properties = artifact.get("properties", {})
        if artifact["type"] == "cdk:cloud-assembly":
            yield from _stacks(assembly / properties["directoryName"])
        elif artifact["type"] == "aws:cloudformation:stack":
            file = assembly / properties["templateFile"]
            display_name = artifact.get("displayName", artifact_id)
            yield SynthesizedStack(
                name=properties.get("stackName", artifact_id),
                display_name=display_name,
                environment=artifact["environment"],
                template=with_macro_places(json.loads(file.read_text(encoding="utf-8")), display_name),
                template_file=file,
            )
