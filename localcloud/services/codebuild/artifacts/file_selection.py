"""Finds the files that a build spec's `files`, `base-directory` and `exclude-paths` name.

`localcloud.aws.globs` says what a pattern may hold.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from localcloud.aws.globs import GlobError, matches
from localcloud.aws.storage.zips import Entry
from localcloud.services.codebuild.buildspec import ArtifactFiles

LogLine = Callable[[str], None]


class SelectionError(Exception):
    """Nothing matches, or a pattern is too large; becomes a CLIENT_ERROR of the UPLOAD_ARTIFACTS phase."""


def select_files(selection: ArtifactFiles, *, source_dir: Path, log_line: LogLine) -> list[Entry]:
    """The files of `selection`, relative to its base directory, each once and in order.

    Args:
        source_dir: what relative paths are relative to (CODEBUILD_SRC_DIR).
        log_line: called with each line that CodeBuild writes to the build's log.

    Raises:
        SelectionError: the base directory, or all of the files, do not exist, or a pattern is too large to be tried.
    """
    entries: dict[str, Entry] = {}
    for base in _base_directories(selection.base_directory or ".", source_dir, log_line):
        log_line("Assembling file list")
        found = {path.relative_to(base).as_posix(): path for path in _files_below(base)}
        for pattern in selection.files:
            log_line(f"Expanding {pattern}")
            names = [name for name in found if _matches(pattern, name, base)]
            if not names:
                log_line(f"Skipping invalid file path {pattern}")
            for name in names:
                if not any(_matches(excluded, name, base) for excluded in selection.exclude_paths):
                    stored = found[name].name if selection.discard_paths else name
                    entries.setdefault(stored, Entry(path=found[name], name=stored))
    if not entries:
        raise SelectionError("no matching artifact paths found")
    log_line(f"Found {len(entries)} file(s)")
    return list(entries.values())


def _base_directories(base: str, source_dir: Path, log_line: LogLine) -> list[Path]:
    log_line(f"Expanding base directory path: {base}")
    if Path(base).is_absolute():
        candidates = [Path(base)]
    elif any(sign in base for sign in "*?[{"):
        names = (path.relative_to(source_dir).as_posix() for path in source_dir.rglob("*") if path.is_dir())
        candidates = [source_dir / name for name in sorted(names) if _matches(base, name, source_dir)]
    else:
        candidates = [source_dir / base]
    directories = [path for path in candidates if path.is_dir()]
    if not directories:
        log_line(f"Skipping invalid file path {base}")
        raise SelectionError(f"no matching base directory path found for {base}")
    return [Path(os.path.normpath(path)) for path in directories]


def _files_below(base: Path) -> Iterator[Path]:
    for directory, names, files in os.walk(base):
        names.sort()
        here = Path(directory)
        # A link to a directory is stored as a link, so it counts as a file and is not followed.
        linked = [name for name in names if (here / name).is_symlink()]
        names[:] = [name for name in names if name not in linked]
        for name in sorted([*files, *linked]):
            path = here / name
            if path.is_symlink() or path.is_file():
                yield path


def _matches(pattern: str, name: str, base: Path) -> bool:
    if Path(pattern).is_absolute():
        pattern = os.path.relpath(pattern, base)
    try:
        return matches(name, os.path.normpath(pattern))
    except GlobError as error:
        raise SelectionError(str(error)) from error
