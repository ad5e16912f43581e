"""What an assembly's templates hold, of the pipeline and of the product apart: they lie in different accounts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bootstrap.names import PIPELINE, PRODUCT

Template = Mapping[str, Any]

REPLICA_TYPES: Final = frozenset({"AWS::KMS::Alias"})
"""What an environment in a second region brings to the pipeline's account beside the pipeline's own types: the alias of
its artifacts' key there. Always allowed, so that such an entry needs no other policies."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the app.

    Attributes:
        types: its resource types.
        services: the service principals that its roles trust.
        templates: as synthesized.
    """

    types: frozenset[str]
    services: frozenset[str]
    templates: tuple[Template, ...]


def parts_of(assembly: Path) -> dict[str, Part]:
    """The app's parts by name: the pipeline's stacks lie at an assembly's top, the product's in a Stage's folder."""
    pipeline = tuple(_templates(assembly.glob("*.template.json")))
    product = tuple(_templates(assembly.glob("assembly-*/**/*.template.json")))
    return {PIPELINE: _part(pipeline, more=REPLICA_TYPES), PRODUCT: _part(product)}


def _templates(paths: Iterator[Path]) -> Iterator[Template]:
    return (json.loads(path.read_text(encoding="utf-8")) for path in sorted(paths))


def _part(templates: tuple[Template, ...], *, more: frozenset[str] = frozenset()) -> Part:
    resources = [resource for template in templates for resource in template["Resources"].values()]
    return Part(
        types=more.union(resource["Type"] for resource in resources),
        services=frozenset(
            service
            for resource in resources
            if resource["Type"] == "AWS::IAM::Role"
            for statement in resource["Properties"]["AssumeRolePolicyDocument"]["Statement"]
            for service in listed(statement.get("Principal", {}).get("Service", []))
        ),
        templates=templates,
    )


def identity_statements(part: Part) -> Iterator[Mapping[str, Any]]:
    """The statements of every policy that the part gives to a role."""
    for template in part.templates:
        for resource in template["Resources"].values():
            properties = resource.get("Properties", {})
            if resource["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
                yield from properties["PolicyDocument"]["Statement"]
            elif resource["Type"] == "AWS::IAM::Role":
                for policy in properties.get("Policies", []):
                    yield from policy["PolicyDocument"]["Statement"]


def listed(value: Any) -> list[Any]:
    """A value that stands alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]
