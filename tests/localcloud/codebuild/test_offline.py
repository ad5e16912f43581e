"""A build that installs the pinned tools and packages as the pipeline does, in an empty network namespace."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.localcloud.toolchain.checkout_toolchain import REPOSITORY, prepared_toolchain, without_network

pytestmark = pytest.mark.slow


def test_the_pinned_tools_and_packages_install_without_a_network(tmp_path: Path) -> None:
    toolchain = prepared_toolchain()
    script = Path(__file__).with_name("offline_build.py")
    command = (sys.executable, str(script), str(tmp_path / "state"), str(toolchain.root), str(REPOSITORY))
    done = subprocess.run(without_network(*command), capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    output = json.loads(done.stdout)["output"]
    pinned = json.loads((REPOSITORY / "package.json").read_text())["devDependencies"]["aws-cdk"]
    tool = next(line for line in output if line.startswith("tool "))
    assert f"npm/bin/cdk {pinned} " in tool
    assert str(tmp_path / "state") in tool
    assert "3.0.0 refused" in output
    assert "imported True" in output
    assert output[-2:] == ["aws-cdk", "cdk-assets"]
