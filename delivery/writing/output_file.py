"""Writes a tailored CV in the format that the file's ending names, and never over somebody else's work.

Markdown is the exception in one thing: its file says that this command wrote it, so it may be written over while nobody
has touched it (`markdown_file`). The other formats have no place for that, so an existing file needs --force.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from delivery import markdown_file
from delivery.writing.comparison_page import comparison_page
from delivery.writing.json_resume import json_resume
from delivery.writing.word_file import word_file
from localcloud.cli import CommandError, ExitCode

FORMATS = (".md", ".json", ".html", ".docx")


def check_writable(path: Path, *, force: bool) -> None:
    """Refuse a target before anything else is done.

    Raises:
        CommandError: its ending names no format, its folder does not exist, or it is not to be written over.
    """
    if path.suffix.lower() not in FORMATS and not path.is_dir():
        raise CommandError(
            f"{path} names no format that a CV can be written in",
            exit_code=ExitCode.USAGE,
            remedy=f"end its name with one of {', '.join(FORMATS)}: Markdown, JSON Resume, before and after, Word",
        )
    markdown_file.check_writable(path, force=force)


def write(path: Path, cv: Mapping[str, Any], data: Mapping[str, Any], *, force: bool) -> None:
    """Write the tailored CV, whole or not at all; `cv` is what was sent, `data` the envelope's.

    Raises:
        CommandError: as `check_writable`, or the disk refused.
    """
    if path.suffix.lower() == ".md":
        markdown_file.write(path, data["markdown"], force=force)
        return
    check_writable(path, force=force)
    markdown_file.write_whole(path, content_of(path.suffix.lower(), cv, data))


def content_of(suffix: str, cv: Mapping[str, Any], data: Mapping[str, Any]) -> bytes:
    """What a file with one of the endings in `FORMATS` holds."""
    if suffix == ".md":
        return str(data["markdown"]).encode()
    if suffix == ".json":
        return (json.dumps(json_resume(data["tailored_cv"]), indent=2, ensure_ascii=False) + "\n").encode()
    if suffix == ".html":
        return comparison_page(cv, data).encode()
    return word_file(data["markdown"])
