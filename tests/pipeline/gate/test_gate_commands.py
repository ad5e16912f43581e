"""The gate's commands as a build runs them: its program comes out of the build spec, and nothing of the assembly, which
is the working directory, becomes part of it."""

from __future__ import annotations

import base64
import bz2
import json
import os
import subprocess
from pathlib import Path

import pytest

from compliance.assembly.record_digest import record
from pipeline.gate.assembly import AssemblyError, listed_digest
from pipeline.steps.gate_step import PROGRAM
from pipeline.steps.program import build_spec_with_program, packed

LONGEST_BUILD_SPEC = 24_000


def run_commands(assembly: Path) -> subprocess.CompletedProcess[str]:
    """Unpacks the program and starts it. What lies between, the installation of boto3, has no part in this."""
    phases = build_spec_with_program("gate", PROGRAM)["phases"]
    program, install = phases["install"]["commands"]
    unpack, _, _ = install.partition("unset PACKED")
    start = phases["build"]["commands"][0]
    return subprocess.run(
        ["bash", "-c", f"set -e\n{program}\n{unpack}\n{start}"],
        cwd=assembly,
        env={"PATH": os.environ["PATH"], "CODEBUILD_SRC_DIR": str(assembly), "TMPDIR": str(assembly.parent)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def listed(tmp_path: Path) -> tuple[Path, str]:
    """A small assembly with its listing, and its digest."""
    assembly = tmp_path / "cdk.out"
    for name in ("manifest.json", "assembly-Prod/x.template.json", "asset.1/a.lock"):
        (assembly / name).parent.mkdir(parents=True, exist_ok=True)
        (assembly / name).write_text(name, encoding="utf-8")
    return assembly, record(assembly, beside=None)


def test_a_module_in_the_assembly_is_not_imported(listed: tuple[Path, str]) -> None:
    assembly, _ = listed
    for name in ("json.py", "pipeline.py", "boto3.py", "sitecustomize.py", "base64.py"):
        (assembly / name).write_text("raise SystemExit('the commit runs in the gate')\n", encoding="utf-8")
    done = run_commands(assembly)
    assert done.returncode != 0
    assert "the commit runs" not in done.stderr
    assert "gate: the assembly is not the one that was listed, differing: base64.py, boto3.py" in done.stderr


def test_a_listed_assembly_has_the_digest_that_build_printed(listed: tuple[Path, str]) -> None:
    assembly, digest = listed
    (assembly / "tree.lock").write_text("not deployed", encoding="utf-8")
    assert listed_digest(assembly) == digest


@pytest.mark.parametrize("name", ["manifest.json", "assembly-Prod/x.template.json", "asset.1/a.lock"])
def test_a_file_that_differs_or_is_gone_is_named(listed: tuple[Path, str], name: str) -> None:
    assembly, _ = listed
    (assembly / name).write_text("changed", encoding="utf-8")
    with pytest.raises(AssemblyError, match=name):
        listed_digest(assembly)
    (assembly / name).unlink()
    with pytest.raises(AssemblyError, match=name):
        listed_digest(assembly)


def test_a_link_is_refused(listed: tuple[Path, str]) -> None:
    assembly, _ = listed
    (assembly / "link.json").symlink_to(assembly / "manifest.json")
    with pytest.raises(AssemblyError, match=r"link\.json is a symbolic link"):
        listed_digest(assembly)


def test_the_definition_holds_the_program_whole_and_fits_into_a_build_spec() -> None:
    files = json.loads(bz2.decompress(base64.b64decode(packed(PROGRAM))))
    assert "pipeline/gate/weakenings.py" in files
    assert "--hash=sha256:" in files["requirements.txt"]
    assert len(json.dumps(build_spec_with_program("gate", PROGRAM))) < LONGEST_BUILD_SPEC
