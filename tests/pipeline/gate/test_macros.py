"""What a macro makes at deployment is in no template, so the gate, which could not compare it, refuses the assembly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.gate.assembly import AssemblyError
from pipeline.gate.stacks import read_stacks

QUEUE = {"Type": "AWS::SQS::Queue"}


def assembly_of(folder: Path, resources: dict[str, Any]) -> Path:
    artifact = {
        "type": "aws:cloudformation:stack",
        "environment": "aws://222222222222/us-east-1",
        "properties": {"templateFile": "shared.template.json"},
    }
    (folder / "manifest.json").write_text(json.dumps({"artifacts": {"shared": artifact}}), encoding="utf-8")
    (folder / "shared.template.json").write_text(json.dumps({"Resources": resources}), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Fn::ForEach::Queues", ["Name", ["a", "b"], {"Queue${Name}": QUEUE}]),
        ("Fn::Transform", {"Name": "AWS::Include", "Parameters": {"Location": "s3://letters-templates/parts.yaml"}}),
        ("Other", {"Fn::Transform": {"Name": "AWS::Include"}}),
    ],
)
def test_what_is_no_resource_yet_is_named(name: str, body: Any, tmp_path: Path) -> None:
    with pytest.raises(AssemblyError, match=f"{name} of shared is no resource"):
        read_stacks(assembly_of(tmp_path, {"Queue": QUEUE, name: body}))


def test_what_is_written_out_is_read(tmp_path: Path) -> None:
    (stack,) = read_stacks(assembly_of(tmp_path, {"Queue": QUEUE}))
    assert dict(stack.resources("AWS::SQS::Queue")) == {"Queue": QUEUE}
