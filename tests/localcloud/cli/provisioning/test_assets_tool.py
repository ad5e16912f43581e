"""An assembly that the tool of the pipeline's builds cannot read is refused before anything is deployed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud.cli.provisioning.app_packages import AppPackages
from localcloud.cli.provisioning.assets_tool import refuse_unreadable
from localcloud.cli.terminal.child_process import Children
from localcloud.cli.terminal.exit_codes import CommandError
from tests.localcloud.cli.provisioning.assemblies import HandMadeAssembly

HOME = "aws://444444444444/eu-west-1"
# An `npm install` of a tool that reads assemblies up to the version in the registry's file `reads`.
_NPM = """#!/bin/sh
echo "$*" >> REGISTRY/calls
[ -f REGISTRY/reads ] || { echo "npm error network request failed"; exit 1; }
mkdir -p node_modules/.bin node_modules/cdk-assets
echo '{"version": "4.7.3"}' > node_modules/cdk-assets/package.json
cp REGISTRY/tool node_modules/.bin/cdk-assets
"""

_TOOL = """#!/bin/sh
reads=$(cat REGISTRY/reads)
[ "$reads" -ge 55 ] && exit 0
echo "Cloud assembly schema version mismatch: Maximum schema version supported is $reads.x.x, but found 55.0.0"
exit 1
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    folder = tmp_path / "registry"
    folder.mkdir()
    for name, script in (("npm", _NPM), ("tool", _TOOL)):
        (folder / name).write_text(script.replace("REGISTRY", str(folder)), encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def packages(tmp_path: Path, registry: Path) -> Iterator[AppPackages]:
    (tmp_path / "logs").mkdir()
    with Children() as children:
        yield AppPackages(
            children=children,
            environment={"PATH": f"{registry}:{os.environ['PATH']}"},
            installed=tmp_path / "installed",
            logs=tmp_path / "logs",
        )


def _assembled(folder: Path, *, installs: str) -> Path:
    spec = json.dumps({"phases": {"install": {"commands": [installs]}}})
    project = {"Type": "AWS::CodeBuild::Project", "Properties": {"Source": {"BuildSpec": spec}}}
    assembly = HandMadeAssembly(folder).stack("greeting-pipeline", project, environment=HOME)
    return assembly.assets("greeting-pipeline", images={}).folder


def _calls(registry: Path) -> int:
    calls = registry / "calls"
    return len(calls.read_text(encoding="utf-8").splitlines()) if calls.exists() else 0


def test_a_tool_that_is_too_old_is_named_with_both_versions(
    tmp_path: Path, registry: Path, packages: AppPackages
) -> None:
    (registry / "reads").write_text("54", encoding="utf-8")
    assembly = _assembled(tmp_path / "cdk.out", installs="npm install -g cdk-assets@latest")
    with pytest.raises(CommandError) as refused:
        refuse_unreadable(packages, assembly, tools=tmp_path / "tools")
    assert "cdk-assets@latest, which is 4.7.3" in refused.value.message
    assert "reads version 54 of an assembly; the app's aws-cdk-lib writes 55" in refused.value.message
    (registry / "reads").write_text("55", encoding="utf-8")
    refuse_unreadable(packages, assembly, tools=tmp_path / "tools")


def test_a_tool_that_reads_the_assembly_is_fetched_once(tmp_path: Path, registry: Path, packages: AppPackages) -> None:
    (registry / "reads").write_text("55", encoding="utf-8")
    assembly = _assembled(tmp_path / "cdk.out", installs="npm install -g cdk-assets@4")
    for _ in range(2):
        refuse_unreadable(packages, assembly, tools=tmp_path / "tools")
    assert _calls(registry) == 1


def test_without_a_network_nothing_is_refused(tmp_path: Path, registry: Path, packages: AppPackages) -> None:
    assembly = _assembled(tmp_path / "cdk.out", installs="npm install -g cdk-assets@latest")
    refuse_unreadable(packages, assembly, tools=tmp_path / "tools")
    assert _calls(registry) == 1


def test_a_pipeline_that_installs_no_such_tool_needs_none(
    tmp_path: Path, registry: Path, packages: AppPackages
) -> None:
    refuse_unreadable(packages, _assembled(tmp_path / "cdk.out", installs="npm ci"), tools=tmp_path / "tools")
    assert _calls(registry) == 0
