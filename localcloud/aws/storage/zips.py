"""Zips as CodePipeline and CodeBuild exchange them: modes and symbolic links are kept, nothing leaves the directory."""

from __future__ import annotations

import io
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# A build's artifacts are written once and read a few times on the same machine: speed matters more than size.
_COMPRESSION_LEVEL = 1
# What is compressed already, such as a function's package in an assembly, is not compressed again.
_COMPRESSED_SUFFIXES = frozenset({".gz", ".png", ".whl", ".zip"})
_UNPACKED_BYTES = 7 << 30
"""AWS's largest artifact (docs.aws.amazon.com/codepipeline/latest/userguide/limits.html); a small zip can hold more."""
_UNPACKED_ENTRIES = 500_000
_CHUNK = 1 << 20
_LONGEST_TARGET = 4095  # of a path, as Linux has it
_UNIX = 3
_DOS = 0


class ArchiveError(Exception):
    """The archive cannot be read, or would write outside of its directory."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A file (or symbolic link) and the name it has in the archive."""

    path: Path
    name: str


def write_zip(target: IO[bytes], entries: Iterable[Entry], *, timestamps: bool = True) -> None:
    """Write a zip of `entries`; without `timestamps` the same files make the same zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION_LEVEL) as archive:
        for entry in entries:
            mode = entry.path.lstat().st_mode
            info = zipfile.ZipInfo(entry.name)
            if timestamps and not stat.S_ISLNK(mode):
                info = zipfile.ZipInfo.from_file(entry.path, entry.name, strict_timestamps=False)
            info.create_system = _UNIX
            info.external_attr = (mode & 0xFFFF) << 16
            compressed = entry.path.suffix in _COMPRESSED_SUFFIXES
            info.compress_type = zipfile.ZIP_STORED if compressed else zipfile.ZIP_DEFLATED
            if stat.S_ISLNK(mode):
                archive.writestr(info, str(entry.path.readlink()))
                continue
            with entry.path.open("rb") as source, archive.open(info, "w") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)


def zip_of_directory(directory: Path) -> bytes:
    """Return a zip of a directory's files, the same for the same files."""
    paths = (path for path in sorted(directory.rglob("*")) if path.is_symlink() or not path.is_dir())
    buffer = io.BytesIO()
    entries = (Entry(path=path, name=path.relative_to(directory).as_posix()) for path in paths)
    write_zip(buffer, entries, timestamps=False)
    return buffer.getvalue()


def zip_of_text(name: str, content: str) -> bytes:
    """Return a zip that holds one text file, the same for the same text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = _UNIX, (stat.S_IFREG | 0o644) << 16
        archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def without_modes(body: bytes) -> bytes:
    """Return a zip of the same files that says nothing of their modes: no program, and no symbolic link either."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            info.create_system = _DOS
            target.writestr(info, content, info.compress_type, compresslevel=_COMPRESSION_LEVEL)
            info.external_attr = 0  # again: writing gives an entry without attributes some
    return buffer.getvalue()


def with_linked_files(entries: Iterable[Entry], *, keep_inside: bool) -> Iterator[Entry]:
    """Replace each link by the files that it leads to; one that leads nowhere stays.

    Args:
        keep_inside: leave the links within the archive, which lead to the same once unpacked.
    """
    for entry in entries:
        if not (entry.path.is_symlink() and entry.path.exists()):
            yield entry
            continue
        if keep_inside and not _leaves(entry.name, str(entry.path.readlink())):
            yield entry
            continue
        found = entry.path.resolve()
        if found.is_file():
            yield Entry(path=found, name=entry.name)
        for path in sorted(found.rglob("*")):
            if path.is_symlink() or path.is_file():
                yield Entry(path=path, name=f"{entry.name}/{path.relative_to(found).as_posix()}")


def _leaves(name: str, target: str) -> bool:
    reached = os.path.normpath(Path(name).parent / target)
    return Path(target).is_absolute() or reached == ".." or reached.startswith("../")


def unpack_zip(source: Path | IO[bytes], directory: Path, *, limit: int = _UNPACKED_BYTES) -> None:
    """Unpack a zip into `directory`, which must not be shared with anyone else.

    A symbolic link is made as it is, wherever it leads: a repository may have one to a place that another machine has.
    Nothing is ever written through one.

    Args:
        limit: the most bytes that come out of it.

    Raises:
        ArchiveError: it cannot be read, holds too much, or an entry would be written outside of `directory`.
    """
    directory.mkdir(parents=True, exist_ok=True)
    root = directory.resolve()
    try:
        with zipfile.ZipFile(source) as archive:
            if len(archive.infolist()) > _UNPACKED_ENTRIES:
                raise ArchiveError(f"it has more than {_UNPACKED_ENTRIES:,} entries")
            links = [info for info in archive.infolist() if _is_link(info)]
            left = min(limit, shutil.disk_usage(root).free)
            for info in archive.infolist():
                if not _is_link(info):
                    left -= _unpack_entry(archive, info, root, most=left)
            # Links last: an entry can then never be written through one.
            for info in links:
                _unpack_link(archive, info, root)
    except (zipfile.BadZipFile, EOFError, zlib.error, struct.error) as error:
        raise ArchiveError(f"not a zip archive: {error}") from error
    except (NotImplementedError, RuntimeError) as error:  # a method that Python does not have, or a password
        raise ArchiveError(f"it cannot be read: {error}") from error
    except (OSError, ValueError) as error:  # a file where a folder is, a name that no file can have
        raise ArchiveError(f"it cannot be unpacked: {error}") from error


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _inside(root: Path, name: str) -> Path:
    target = root / name
    if name.startswith("/") or ".." in Path(name).parts:
        raise ArchiveError(f"the entry {name!r} points outside of the archive")
    return target


def _unpack_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, root: Path, *, most: int) -> int:
    """Returns how many bytes it had; what the archive says of that is not believed."""
    target = _inside(root, info.filename)
    if info.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(info) as source, target.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise ArchiveError(f"it holds more than may be unpacked here; {info.filename!r} goes over it")
            sink.write(chunk)
    mode = stat.S_IMODE(info.external_attr >> 16) & 0o777
    if mode:
        target.chmod(mode)
    return written


def _unpack_link(archive: zipfile.ZipFile, info: zipfile.ZipInfo, root: Path) -> None:
    path = _inside(root, info.filename)
    with archive.open(info) as source:
        target = os.fsdecode(source.read(_LONGEST_TARGET + 1))
    if not 0 < len(target) <= _LONGEST_TARGET or "\0" in target:
        raise ArchiveError(f"the symbolic link {info.filename!r} leads to no path")
    if any(parent.is_symlink() for parent in path.parents if parent.is_relative_to(root)):
        raise ArchiveError(f"the entry {info.filename!r} would be written through a symbolic link")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
