"""What Build records is the assembly's digest, and the listing lies where both the deployer and the auditor look."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.assembly.assembly_digest import LISTING, digest, listing
from compliance.assembly.record_digest import main


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    folder = tmp_path / "cdk.out"
    folder.mkdir()
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_digest_and_nothing_else_is_printed(assembly: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(assembly)]) == 0
    assert capsys.readouterr().out == f"{digest(assembly)}\n"


def test_the_listing_goes_into_the_assembly_and_beside_the_reports(assembly: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports" / "compliance"
    main([str(assembly), "--beside", str(reports)])
    assert (assembly / LISTING).read_text(encoding="utf-8") == listing(assembly)
    assert (reports / LISTING).read_text(encoding="utf-8") == listing(assembly)


def test_recording_twice_gives_the_same_digest(assembly: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(assembly)])
    main([str(assembly)])
    first, second = capsys.readouterr().out.split()
    assert first == second


def test_no_assembly_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
