"""Whether a state folder is what an earlier server left there: looked at before anything is read from it or changed.

MiniStack starts without what it cannot read, and SQLite takes an empty file for a new one: both would lose state in
silence.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from ministack.core import persistence

from localcloud.aws.limits.conditions import read_conditions
from localcloud.aws.storage.damage import Damage, DamagedStateError, OtherVersionError
from localcloud.aws.storage.database import examine
from localcloud.aws.storage.file_ledger import damaged_files
from localcloud.aws.storage.state_folder import (
    CONDITIONS,
    CONSTANT,
    OBJECT_LEDGER,
    checkpoints_dir,
    code_dir,
    current_dir,
    objects_dir,
)
from localcloud.git_host.git_process import GitError, run_git
from localcloud.ministack.state_formats import use_formats
from localcloud.server.manifest import Manifest, complete_checkpoints, read_manifest

_SERVER_WRITES = ("aws/credentials", CONDITIONS)


def inspect(state_dir: Path) -> list[Damage]:
    """Everything that is damaged or missing; a folder without a checkpoint has nothing to compare with.

    Raises:
        OtherVersionError: a piece is of another version of this program.
    """
    use_formats()
    root, current = checkpoints_dir(state_dir), current_dir(state_dir)
    if not current.is_dir():
        finished = next(complete_checkpoints(root), None)
        link = Damage(path=current, what="it does not lead to a checkpoint")
        return [link] if finished or current.is_symlink() else []
    try:
        manifest = read_manifest(current.resolve())
    except DamagedStateError as error:
        return list(error.damages)
    return [
        *damaged_services(current.resolve(), manifest),
        *_elsewhere(state_dir, manifest),
        *_repositories(state_dir),
    ]


def damaged_services(directory: Path, manifest: Manifest) -> list[Damage]:
    """The services' files in a checkpoint's folder that are not what its manifest says.

    Raises:
        OtherVersionError: MiniStack's format of one is newer than what is installed reads.
    """
    found = []
    for name, sha256 in manifest.services.items():
        path, known = directory / f"{name}.json", persistence._state_format_version(name)
        if manifest.formats[name] > known:
            raise OtherVersionError(path, manifest.formats[name], known)
        if what := differs(path, sha256):
            found.append(Damage(path=path, what=what))
    return found


def differs(path: Path, sha256: str) -> str:
    """How a file is not the one with this digest, in a few words; empty where it is."""
    if not path.is_file():
        return "it is missing"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() == sha256:
        return ""
    return "it is not what was written" if content else "it is empty"


def _elsewhere(state_dir: Path, manifest: Manifest) -> Iterator[Damage]:
    constant = {state_dir / name: sha256 for name, sha256 in manifest.constant.items()}
    code = {code_dir(state_dir) / f"{sha256}.zip": sha256 for sha256 in manifest.code}
    for path, sha256 in {**constant, **code}.items():
        if what := differs(path, sha256):
            yield Damage(path=path, what=what)
    for name in manifest.present:
        if not (state_dir / name).is_file():
            yield Damage(path=state_dir / name, what="it is missing")
    try:
        read_conditions(state_dir / CONDITIONS)
    except FileNotFoundError:
        pass  # said above
    except DamagedStateError as error:
        yield from error.damages
    sound = set()
    for name, commits in manifest.databases.items():
        if what := examine(state_dir / name, commits=commits):
            yield Damage(path=state_dir / name, what=what)
        else:
            sound.add(name)
    if OBJECT_LEDGER in sound:
        yield from damaged_files(state_dir / OBJECT_LEDGER, root=objects_dir(state_dir))


def _repositories(state_dir: Path) -> Iterator[Damage]:
    for directory in repositories(state_dir):
        try:
            run_git(["fsck", "--full", "--no-dangling", "--no-progress"], directory=directory)
        except GitError as error:
            yield Damage(path=directory, what=" ".join(str(error).split()))


def repositories(state_dir: Path) -> Iterator[Path]:
    """Every git repository of a state folder."""
    for folder, names, _ in os.walk(state_dir / "git"):
        yield from (Path(folder) / name for name in names if name.endswith(".git"))
        names[:] = [name for name in names if not name.endswith(".git")]


def constant_files(state_dir: Path) -> dict[str, str]:
    """The digests of files that never change, by their path in the state folder."""
    paths = [state_dir / name for name in CONSTANT] + [found / "config" for found in repositories(state_dir)]
    return {str(path.relative_to(state_dir)): _sha256(path) for path in paths if path.is_file()}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def present_files(state_dir: Path) -> tuple[str, ...]:
    """What a later server must find, by its path in the state folder."""
    heads = [str((directory / "HEAD").relative_to(state_dir)) for directory in repositories(state_dir)]
    return (*(name for name in _SERVER_WRITES if (state_dir / name).is_file()), *sorted(heads))
