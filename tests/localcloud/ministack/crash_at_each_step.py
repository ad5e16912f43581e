"""Kill a process at each step of its second checkpoint; print what a new process then finds: `... STATE_DIRECTORY`.

A step is a call that reaches the disk. The processes are forked, so that MiniStack is imported only once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from localcloud.server.environment import replace_environment

base = Path(sys.argv[1])
replace_environment(port=1, state_dir=base / "unused", region="us-east-1")

import ministack.app  # noqa: E402 - it reads its settings when it is imported
from ministack.core import persistence  # noqa: E402
from ministack.services import iam, lambda_svc  # noqa: E402

from localcloud.aws.runtime import Runtime, activate  # noqa: E402
from localcloud.aws.storage.state_folder import current_dir  # noqa: E402
from localcloud.ministack.fixes import apply_all  # noqa: E402
from localcloud.ministack.fixes.functions.function_code import bytes_of  # noqa: E402
from localcloud.server.checkpoint import prepare, write_checkpoint  # noqa: E402

activate(
    Runtime(endpoint_url="", state_dir=base / "unused", toolchain_dir=base, hook_token="", checkpoint=lambda: None)
)
apply_all()

# Two services are enough; each one more would be one step more.
ministack.app._state_map = {"iam": "iam", "lambda": "lambda_svc"}
FUNCTION = ("111111111111", "us-east-1", "function")


def in_child(work: Callable[[], Any]) -> Any:
    """Run something in a forked process; its result, or None when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.write(writing, json.dumps(work()).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    assert text or os.WTERMSIG(status) == signal.SIGKILL
    return json.loads(text) if text else None


def use(state: Path) -> None:
    """Let MiniStack read and write its files below a directory of this attempt."""
    persistence.STATE_DIR = str(current_dir(state))
    lambda_svc.CODE_BLOB_DIR = str(state / "ministack" / "lambda-blobs")


def change(name: str) -> None:
    """Change two services: a user, and the code of a function."""
    iam._users[name] = {"UserName": name}
    lambda_svc._functions._data[FUNCTION] = {"code_zip": name.encode(), "versions": {}}


def write(state: Path, killed_at: int) -> bool:
    """Write two checkpoints; die at a step of the second. True when it had fewer steps."""
    use(state)
    change("old")
    write_checkpoint(state)
    steps = 0

    def deadly(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return counted

    os.fsync = deadly(os.fsync)
    os.replace = deadly(os.replace)
    shutil.rmtree = deadly(shutil.rmtree)  # type: ignore[assignment]
    os.unlink = deadly(os.unlink)
    change("new")
    write_checkpoint(state)
    return True


def read(state: Path) -> dict[str, Any]:
    """Return what a server would start with."""
    use(state)
    prepare(state)
    iam._users.clear()
    lambda_svc._functions.clear()
    ministack.app._load_persisted_state()
    code = lambda_svc._functions._data[FUNCTION]["code_zip"]
    left = [entry.name for entry in current_dir(state).parent.iterdir() if not entry.is_symlink()]
    return {"users": sorted(iam._users), "code": bytes_of(code).decode(), "checkpoints": len(left)}


found: list[dict[str, Any]] = []
for step in range(1, 200):
    state = base / str(step)
    finished = in_child(partial(write, state, step))
    found.append(in_child(partial(read, state)))
    if finished:
        break
print(json.dumps(found))
