"""The CDK tools' versions have one source, package.json, so that a developer, Synth, SelfMutate and Assets run the
same ones.

A bare install would take npm's `latest` tag, which for aws-cdk points to 3.0.0, an accidental publish of older code
that cannot read this library's assemblies. Hence exact versions only.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

PACKAGE_JSON = Path(__file__).resolve().parent.parent / "package.json"
_EXACT = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, kw_only=True)
class ToolVersions:
    """Exact npm versions of the two command line tools CDK Pipelines installs in its own build projects."""

    aws_cdk: str
    cdk_assets: str

    @classmethod
    def from_package_json(cls, path: Path = PACKAGE_JSON) -> ToolVersions:
        """Reads both pins.

        Raises:
            ValueError: a pin is missing or is a range.
        """
        pins = json.loads(path.read_text(encoding="utf-8")).get("devDependencies", {})
        for tool in ("aws-cdk", "cdk-assets"):
            if not _EXACT.fullmatch(str(pins.get(tool, ""))):
                raise ValueError(
                    f"package.json: devDependencies.{tool} must be an exact version, not {pins.get(tool)!r}"
                )
        return cls(aws_cdk=pins["aws-cdk"], cdk_assets=pins["cdk-assets"])
