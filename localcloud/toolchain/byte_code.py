"""Byte code that one installation of a package made, for others of the same package."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_HEADER_BYTES: Final = 16
_BY_TIME: Final = bytes(4)
"""The flags of byte code that stands for a source of one time and size (peps.python.org/pep-0552)."""


def keep_bytecode(*, site_packages: Path, uv_cache: Path) -> int:
    """Copy byte code that was made in a venv to the cached packages it came from; returns how many files.

    A file belongs to a cached package when that package has the same source, of the same size and modification time
    (which is also what Python compares before it uses the byte code).
    """
    archives = [path for path in (uv_cache / "archive-v0").glob("*") if path.is_dir()]
    kept = 0
    for relative, source in _made(site_packages):
        for archive in archives:
            if _same_file(archive / source, site_packages / source):
                kept += _add((site_packages / relative).read_bytes(), archive / relative)
    return kept


def lend_bytecode(*, site_packages: Path, to: Path) -> int:
    """Give byte code to another installation of the same packages, whose files have other times; returns how many
    files.

    Python compares a source's time and size before it uses byte code, so what is given names those of the other one's
    source, which has the same bytes. What the other one has made itself stays.
    """
    lent = 0
    for relative, source in _made(site_packages):
        code, header = (site_packages / relative).read_bytes(), _header_for(to / source)
        if code.startswith(importlib.util.MAGIC_NUMBER) and _same_bytes(site_packages / source, to / source):
            lent += _add(header + code[_HEADER_BYTES:], to / relative)
    return lent


def _made(site_packages: Path) -> Iterator[tuple[Path, Path]]:
    """Each file of byte code, and its source."""
    for bytecode in site_packages.rglob("__pycache__/*.pyc"):
        relative = bytecode.relative_to(site_packages)
        yield relative, relative.parent.parent / (relative.name.split(".")[0] + ".py")


def _header_for(source: Path) -> bytes:
    """What Python writes before a source's byte code; nothing where there is no such source."""
    try:
        found = source.stat()
    except OSError:
        return b""
    numbers = (int(found.st_mtime), found.st_size)
    return importlib.util.MAGIC_NUMBER + _BY_TIME + b"".join((n & 0xFFFFFFFF).to_bytes(4, "little") for n in numbers)


def _same_bytes(left: Path, right: Path) -> bool:
    try:
        return left.stat().st_size == right.stat().st_size and left.read_bytes() == right.read_bytes()
    except OSError:
        return False


def _same_file(left: Path, right: Path) -> bool:
    try:
        a, b = left.stat(), right.stat()
    except OSError:
        return False
    return (a.st_size, int(a.st_mtime)) == (b.st_size, int(b.st_mtime))


def _add(bytecode: bytes, target: Path) -> int:
    if target.exists():
        return 0
    target.parent.mkdir(exist_ok=True)
    # Written beside its place and moved there: a build that installs at this moment must not link half a file.
    partial = target.with_suffix(f".{os.getpid()}.part")
    partial.write_bytes(bytecode)
    partial.replace(target)
    return 1
