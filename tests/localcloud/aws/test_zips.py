"""Zips of artifacts: what they keep, and what they refuse."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from localcloud.aws.storage.zips import (
    ArchiveError,
    Entry,
    unpack_zip,
    with_linked_files,
    without_modes,
    write_zip,
    zip_of_directory,
    zip_of_text,
)


def _round_trip(source: Path, names: list[str], target: Path) -> None:
    content = io.BytesIO()
    write_zip(content, [Entry(path=source / name, name=name) for name in names])
    content.seek(0)
    unpack_zip(content, target)


def _zip_of(name: str, text: str, mode: int = 0o100644) -> io.BytesIO:
    return _zip_of_entries((name, text, mode))


def _zip_of_entries(*entries: tuple[str, str, int]) -> io.BytesIO:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text, mode in entries:
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = mode << 16
            archive.writestr(info, text)
    content.seek(0)
    return content


def test_contents_modes_and_links_survive(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "bin").mkdir(parents=True)
    (source / "bin" / "run").write_bytes(b"#!/bin/sh\n")
    (source / "bin" / "run").chmod(0o755)
    (source / "data").write_bytes(bytes(range(256)))
    (source / "data").chmod(0o640)
    (source / "link").symlink_to("bin/run")
    _round_trip(source, ["bin/run", "data", "link"], tmp_path / "target")
    target = tmp_path / "target"
    assert stat.S_IMODE((target / "bin" / "run").stat().st_mode) == 0o755
    assert stat.S_IMODE((target / "data").stat().st_mode) == 0o640
    assert (target / "data").read_bytes() == bytes(range(256))
    assert (target / "link").is_symlink()
    assert str((target / "link").readlink()) == "bin/run"


def test_a_file_from_before_1980_can_be_archived(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    os.utime(tmp_path / "old", (0, 0))
    _round_trip(tmp_path, ["old"], tmp_path / "target")
    assert (tmp_path / "target" / "old").read_text() == "old"


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside"])
def test_an_entry_never_leaves_the_directory(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match="outside"):
        unpack_zip(_zip_of(name, "x"), tmp_path / "target")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("target", ["/opt/elsewhere", "../../elsewhere", "missing"])
def test_a_link_is_made_as_it_is_wherever_it_leads(tmp_path: Path, target: str) -> None:
    unpack_zip(_zip_of("link", target, 0o120777), tmp_path / "target")
    assert str((tmp_path / "target" / "link").readlink()) == target


@pytest.mark.parametrize("last", [("link/written", "x", 0o100644), ("link/linked", "x", 0o120777)])
def test_nothing_is_written_through_a_link(tmp_path: Path, last: tuple[str, str, int]) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    content = _zip_of_entries(("link", str(outside), 0o120777), last)
    with pytest.raises(ArchiveError):
        unpack_zip(content, tmp_path / "target")
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("target", ["", "x" * 4096, "a\0b"])
def test_a_link_to_no_path_is_refused(tmp_path: Path, target: str) -> None:
    with pytest.raises(ArchiveError, match="leads to no path"):
        unpack_zip(_zip_of("link", target, 0o120777), tmp_path / "target")


def test_no_more_is_unpacked_than_may_be(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"zeros-{number}", bytes(4 << 20))
    assert len(bomb.getvalue()) < 64 << 10
    with pytest.raises(ArchiveError, match="more than may be unpacked"):
        unpack_zip(bomb, tmp_path / "target", limit=8 << 20)
    assert sum(path.stat().st_size for path in (tmp_path / "target").iterdir()) <= 8 << 20


@pytest.mark.parametrize(
    "entries",
    [
        (("a", "x", 0o100644), ("a/b", "x", 0o100644)),
        (("a/b", "x", 0o100644), ("a", "x", 0o100644)),
        (("n" * 300, "x", 0o100644),),
    ],
)
def test_an_archive_that_no_file_system_can_hold_is_refused(
    tmp_path: Path, entries: tuple[tuple[str, str, int], ...]
) -> None:
    with pytest.raises(ArchiveError, match="cannot be unpacked"):
        unpack_zip(_zip_of_entries(*entries), tmp_path / "target")


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    body = bytearray(_zip_of("a", "x").getvalue())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(signature) + flags] |= 1
    with pytest.raises(ArchiveError, match="password"):
        unpack_zip(io.BytesIO(bytes(body)), tmp_path / "target")


def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="not a zip"):
        unpack_zip(io.BytesIO(b"not a zip"), tmp_path / "target")


@pytest.mark.parametrize("keep_inside", [True, False])
def test_a_link_is_stored_as_what_it_leads_to_unless_it_may_stay(tmp_path: Path, *, keep_inside: bool) -> None:
    shared, base = tmp_path / "shared", tmp_path / "dist"
    (shared / "deep").mkdir(parents=True)
    base.mkdir()
    (shared / "lib.txt").write_text("shared-text")
    (shared / "deep" / "a.txt").write_text("a")
    (base / "lib.txt").symlink_to("../shared/lib.txt")
    (base / "folder").symlink_to("../shared")
    (base / "again.txt").symlink_to("lib.txt")
    (base / "nowhere").symlink_to("missing")
    content = io.BytesIO()
    entries = (Entry(path=path, name=path.name) for path in sorted(base.iterdir()))
    write_zip(content, with_linked_files(entries, keep_inside=keep_inside))
    unpacked = tmp_path / "unpacked"
    unpack_zip(content, unpacked)
    assert (unpacked / "lib.txt").read_text() == (unpacked / "again.txt").read_text() == "shared-text"
    assert not (unpacked / "lib.txt").is_symlink()
    assert (unpacked / "folder" / "deep" / "a.txt").read_text() == "a"
    assert (unpacked / "again.txt").is_symlink() == keep_inside
    assert str((unpacked / "nowhere").readlink()) == "missing"


def test_the_same_files_make_the_same_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    first = zip_of_directory(tmp_path)
    os.utime(path, (1, 1))
    assert zip_of_directory(tmp_path) == first
    assert zip_of_text("t.json", "{}") == zip_of_text("t.json", "{}")


def test_a_zip_without_modes_has_the_same_files_and_no_program(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"#!/bin/sh\n")
    (tmp_path / "run").chmod(0o755)
    content = io.BytesIO()
    write_zip(content, [Entry(path=tmp_path / "run", name="bin/run")])
    stripped = without_modes(content.getvalue())
    unpack_zip(io.BytesIO(stripped), tmp_path / "target")
    assert (tmp_path / "target" / "bin" / "run").read_bytes() == b"#!/bin/sh\n"
    assert not os.access(tmp_path / "target" / "bin" / "run", os.X_OK)
    with zipfile.ZipFile(io.BytesIO(stripped)) as archive:
        assert [(info.create_system, info.external_attr) for info in archive.infolist()] == [(0, 0)]
