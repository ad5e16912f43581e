"""What small pipelines are made of: a build, a template, action declarations and policies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.localcloud.cloud_process import REGION, TOOLS

CONNECTION = f"arn:aws:codestar-connections:{REGION}:{TOOLS}:connection/2f6b8c1e"
BUILD_SPEC = """version: 0.2
env:
  exported-variables: [GREETING]
phases:
  build:
    commands:
      - export GREETING="hello $WHO from $CODEBUILD_RESOLVED_SOURCE_VERSION"
      - test -x scripts/tool
      - mkdir out && cp template.json out/
artifacts:
  base-directory: out
  files: ["**/*"]
"""
TEMPLATE: dict[str, Any] = {
    "Parameters": {"Greeting": {"Type": "String", "Default": "none"}},
    "Resources": {
        "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": {"Ref": "Greeting"}}}
    },
    "Outputs": {"ParameterName": {"Value": {"Ref": "Parameter"}}},
}


def declared_action(
    name: str,
    category: str,
    provider: str,
    configuration: Mapping[str, str],
    *,
    inputs: Sequence[str] = (),
    outputs: Sequence[str] = (),
) -> dict[str, Any]:
    return {
        "name": name,
        "actionTypeId": {"category": category, "owner": "AWS", "provider": provider, "version": "1"},
        "runOrder": 1,
        "configuration": dict(configuration),
        "inputArtifacts": [{"name": item} for item in inputs],
        "outputArtifacts": [{"name": item} for item in outputs],
    }


def allow(action: str | list[str], resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def policy(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
