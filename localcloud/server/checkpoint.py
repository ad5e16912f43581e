"""MiniStack's state on disk, so that a killed server loses nothing that a step already finished.

MiniStack saves when it shuts down, file by file into the directory that it reads at start: a kill loses everything,
and a kill while it saves leaves a mixture. Here the whole state goes into a new directory, is made durable, and only
then does a link point to it; whatever dies in between leaves the link on the last complete one.

Objects of S3 and code of functions are content of their own: S3 writes each object when it is put, and a function's
code is a file named by its hash, kept for as long as the linked checkpoint needs it.

A stack in the middle of an operation is not saved: whoever works on it dies with the process, and restored from such
a moment it would be IN_PROGRESS for ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypedDict

import ministack.app
from ministack.core import persistence

from localcloud.aws.event_loop import is_event_loop, on_event_loop
from localcloud.aws.storage.damage import DamagedStateError
from localcloud.aws.time_scale import waited_seconds

_CURRENT = "current"
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


class StackInOperationError(Exception):
    """A stack is being changed, so there is no state that a restart could go on from; the message names it."""


class _Last(TypedDict):
    directory: Path
    digests: dict[str, str]


# What this process wrote last, to write only what changed.
_last: _Last = {"directory": Path("none"), "digests": {}}


def checkpoints_dir(state_dir: Path) -> Path:
    """The directory that holds the checkpoints and the link `current`."""
    return state_dir / "checkpoints"


def current_dir(state_dir: Path) -> Path:
    """The link to the last complete checkpoint; dangling before the first."""
    return checkpoints_dir(state_dir) / _CURRENT


def write_checkpoint(state_dir: Path) -> None:
    """Persist the state of every loaded service; returns when a kill at any moment would restart from it.

    Raises:
        OSError: the disk refused; the previous checkpoint stays current.
        StackInOperationError: a stack did not come to rest; the previous checkpoint stays current.
    """
    with _write_lock:
        root = checkpoints_dir(state_dir)
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = Path(tempfile.mkdtemp(prefix="c-", dir=root))
        try:
            states = _collect_at_rest()
            written = {name: _write_service(root, target, name, state) for name, state in states.items()}
            _sync_new_code(state_dir)
            _sync(target)
            _point_to(root, target)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        _last["directory"], _last["digests"] = target, written
        _remove_others(root, target)
        _remove_unreferenced_code(state_dir, states)
        _forget_saved_writes(states)


def _forget_saved_writes(states: dict[str, Any]) -> None:
    from localcloud.ministack.fixes.dynamodb import item_journal  # imports DynamoDB, which must not be before `prepare`

    item_journal.forget_saved(states)


def wait_no_more() -> None:
    """Let the checkpoints of a server that ends fail at once where a stack is being changed, such as by a canary."""
    _stopping.set()


def prepare(state_dir: Path) -> None:
    """Clear away what an interrupted server left; called once at start, before MiniStack's S3 is imported.

    Raises:
        DamagedStateError: a file of the current checkpoint cannot be read; MiniStack would start without what it held.
    """
    for path in sorted(current_dir(state_dir).glob("*.json")):
        try:
            json.loads(path.read_bytes())
        except ValueError as error:
            raise DamagedStateError(path, error) from error
    root = checkpoints_dir(state_dir)
    if root.is_dir():
        current = current_dir(state_dir)
        _remove_others(root, current.resolve() if current.is_symlink() else root / "none")
    _remove_buckets_of_no_checkpoint(state_dir)


def _remove_buckets_of_no_checkpoint(state_dir: Path) -> None:
    """Remove objects of buckets that the current checkpoint does not know.

    S3 writes objects at once, everything else is as of the checkpoint: a bucket made after it would come back without
    its policy and encryption, and in the way of the stack that makes it again.
    """
    known = _known_buckets(current_dir(state_dir) / "s3.json")
    data = state_dir / "s3"
    for bucket in [*data.glob(_ACCOUNTS + "/*"), *data.glob(".versions/" + _ACCOUNTS + "/*")]:
        if bucket.is_dir() and (bucket.parent.name, bucket.name) not in known:
            shutil.rmtree(bucket)


def _known_buckets(path: Path) -> set[tuple[str, str]]:
    if not path.exists():
        return set()
    document = json.loads(path.read_text(), object_hook=persistence._json_object_hook)
    return set(document["payload"]["buckets_meta"]._data)


def _collect_at_rest() -> dict[str, Any]:
    deadline = time.monotonic() + max(_LEAST_STACK_SECONDS, waited_seconds(_STACK_SECONDS))
    while True:
        try:
            return on_event_loop(_collect, timeout_seconds=_COLLECT_SECONDS)
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


def _write_service(root: Path, directory: Path, name: str, state: Any) -> str:
    """Write one service's file and return its digest; one that did not change is linked, which needs no wait."""
    document = {"__ministack_format__": persistence._state_format_version(name), "payload": state}
    content = json.dumps(document, default=persistence._json_default).encode()
    digest = hashlib.sha256(content).hexdigest()
    path, before = directory / f"{name}.json", _last["directory"] / f"{name}.json"
    if before.parent.parent == root and _last["digests"].get(name) == digest and before.exists():
        path.hardlink_to(before)
        return digest
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return digest


def _point_to(root: Path, target: Path) -> None:
    link = root / f"{_CURRENT}.next"
    link.unlink(missing_ok=True)
    link.symlink_to(target.name)
    link.replace(root / _CURRENT)
    _sync(root)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_others(root: Path, keep: Path) -> None:
    for entry in root.iterdir():
        if entry.name.startswith("c-") and entry.name != keep.name:
            shutil.rmtree(entry, ignore_errors=True)


# --- code of functions ------------------------------------------------------------------------------------------------

_synced_code: set[str] = set()


def _code_dir(state_dir: Path) -> Path:
    return state_dir / "ministack" / "lambda-blobs"


def _sync_new_code(state_dir: Path) -> None:
    directory = _code_dir(state_dir)
    new = [path for path in directory.glob("*.zip") if path.name not in _synced_code]
    for path in new:
        _sync(path)
        _synced_code.add(path.name)
    if new:
        _sync(directory)


def _remove_unreferenced_code(state_dir: Path, states: dict[str, Any]) -> None:
    """Only now, with the link on the new checkpoint, is code that nothing in it names superfluous."""
    functions = states.get("lambda", {}).get("functions")
    if functions is None:
        return
    referenced = {reference for record in functions._data.values() for reference in _code_references(record)}
    for path in _code_dir(state_dir).glob("*.zip"):
        if path.stem not in referenced:
            path.unlink(missing_ok=True)
            _synced_code.discard(path.name)


def _code_references(record: dict[str, Any]) -> Iterator[str]:
    for holder in (record, *record.get("versions", {}).values()):
        code = holder.get("code_zip")
        if isinstance(code, dict) and "code_blob_ref" in code:
            yield code["code_blob_ref"]
