"""Writes a CV to a Markdown file, and never over somebody else's work.

The file ends with a comment that holds the digest of what stands above it. Only a file whose digest still fits is
written over: one that this command wrote and nobody has touched since.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from localcloud.cli import CommandError, ExitCode

_SIGNATURE = "<!-- written by delivery tailor, {digest} -->\n"
_SIGNED = re.compile(rb"^(?P<page>.*)<!-- written by delivery tailor, (?P<digest>[0-9a-f]{16}) -->\n\Z", re.DOTALL)
_LONGEST_NAME = 60


def default_name(*, cv: Path, job_title: str) -> Path:
    """`tailored-{cv}-for-{title}.md` in the current folder."""
    title = re.sub(r"[^a-z0-9]+", "-", job_title.casefold()).strip("-")[:_LONGEST_NAME].strip("-")
    return Path(f"tailored-{cv.stem}-for-{title or 'job'}.md")


def check_writable(path: Path, *, force: bool) -> None:
    """Refuse a target before anything else is done.

    Raises:
        CommandError: its folder does not exist, it is a folder, or it is a file that is not ours to write over.
    """
    if not path.parent.is_dir():
        raise CommandError(f"the folder {path.parent} does not exist", exit_code=ExitCode.USAGE)
    if path.is_dir():
        raise CommandError(f"{path} is a folder", exit_code=ExitCode.USAGE, remedy="name a file in it")
    if not force and path.exists() and not _is_ours(path):
        raise CommandError(
            f"{path} exists and was not written by this command, or was edited since",
            exit_code=ExitCode.USAGE,
            remedy="name another file with --output, or overwrite it with --force",
        )


def write(path: Path, page: str, *, force: bool) -> None:
    """Write `page`, whole or not at all.

    Raises:
        CommandError: as `check_writable`, or the disk refused.
    """
    check_writable(path, force=force)
    content = page.rstrip("\n").encode() + b"\n\n"
    content += _SIGNATURE.format(digest=_digest(content)).encode()
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        CommandError: the disk refused.
    """
    try:
        handle, temporary = tempfile.mkstemp(prefix=".tailored-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}", exit_code=ExitCode.USAGE) from None


def _is_ours(path: Path) -> bool:
    signed = _SIGNED.match(path.read_bytes())
    return signed is not None and _digest(signed["page"]) == signed["digest"].decode()


def _digest(page: bytes) -> str:
    return hashlib.sha256(page).hexdigest()[:16]
