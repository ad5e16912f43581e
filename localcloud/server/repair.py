"""What a person can choose where a state folder is damaged and nobody can put the files back: the last complete
checkpoint is taken, and what else is damaged is set aside, never deleted. What that loses is said, before and after.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from localcloud.aws.storage.damage import START_ANEW, Damage, OtherVersionError
from localcloud.aws.storage.file_ledger import FileLedger
from localcloud.aws.storage.state_folder import OBJECT_LEDGER, checkpoints_dir, current_dir, objects_dir
from localcloud.server.checkpoint import point_to
from localcloud.server.inspection import damaged_services, differs
from localcloud.server.manifest import Manifest, complete_checkpoints

_SIDECAR = ".meta.json"


@dataclass(frozen=True, kw_only=True)
class Repair:
    """What can be done about the damage.

    Attributes:
        copies: a sound file by the damaged one that it has the content of.
        checkpoint: the checkpoint to go back to; None where the current one stays.
        aside: what is set aside.
        possible: whether the cloud can start afterwards.
    """

    copies: dict[Path, Path]
    checkpoint: tuple[Path, Manifest] | None
    aside: tuple[Path, ...]
    possible: bool

    def sentences(self) -> Iterator[str]:
        """What it does and what that loses, a line each."""
        if self.copies:
            yield f"{_names(self.copies)}: taken from the checkpoint before, which has the same; nothing is lost"
        if self.checkpoint:
            yield (
                f"the last complete checkpoint, of {self.checkpoint[1].written}, is taken: "
                "what was changed in the services after that is lost"
            )
        if self.aside:
            yield f"{_names(self.aside)}: set aside in the state's folder `damaged`; what was in there is lost"

    def offer(self) -> str:
        """The same, for whoever is asked whether to do it."""
        return f"start with --repair ({'; '.join(self.sentences())})" if self.possible else START_ANEW

    def carry_out(self, state_dir: Path) -> None:
        """Do it; only then is anything changed."""
        for damaged, sound in self.copies.items():
            damaged.unlink(missing_ok=True)
            shutil.copyfile(sound, damaged)
        if self.checkpoint:
            point_to(checkpoints_dir(state_dir), self.checkpoint[0])
        folder = state_dir / "damaged" / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        for path in self.aside:
            if path.exists():
                target = folder / path.relative_to(state_dir)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, target)
        _forget_objects(state_dir, self.aside)


def plan(state_dir: Path, damages: Iterable[Damage]) -> Repair:
    """What can be done about damages that `inspection.inspect` found."""
    root, paths = checkpoints_dir(state_dir), {damage.path for damage in damages}
    saved = {path for path in paths if path.is_relative_to(root)}
    elsewhere = tuple(sorted({file for path in paths - saved for file in _belonging(state_dir, path)}))
    complete = list(complete_checkpoints(root))
    copies = _copies(current_dir(state_dir).resolve(), saved, complete)
    if len(copies) == len(saved):
        return Repair(copies=copies, checkpoint=None, aside=elsewhere, possible=True)
    whole = next((found for found in complete if _is_whole(*found)), None)
    return Repair(copies={}, checkpoint=whole, aside=elsewhere, possible=whole is not None)


def _copies(current: Path, saved: set[Path], complete: list[tuple[Path, Manifest]]) -> dict[Path, Path]:
    """Files of other checkpoints with the content that a damaged one had."""
    digests = dict(complete[0][1].services) if complete and complete[0][0] == current else {}
    found = {}
    for path in saved:
        others = [directory / path.name for directory, _ in complete if directory != current]
        sound = [other for other in others if path.stem in digests and not differs(other, digests[path.stem])]
        if path.parent == current and sound:
            found[path] = sound[0]
    return found


def _is_whole(directory: Path, manifest: Manifest) -> bool:
    try:
        return not damaged_services(directory, manifest)
    except OtherVersionError:
        return False


def _belonging(state_dir: Path, path: Path) -> Iterator[Path]:
    """What is of no use without a damaged file: a database's log, an object's sidecar or its content."""
    if path.is_relative_to(objects_dir(state_dir)):
        content = path.with_name(path.name.removesuffix(_SIDECAR))
        yield from (content, content.with_name(f"{content.name}{_SIDECAR}"))
    elif path.suffix == ".sqlite":
        yield from (path, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm")))
    elif path.parent.suffix == ".git":
        yield path.parent
    else:
        yield path


def _forget_objects(state_dir: Path, aside: Iterable[Path]) -> None:
    objects = objects_dir(state_dir)
    gone = [path for path in aside if path.is_relative_to(objects)]
    if gone:
        ledger = FileLedger(state_dir / OBJECT_LEDGER, root=objects)
        ledger.removing(gone)
        ledger.close()


def _names(paths: Iterable[Path]) -> str:
    return ", ".join(path.name for path in paths)
