"""The digest changes with everything that is deployed or judged, and with nothing else."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from compliance.assembly import NoAssemblyError
from compliance.assembly.assembly_digest import LISTING, UnlistableFileError, digest, listing
from feature_stacks.naming import PIPELINE_STACK

COUNTED = (
    "manifest.json",
    "cdk.out",
    f"{PIPELINE_STACK}.template.json",
    f"{PIPELINE_STACK}.assets.json",
    "validation-report.json",
    "judgement.json",
    "tree.json",
    "buildspec-FileAsset.yaml",
    "asset.0123.zip",
    "asset.4567/handler.py",
    "asset.4567/handler.metadata.json",
    "asset.4567/poetry.lock",
    "asset.4567/assembly.sha256",
    "assembly-Prod/manifest.json",
    "assembly-Prod/Shared.template.json",
    "assembly-Prod/assembly-Inner/Shared.template.json",
)
LEFT_OUT = (
    LISTING,
    f"{PIPELINE_STACK}.metadata.json",
    "read.4711.1.lock",
    "synth.lock",
    "assembly-Prod/Shared.metadata.json",
    "assembly-Prod/assembly-Inner/Shared.metadata.json",
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a file of every kind that an assembly holds, each with its own name as content."""
    folder = tmp_path / "cdk.out"
    for name in (*COUNTED, *LEFT_OUT):
        write(folder / name, name)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", COUNTED)
def test_a_changed_file_that_is_deployed_or_judged_changes_the_digest(files: Path, name: str) -> None:
    before = digest(files)
    write(files / name, "changed")
    assert digest(files) != before


@pytest.mark.parametrize("name", sorted(set(COUNTED) - {"manifest.json"}))
def test_a_removed_file_that_is_deployed_or_judged_changes_the_digest(files: Path, name: str) -> None:
    before = digest(files)
    (files / name).unlink()
    assert digest(files) != before


@pytest.mark.parametrize("name", ["new.template.json", "reports/nag.xml", "assembly-Prod/reports/x.metadata.json"])
def test_an_added_file_changes_the_digest(files: Path, name: str) -> None:
    before = digest(files)
    write(files / name, "added")
    assert digest(files) != before


def test_a_moved_file_changes_the_digest(files: Path) -> None:
    before = digest(files)
    (files / "asset.0123.zip").rename(files / "asset.0124.zip")
    assert digest(files) != before


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_nobody_deploys_or_judges_changes_nothing(files: Path, name: str) -> None:
    before = digest(files)
    write(files / name, "changed")
    assert digest(files) == before
    (files / name).unlink()
    assert digest(files) == before


def test_reports_written_beside_the_assembly_change_nothing(files: Path) -> None:
    before = digest(files)
    write(files.parent / "reports" / "compliance" / "matrix.csv", "rule,resource")
    assert digest(files) == before


def test_it_survives_a_zip_that_keeps_neither_modes_nor_times_nor_order(files: Path, tmp_path: Path) -> None:
    (files / "asset.4567" / "handler.py").chmod(0o755)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as artifact:
        for path in sorted((path for path in files.rglob("*") if path.is_file()), reverse=True):
            artifact.writestr(zipfile.ZipInfo(path.relative_to(files).as_posix()), path.read_bytes())
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(archive).extractall(unpacked)
    (unpacked / "an empty folder").mkdir()
    assert digest(unpacked) == digest(files)


def test_the_listing_is_one_that_sha256sum_checks(files: Path) -> None:
    write(files / LISTING, listing(files))
    checked = subprocess.run(["sha256sum", "--check", "--strict", LISTING], cwd=files, capture_output=True, timeout=30)
    assert checked.returncode == 0, checked.stderr
    summed = subprocess.run(["sha256sum", LISTING], cwd=files, capture_output=True, text=True, timeout=30)
    assert summed.stdout.split()[0] == digest(files)


def test_the_listing_names_each_counted_file_with_its_sha256(files: Path) -> None:
    expected = {name: hashlib.sha256(name.encode()).hexdigest() for name in COUNTED}
    listed = [line.split("  ") for line in listing(files).splitlines()]
    assert {name: sha256 for sha256, name in listed} == expected
    assert [name for _, name in listed] == sorted(COUNTED)


@pytest.mark.parametrize("target", ["manifest.json", "asset.4567"])
def test_a_symbolic_link_is_refused_by_name(files: Path, target: str) -> None:
    (files / "asset.4567" / "link").symlink_to(files / target)
    with pytest.raises(UnlistableFileError, match=r"asset\.4567/link is a symbolic link"):
        digest(files)


@pytest.mark.parametrize("name", ["line\nbreak", "back\\slash"])
def test_a_name_that_could_forge_a_line_is_refused(files: Path, name: str) -> None:
    write(files / "asset.4567" / name, "")
    with pytest.raises(UnlistableFileError, match="cannot hold"):
        digest(files)


def test_a_folder_without_an_assembly_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoAssemblyError, match="make synth"):
        digest(tmp_path)
