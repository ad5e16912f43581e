"""The register as a real Build holds it: what the gate decides from recorded data, and what `cdk synth` says early."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from compliance.assembly import read_lines, read_stacks
from compliance.gate import Verdict, decide, read_recorded, today
from compliance.register.acknowledgements import register
from feature_stacks.naming import PIPELINE_STACK
from tests.synth.source_tree import SourceTree

REGISTER = register()
WRAP = """
_whole = register


def register(**regions):
    entries = _whole(**regions)
    return {changed}
"""
REMOVED = next(entry for entry in REGISTER if "COG4" in entry.finding and "/Prod/" in entry.path)


@pytest.fixture(scope="module")
def without_one_entry(tmp_path_factory: pytest.TempPathFactory) -> tuple[SourceTree, subprocess.CompletedProcess[str]]:
    tree = SourceTree.at(tmp_path_factory.mktemp("removed") / "tree")
    tree.append(
        "compliance/register/acknowledgements.py",
        WRAP.format(
            changed=f"tuple(e for e in entries if (e.finding, e.path) != ({REMOVED.finding!r}, {REMOVED.path!r}))"
        ),
    )
    synthesized = tree.synthesize()
    tree.judge()
    return tree, synthesized


@pytest.fixture(scope="module")
def decided(without_one_entry: tuple[SourceTree, subprocess.CompletedProcess[str]]) -> Verdict:
    return decide(read_recorded(without_one_entry[0].assembly), today=today())


def test_synth_fails_without_one_entry(
    without_one_entry: tuple[SourceTree, subprocess.CompletedProcess[str]],
) -> None:
    _, result = without_one_entry
    assert result.returncode != 0
    assert "AwsSolutions-COG4" in result.stderr


def test_the_gate_stops_on_exactly_the_finding_of_that_entry(decided: Verdict) -> None:
    assert [(finding.acknowledgement_id, finding.construct_path) for finding in decided.stopping] == [
        (REMOVED.finding, REMOVED.path)
    ]
    assert decided.problems == ()


def test_the_finding_names_the_line_that_added_the_method(decided: Verdict) -> None:
    (finding,) = decided.stopping
    file, _, line = finding.made_in.partition(":")
    source = (Path(__file__).resolve().parents[2] / file).read_text(encoding="utf-8").splitlines()
    assert file == "feature_stacks/cv_tailoring/api_route.py"
    assert ".add_method(" in source[int(line) - 1]


def test_an_expired_and_a_stale_entry_fail_the_build_with_a_line_each(tmp_path: Path) -> None:
    tree = SourceTree.at(tmp_path / "tree")
    tree.replace("compliance/register/decisions.py", "datetime.date(2027, 5, 31)", "datetime.date(2026, 5, 31)")
    tree.append(
        "compliance/register/acknowledgements.py",
        WRAP.format(changed="(*entries, replace(entries[0], finding='AwsSolutions::AwsSolutions-S1'))"),
    )
    synthesized = tree.synthesize()
    assert synthesized.returncode != 0
    judged = tree.judge()
    assert judged.returncode != 0
    python_3_11 = [entry for entry in REGISTER if "python-3-11" in entry.record]
    assert len(python_3_11) == 4
    assert sum("expired on 2026-05-31" in line for line in lines_of_register(synthesized)) == 4
    lines = lines_of_register(judged)
    expired, stale = ([line for line in lines if said in line] for said in ("expired on 2026-05-31", "matches no"))
    assert len(expired) == 4
    assert len(stale) == 1
    assert f"AwsSolutions::AwsSolutions-S1 at {PIPELINE_STACK}/Dev" in stale[0]
    assert len(lines) == 5


def lines_of_register(result: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in result.stderr.splitlines() if "register: " in line]


def refusal(tree: SourceTree, *, first: str) -> str:
    """The one line by which synth refuses a register whose first entry is this instead."""
    tree.append("compliance/register/acknowledgements.py", WRAP.format(changed=f"({first}, *entries[1:])"))
    result = tree.synthesize()
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("register: "))
    return line


def test_an_entry_without_a_reason_ends_before_anything_is_synthesized(tmp_path: Path) -> None:
    tree = SourceTree.at(tmp_path / "tree")
    assert "reason is missing" in refusal(tree, first="replace(entries[0], reason='')")
    assert not (tree.assembly / "manifest.json").exists()


def test_an_entry_for_a_construct_that_is_gone_is_one_line_that_names_it(tmp_path: Path) -> None:
    line = refusal(SourceTree.at(tmp_path / "tree"), first=f"replace(entries[0], path='{PIPELINE_STACK}/Dev/Moved')")
    assert f"'{PIPELINE_STACK}/Dev/Moved'" in line
    assert "correct or remove it" in line


def test_lines_are_relative_and_the_same_wherever_it_is_synthesized(
    assembly: Path, without_one_entry: tuple[SourceTree, subprocess.CompletedProcess[str]]
) -> None:
    elsewhere = without_one_entry[0].assembly / "construct-lines.json"
    assert elsewhere.read_bytes() == (assembly / "construct-lines.json").read_bytes()
    lines = read_lines(assembly).lines
    assert lines
    assert not any(line.startswith("/") for line in lines.values())


def test_every_resource_has_a_line(assembly: Path) -> None:
    lines = read_lines(assembly)
    without = [
        path
        for stack in read_stacks(assembly)
        for body in stack.resources().values()
        if not lines.line_of(path := body.get("Metadata", {}).get("aws:cdk:path", ""))
    ]
    assert without == []
