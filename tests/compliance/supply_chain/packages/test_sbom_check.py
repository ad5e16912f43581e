"""A bill in the assembly that is not of this commit's locks and package stops a release, whatever in it differs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from compliance.assembly.assembly_digest import listing
from compliance.supply_chain.check_result import Outcome
from compliance.supply_chain.packages.commit_time import VARIABLE, CommitTimeError, commit_time
from compliance.supply_chain.packages.cyclonedx import Document
from compliance.supply_chain.packages.lambda_package import read_lambda_package
from compliance.supply_chain.packages.locked_packages import locked_python
from compliance.supply_chain.packages.sbom import LAMBDA_SBOM, TOOLCHAIN_SBOM
from compliance.supply_chain.packages.sbom_check import SbomError, check_bill, read_sboms
from compliance.supply_chain.record_sboms import main, record_sboms
from compliance.supply_chain.requirement_groups import LAMBDA
from tests.compliance.supply_chain.conftest import PROJECT


def problems(bill: Document, assembly: Path) -> list[str]:
    """What stops, of a bill of the function's package."""
    digest = read_lambda_package(assembly).sha256
    cases = check_bill(LAMBDA_SBOM, bill, locked_python(PROJECT, LAMBDA), zip_sha256=digest)
    return [case.message for case in cases if case.outcome is Outcome.FAILED]


@pytest.fixture
def bill(billed: Path) -> Document:
    return read_sboms(billed)[LAMBDA_SBOM]


def test_what_build_wrote_is_of_this_commit(bill: Document, billed: Path) -> None:
    assert problems(bill, billed) == []
    assert bill["metadata"]["timestamp"] == "2026-01-31T12:00:00Z"


def pydantic(bill: Document) -> Document:
    (found,) = [entry for entry in bill["components"] if entry["name"] == "pydantic"]
    return cast(Document, found)


def _another_hash(bill: Document) -> None:
    pydantic(bill)["externalReferences"][0]["hashes"][0]["content"] = "a" * 64


def _smuggled(bill: Document) -> None:
    bill["components"].append({**pydantic(bill), "name": "smuggled", "purl": "pkg:pypi/smuggled@1", "version": "1"})


def _left_out(bill: Document) -> None:
    bill["components"].remove(pydantic(bill))


def _another_version(bill: Document) -> None:
    pydantic(bill)["version"] = "0.1"


def _another_package(bill: Document) -> None:
    bill["metadata"]["component"]["hashes"][0]["content"] = "b" * 64


def _timeless(bill: Document) -> None:
    del bill["metadata"]["timestamp"]


def _nobodys(bill: Document) -> None:
    del bill["metadata"]["supplier"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_another_hash, "other hashes than the lock's"),
        (_smuggled, "smuggled 1 is listed, but not locked"),
        (_left_out, "is locked, but not listed"),
        (_another_version, "pydantic 0.1 is listed, but not locked"),
        (_another_package, "but the assembly holds"),
        (_timeless, "has no time"),
        (_nobodys, "names no supplier"),
    ],
)
def test_a_bill_that_was_changed_stops_and_says_why(
    bill: Document, billed: Path, change: Callable[[Document], None], said: str
) -> None:
    change(bill)
    assert any(said in problem for problem in problems(bill, billed))


def test_a_bill_is_part_of_what_the_assemblys_digest_covers(billed: Path) -> None:
    listed = {line[66:] for line in listing(billed).splitlines()}
    assert {f"sbom/{LAMBDA_SBOM}", f"sbom/{TOOLCHAIN_SBOM}"} <= listed


def test_the_same_commit_gives_the_same_bytes(billed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(billed, tmp_path / "cdk.out")
    monkeypatch.setenv(VARIABLE, "2026-01-31T12:00:00Z")
    for path in record_sboms(tmp_path / "cdk.out", project=PROJECT):
        assert path.read_bytes() == (billed / "sbom" / path.name).read_bytes()


def test_a_missing_or_broken_bill_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SbomError, match="run `make synth`"):
        read_sboms(tmp_path)
    (tmp_path / "sbom").mkdir()
    for content in ("{", "[]"):
        (tmp_path / "sbom" / LAMBDA_SBOM).write_text(content, encoding="utf-8")
        with pytest.raises(SbomError, match="run `make synth`"):
            read_sboms(tmp_path)


def test_no_assembly_ends_with_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "run `make synth`" in capsys.readouterr().err


def test_the_time_is_the_commits_wherever_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert commit_time(tmp_path) == ""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True, timeout=30)
    assert commit_time(tmp_path) == ""  # no commit yet
    commit = [
        "git",
        *identity,
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        "A",
        "--date",
        "2026-01-31T13:00+0100",
    ]
    subprocess.run(commit, cwd=tmp_path, check=True, timeout=30)
    assert commit_time(tmp_path) == "2026-01-31T12:00:00Z"
    monkeypatch.setenv(VARIABLE, "2027-01-01T00:00:00-01:00")
    assert commit_time(tmp_path) == "2027-01-01T01:00:00Z"
    monkeypatch.setenv(VARIABLE, "#{Source.AuthorDate}")
    with pytest.raises(CommitTimeError, match="must be a time"):
        commit_time(tmp_path)
