"""The commands that stand before a deployment, run as a build runs them: they stop another assembly and say which
files differ."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from compliance.assembly.assembly_digest import LISTING, digest, listing
from compliance.assembly.record_digest import record

REPOSITORY = Path(__file__).resolve().parents[2]
TEMPLATE = "assembly-Prod/Shared.template.json"
ASSET = "asset.0123.zip"
RULES = "assembly-Prod/with a space.json"


@pytest.fixture
def recorded(tmp_path: Path) -> tuple[Path, str]:
    """A small assembly and the digest that was recorded of it."""
    assembly = tmp_path / "cdk.out"
    for name in ("manifest.json", TEMPLATE, ASSET, RULES):
        (assembly / name).parent.mkdir(parents=True, exist_ok=True)
        (assembly / name).write_text(name, encoding="utf-8")
    return assembly, record(assembly, beside=None)


def check(assembly: Path, expected: str) -> tuple[int, str]:
    """The exit status and output of the build spec's comparison, in one shell that stops where a command fails; what
    comes after it is the provenance's program."""
    build = yaml.safe_load((REPOSITORY / "buildspecs/digest.yml").read_text(encoding="utf-8"))["phases"]["build"]
    *comparison, program = build["commands"]
    assert "compliance.provenance.check" in program
    done = subprocess.run(
        ["bash", "-c", "\n".join(f"{command}\n[ $? = 0 ] || exit 1" for command in comparison)],
        cwd=assembly,
        env={"PATH": os.environ["PATH"], "ASSEMBLY_DIGEST": expected},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout


def test_the_recorded_assembly_passes_and_its_digest_is_said(recorded: tuple[Path, str]) -> None:
    assembly, expected = recorded
    status, said = check(assembly, expected)
    assert status == 0, said
    assert expected in said


@pytest.mark.parametrize("name", [TEMPLATE, ASSET, RULES, "manifest.json"])
def test_a_changed_file_stops_and_is_named_with_both_digests(recorded: tuple[Path, str], name: str) -> None:
    assembly, expected = recorded
    (assembly / name).write_text("changed", encoding="utf-8")
    status, said = check(assembly, expected)
    assert status == 1
    assert name in said
    assert expected in said
    assert digest(assembly) in said


def test_a_removed_file_stops_and_is_named(recorded: tuple[Path, str]) -> None:
    assembly, expected = recorded
    (assembly / TEMPLATE).unlink()
    status, said = check(assembly, expected)
    assert status == 1
    assert TEMPLATE in said
    assert digest(assembly) in said


def test_a_changed_file_with_a_listing_to_match_stops_with_both_digests(recorded: tuple[Path, str]) -> None:
    assembly, expected = recorded
    (assembly / TEMPLATE).write_text("changed", encoding="utf-8")
    (assembly / LISTING).write_text(listing(assembly), encoding="utf-8")
    status, said = check(assembly, expected)
    assert status == 1
    assert expected in said
    assert digest(assembly) in said


@pytest.mark.parametrize("text", ["", "no listing\n"])
def test_a_listing_without_files_stops(recorded: tuple[Path, str], text: str) -> None:
    assembly, expected = recorded
    (assembly / LISTING).write_text(text, encoding="utf-8")
    assert check(assembly, expected)[0] == 1


@pytest.mark.parametrize("expected", ["", "#{Build@Gate.ASSEMBLY_DIGEST}", "0" * 64])
@pytest.mark.parametrize("listed", [True, False])
def test_without_the_recorded_digest_nothing_passes(recorded: tuple[Path, str], expected: str, *, listed: bool) -> None:
    assembly, _ = recorded
    if not listed:
        (assembly / LISTING).unlink()
    status, said = check(assembly, expected)
    assert status == 1
    assert "not the assembly" in said


def test_an_assembly_without_a_listing_stops(recorded: tuple[Path, str]) -> None:
    assembly, expected = recorded
    (assembly / LISTING).unlink()
    assert check(assembly, expected)[0] == 1
