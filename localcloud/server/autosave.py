"""A checkpoint when the cloud has come to rest after changes.

The pipeline engine checkpoints after each action of its own; what a person deploys with the CLI has no such moment.
So once nothing has changed for a second, the state is saved, at most every few seconds.
"""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path

from localcloud.server.checkpoint import write_checkpoint

_log = logging.getLogger(__name__)
_QUIET_SECONDS = 1.0
_PAUSE_SECONDS = 5.0
_READ_OPERATION = re.compile(
    r"(Describe|List|Get|BatchGet|Query|Scan|Head|Lookup|Search|Filter|Poll|Validate|Estimate|AssumeRole|Decrypt|"
    r"GenerateDataKey)"
)


class Autosave:
    """Watches requests and saves; `run` is the task, `note_request` its input, both on the event loop."""

    def __init__(self, state_dir: Path) -> None:
        self._state_dir = state_dir
        self._changed = asyncio.Event()
        self._last_change = 0.0

    def note_request(self, method: str, headers: dict[str, str]) -> None:
        """Remember that something may have changed, unless the request only reads."""
        if method in ("GET", "HEAD", "OPTIONS"):
            return
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        if operation and _READ_OPERATION.match(operation):
            return
        self._last_change = asyncio.get_running_loop().time()
        self._changed.set()

    async def run(self) -> None:
        """Save after each burst of changes until cancelled; a refused disk is logged and tried at the next change."""
        loop = asyncio.get_running_loop()
        while True:
            await self._changed.wait()
            while (rest := self._last_change + _QUIET_SECONDS - loop.time()) > 0:
                await asyncio.sleep(rest)
            self._changed.clear()
            try:
                await asyncio.to_thread(write_checkpoint, self._state_dir)
            except Exception:
                _log.exception("the checkpoint failed")
            await asyncio.sleep(_PAUSE_SECONDS)
