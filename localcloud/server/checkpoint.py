"""MiniStack's state on disk, so that a killed server loses nothing that a step already finished.

MiniStack saves when it shuts down, file by file into the directory that it reads at start: a kill loses everything,
and a kill while it saves leaves a mixture. Here the whole state goes into a new directory with a manifest, is made
durable, and only then does a link point to it; whatever dies in between leaves the link on the last complete one.

The one before it stays too, for the day on which a file of the last is damaged. The two share no file: what did not
change is linked from the one before the last, whose link that then becomes.

Objects of S3 and code of functions are content of their own: S3 writes each object when it is put, and a function's
code is a file named by its hash, kept for as long as the linked checkpoint needs it.

A stack in the middle of an operation is not saved: whoever works on it dies with the process, and restored from such
a moment it would be IN_PROGRESS for ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ministack.app
from ministack.core import persistence

from localcloud.aws.event_loop import is_event_loop, on_event_loop
from localcloud.aws.storage.database import open_databases
from localcloud.aws.storage.expiry import remove_expired
from localcloud.aws.storage.file_ledger import FileLedger
from localcloud.aws.storage.state_folder import (
    CURRENT,
    OBJECT_LEDGER,
    checkpoints_dir,
    current_dir,
    objects_dir,
)
from localcloud.aws.time_scale import waited_seconds
from localcloud.server import code_files
from localcloud.server.inspection import constant_files, present_files
from localcloud.server.manifest import Manifest, complete_checkpoints

_log = logging.getLogger(__name__)
_COLLECT_SECONDS = 30
_LEAST_STACK_SECONDS = 60.0
_STACK_SECONDS = 7200.0  # what CloudFormation gives an alias to be deployed, on AWS's clock
_STACK_PAUSE = 0.05
_REVIEW = "REVIEW_IN_PROGRESS"  # a stack that nobody works on: it waits for somebody to execute its change set
# Worker threads may change a store while it is copied; the copy is then taken again.
_COLLECT_ATTEMPTS = 20
_ACCOUNTS = "[0-9]" * 12
_write_lock = threading.Lock()
_stopping = threading.Event()


class _Requests:
    """Counts those who ask for a checkpoint, and knows up to whom one has answered, by state folder."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.newest = 0
        self.answered: dict[Path, int] = {}

    def ask(self) -> int:
        with self._lock:
            self.newest += 1
            return self.newest


_requests = _Requests()


class StackInOperationError(Exception):
    """A stack is being changed, so there is no state that a restart could go on from; the message names it."""


def write_checkpoint(state_dir: Path) -> None:
    """Persist the state of every loaded service; returns when a kill at any moment would restart from it.

    One checkpoint answers everybody who asked before it began: many pipelines at once do not wait for one each.

    Raises:
        OSError: the disk refused; the previous checkpoint stays current.
        StackInOperationError: a stack did not come to rest; the previous checkpoint stays current.
    """
    request = _requests.ask()
    with _write_lock:
        if _requests.answered.get(state_dir, 0) < request:
            _requests.answered[state_dir] = _write(state_dir)


def _write(state_dir: Path) -> int:
    """Returns up to which request it has what they asked to be saved."""
    begun = time.monotonic()
    root = checkpoints_dir(state_dir)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = list(complete_checkpoints(root))
    target = Path(tempfile.mkdtemp(prefix="c-", dir=root))
    try:
        answered, states = _collect_at_rest()
        twin = kept[1] if len(kept) > 1 else None
        services = {name: _write_service(target, name, state, twin) for name, state in states.items()}
        manifest = _manifest(state_dir, states, services, number=kept[0][1].number + 1 if kept else 1)
        code_files.sync_new(state_dir)
        manifest.write(target)
        sync(target)
        point_to(root, target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    remove_others(root, target, *(directory for directory, _ in kept[:1]))
    code_files.remove_unreferenced(state_dir, {*manifest.code, *(kept[0][1].code if kept else ())})
    _let_go_of(states)
    remove_expired(state_dir, now=time.time())
    written = sum(found.st_size for found in map(Path.stat, target.iterdir()) if found.st_nlink == 1)
    _log.info("checkpoint %d: %.3f s, %d bytes", manifest.number, time.monotonic() - begun, written)
    return answered


def _manifest(state_dir: Path, states: Mapping[str, Any], services: Mapping[str, str], *, number: int) -> Manifest:
    databases = open_databases(state_dir)
    # Before the counts are noted: a power cut must not take what a manifest knows of.
    for database in databases:
        database.flush()
    return Manifest(
        number=number,
        written=datetime.now(UTC).isoformat(timespec="seconds"),
        services=services,
        formats={name: persistence._state_format_version(name) for name in services},
        databases={str(database.path.relative_to(state_dir)): database.commits for database in databases},
        constant=constant_files(state_dir),
        present=present_files(state_dir),
        code=code_files.references(states),
    )


def _let_go_of(states: dict[str, Any]) -> None:
    from localcloud.ministack.fixes.cloudformation import stored_stack_events  # as DynamoDB, not before `prepare`
    from localcloud.ministack.fixes.dynamodb import stored_items
    from localcloud.ministack.fixes.logs import stored_events

    stored_items.forget_deleted(states)
    stored_events.forget_deleted(states)
    stored_stack_events.forget_deleted(states)


def wait_no_more() -> None:
    """Let the checkpoints of a server that ends fail at once where a stack is being changed, such as by a canary."""
    _stopping.set()


def prepare(state_dir: Path) -> None:
    """Clear away what an interrupted server left; called once at start, before MiniStack's S3 is imported, on a state
    that `inspection.inspect` found whole.
    """
    root = checkpoints_dir(state_dir)
    if root.is_dir():
        current = current_dir(state_dir)
        kept = current.resolve() if current.is_symlink() else root / "none"
        numbers = {directory: manifest.number for directory, manifest in complete_checkpoints(root)}
        older = [directory for directory, number in numbers.items() if number < numbers.get(kept, 0)]
        remove_others(root, kept, *older[:1])
    _remove_buckets_of_no_checkpoint(state_dir)


def _remove_buckets_of_no_checkpoint(state_dir: Path) -> None:
    """Remove objects of buckets that the current checkpoint does not know.

    S3 writes objects at once, everything else is as of the checkpoint: a bucket made after it would come back without
    its policy and encryption, and in the way of the stack that makes it again.
    """
    known = _known_buckets(current_dir(state_dir) / "s3.json")
    data = objects_dir(state_dir).resolve()
    buckets = [*data.glob(_ACCOUNTS + "/*"), *data.glob(".versions/" + _ACCOUNTS + "/*")]
    unknown = [found for found in buckets if found.is_dir() and (found.parent.name, found.name) not in known]
    if not unknown:
        return
    with closing(FileLedger(state_dir / OBJECT_LEDGER, root=data)) as ledger:
        for bucket in unknown:
            ledger.removing_folder(bucket)
            shutil.rmtree(bucket)


def _known_buckets(path: Path) -> set[tuple[str, str]]:
    if not path.exists():
        return set()
    document = json.loads(path.read_text(), object_hook=persistence._json_object_hook)
    return set(document["payload"]["buckets_meta"]._data)


def _collect_at_rest() -> tuple[int, dict[str, Any]]:
    deadline = time.monotonic() + max(_LEAST_STACK_SECONDS, waited_seconds(_STACK_SECONDS))
    while True:
        try:
            asked = _requests.newest
            return asked, on_event_loop(_collect, timeout_seconds=_COLLECT_SECONDS)
        except StackInOperationError:
            # On the loop itself nothing would get on while this waits; nobody is told when MiniStack's task is done.
            if is_event_loop() or time.monotonic() > deadline or _stopping.wait(_STACK_PAUSE):
                raise


def _collect() -> dict[str, Any]:
    from ministack.services import cloudformation  # imports S3, which must not be before `prepare`

    for stack in cloudformation._stacks._data.values():
        status = stack.get("StackStatus", "")
        if status.endswith("_IN_PROGRESS") and status != _REVIEW:
            raise StackInOperationError(f"{stack.get('StackId')} is {status}")
    states: dict[str, Any] = {}
    for name, get_state in ministack.app._build_persistence_save_dict().items():
        state = _stable_copy(get_state)
        if state is not None:
            states[name] = state
    return states


def _stable_copy(get_state: Callable[[], Any]) -> Any:
    for _ in range(_COLLECT_ATTEMPTS):
        with contextlib.suppress(RuntimeError):  # "dictionary changed size during iteration"
            return get_state()
    return get_state()


def _write_service(directory: Path, name: str, state: Any, twin: tuple[Path, Manifest] | None) -> str:
    """Write one service's file and return its digest; one that is in the twin already is linked, which needs no
    wait."""
    document = {"__ministack_format__": persistence._state_format_version(name), "payload": state}
    content = json.dumps(document, default=persistence._json_default).encode()
    digest = hashlib.sha256(content).hexdigest()
    path = directory / f"{name}.json"
    if twin and twin[1].services.get(name) == digest:
        with contextlib.suppress(OSError):
            path.hardlink_to(twin[0] / path.name)
            return digest
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return digest


def point_to(root: Path, target: Path) -> None:
    """Let the link lead to a complete checkpoint, durably."""
    link = root / f"{CURRENT}.next"
    link.unlink(missing_ok=True)
    link.symlink_to(target.name)
    link.replace(root / CURRENT)
    sync(root)


def sync(directory: Path) -> None:
    """Make what a directory lists durable."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_others(root: Path, *keep: Path) -> None:
    """Remove every checkpoint, finished or not, but those to keep."""
    for entry in root.iterdir():
        if entry.name.startswith("c-") and entry.name not in {one.name for one in keep}:
            shutil.rmtree(entry, ignore_errors=True)
