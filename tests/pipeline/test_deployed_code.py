"""A template says which code it deploys by the code's own SHA-256, so the digest of the assembly covers it to the
end."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from compliance.assembly import read_stacks
from stages.environments import ENVIRONMENTS


def test_each_published_version_names_the_bytes_of_its_functions_asset(assembly: Path) -> None:
    versions = 0
    for stack in read_stacks(assembly):
        for version in stack.resources("AWS::Lambda::Version").values():
            function = stack.resources()[version["Properties"]["FunctionName"]["Ref"]]
            asset = assembly / f"asset.{function['Properties']['Code']['S3Key']}"
            expected = base64.b64encode(hashlib.sha256(asset.read_bytes()).digest()).decode()
            assert version["Properties"]["CodeSha256"] == expected
            versions += 1
    assert versions == len(ENVIRONMENTS)


def test_a_function_is_called_only_through_such_a_version(assembly: Path) -> None:
    for stack in read_stacks(assembly):
        for alias in stack.resources("AWS::Lambda::Alias").values():
            published = alias["Properties"]["FunctionVersion"]["Fn::GetAtt"][0]
            assert stack.resources()[published]["Properties"].get("CodeSha256")
