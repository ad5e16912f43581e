"""Zips as CodePipeline and CodeBuild exchange them: modes and symbolic links are kept, nothing leaves the directory."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# A build's artifacts are written once and read a few times on the same machine: speed matters more than size.
_COMPRESSION_LEVEL = 1
# What is compressed already, such as a function's package in an assembly, is not compressed again.
_COMPRESSED_SUFFIXES = frozenset({".gz", ".png", ".whl", ".zip"})
_UNIX = 3


class ArchiveError(Exception):
    """The archive cannot be read, or would write outside of its directory."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A file (or symbolic link) and the name it has in the archive."""

    path: Path
    name: str


def write_zip(target: IO[bytes], entries: Iterable[Entry]) -> None:
    """Write a zip of `entries`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION_LEVEL) as archive:
        for entry in entries:
            status = entry.path.lstat()
            info = (
                zipfile.ZipInfo.from_file(entry.path, entry.name, strict_timestamps=False)
                if not stat.S_ISLNK(status.st_mode)
                else zipfile.ZipInfo(entry.name)
            )
            info.create_system = _UNIX
            info.external_attr = (status.st_mode & 0xFFFF) << 16
            compressed = entry.path.suffix in _COMPRESSED_SUFFIXES
            info.compress_type = zipfile.ZIP_STORED if compressed else zipfile.ZIP_DEFLATED
            if stat.S_ISLNK(status.st_mode):
                archive.writestr(info, str(entry.path.readlink()))
                continue
            with entry.path.open("rb") as source, archive.open(info, "w") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)


def unpack_zip(source: Path | IO[bytes], directory: Path) -> None:
    """Unpack a zip into `directory`, which must not be shared with anyone else.

    Raises:
        ArchiveError: it is no zip, or an entry points outside of `directory`.
    """
    directory.mkdir(parents=True, exist_ok=True)
    root = directory.resolve()
    try:
        with zipfile.ZipFile(source) as archive:
            links = [info for info in archive.infolist() if _is_link(info)]
            for info in archive.infolist():
                if not _is_link(info):
                    _unpack_entry(archive, info, root)
            # Links last: an entry can then never be written through one.
            for info in links:
                _unpack_link(archive, info, root)
    except (zipfile.BadZipFile, EOFError) as error:
        raise ArchiveError(f"not a zip archive: {error}") from error


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _inside(root: Path, name: str) -> Path:
    target = root / name
    if name.startswith("/") or ".." in Path(name).parts:
        raise ArchiveError(f"the entry {name!r} points outside of the archive")
    return target


def _unpack_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, root: Path) -> None:
    target = _inside(root, info.filename)
    if info.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as source, target.open("wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
    mode = stat.S_IMODE(info.external_attr >> 16) & 0o777
    if mode:
        target.chmod(mode)


def _unpack_link(archive: zipfile.ZipFile, info: zipfile.ZipInfo, root: Path) -> None:
    path = _inside(root, info.filename)
    target = archive.read(info).decode()
    if Path(target).is_absolute() or not Path(os.path.normpath(path.parent / target)).is_relative_to(root):
        raise ArchiveError(f"the symbolic link {info.filename!r} points outside of the archive")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
