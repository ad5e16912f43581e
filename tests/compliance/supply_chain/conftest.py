"""Scope: the supply chain checks - what each finds, what stops, what is excused, and what is never called clean. Small
trees stand in for a commit; the one whole run reads the assembly. No network but a database of the test's own.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from compliance.supply_chain.packages.commit_time import VARIABLE
from compliance.supply_chain.record_sboms import record_sboms
from feature_stacks.naming import PRODUCT
from tests.assertions.assembly import assembly

__all__ = ["assembly"]

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def billed(assembly: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the assembly with the bills that Build writes into it."""
    copy = tmp_path_factory.mktemp("billed") / "cdk.out"
    shutil.copytree(assembly, copy)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(VARIABLE, "2026-01-31T13:00:00+01:00")
        record_sboms(copy, project=PROJECT)
    return copy


@pytest.fixture
def packaged(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Writes an assembly whose function's zip holds these distributions (name: METADATA after name and version)."""

    def write(distributions: Mapping[str, str]) -> Path:
        directory = tmp_path / "cdk.out"
        directory.mkdir()
        with zipfile.ZipFile(directory / "asset.0a1b.zip", "w") as package:
            for title, metadata in distributions.items():
                name, version = title.split()
                text = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{metadata}\n"
                package.writestr(f"{name.replace('-', '_')}-{version}.dist-info/METADATA", text)
        function = {
            "Type": "AWS::Lambda::Function",
            "Properties": {"Runtime": "python3.11", "Code": {"S3Key": "0a1b.zip"}},
        }
        (directory / f"{PRODUCT}-x-dev.template.json").write_text(json.dumps({"Resources": {"Function": function}}))
        stack = {
            "type": "aws:cloudformation:stack",
            "environment": "aws://222222222222/us-east-1",
            "properties": {"templateFile": f"{PRODUCT}-x-dev.template.json"},
        }
        (directory / "manifest.json").write_text(json.dumps({"artifacts": {f"{PRODUCT}-x-dev": stack}}))
        return directory

    return write
