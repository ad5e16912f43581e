"""`delivery preflight` against a local cloud in which everything is deployed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.e2e.checkout import PROJECT
from tests.e2e.delivery import Delivery

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]


def test_everything_that_a_deployment_needs_is_there(delivery: Delivery, released: str, tmp_path: Path) -> None:
    """Of what was pushed last: a clone of it has nothing that is not."""
    clone = tmp_path / "careervp"
    remote = delivery.state / "git" / "example-org" / "careervp.git"
    subprocess.run(["git", "clone", "--quiet", str(remote), str(clone)], check=True, capture_output=True, timeout=60)
    for shared in (".venv", "node_modules"):
        (clone / shared).symlink_to(PROJECT / shared)
    (clone / ".git/info/exclude").write_text(".venv\nnode_modules\n", encoding="utf-8")
    assembly = next((delivery.state / "sources").glob("*/cdk.out"))
    done = delivery.command("preflight", "--json", "--checkout", str(clone), "--assembly", str(assembly))
    lines = json.loads(done.stdout)["lines"]
    assert [line for line in lines if line["verdict"] != "fine"] == []
    assert done.returncode == 0
    assert [line["text"] for line in lines if line["subject"] == "names"] == ["all are made"] * 3
