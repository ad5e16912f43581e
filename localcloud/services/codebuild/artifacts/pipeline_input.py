"""What CodePipeline tells CodeBuild about a build, which the public StartBuild cannot carry.

On AWS the two services talk past the public API when a project's source is of type CODEPIPELINE. Here CodePipeline
hands over the artifacts in-process, under the idempotency token of the StartBuild call that follows.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from localcloud.services.codebuild.records import PipelineInput

_KEPT_SECONDS = 600.0


class PipelineInputs:
    """What was handed over and not fetched yet; forgotten after ten minutes, when its StartBuild never came."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[float, PipelineInput]] = {}

    def hand_over(self, token: str, pipeline_input: PipelineInput) -> None:
        with self._lock:
            now = self._clock()
            self._waiting = {key: item for key, item in self._waiting.items() if now - item[0] < _KEPT_SECONDS}
            self._waiting[token] = (now, pipeline_input)

    def take(self, token: str | None) -> PipelineInput | None:
        """The input that was handed over under `token`, once."""
        with self._lock:
            found = self._waiting.pop(token, None) if token else None
            return found[1] if found else None

    @contextmanager
    def taken(self, token: str | None) -> Iterator[PipelineInput | None]:
        """As `take`; whoever asks again, because a full disk took no record of the build, gets it again."""
        found = self.take(token)
        try:
            yield found
        except sqlite3.Error:
            if token and found:
                self.hand_over(token, found)
            raise


_inputs = PipelineInputs()


def hand_over(token: str, pipeline_input: PipelineInput) -> None:
    """Give CodeBuild the artifacts of the build that StartBuild with `idempotencyToken=token` is about to start."""
    _inputs.hand_over(token, pipeline_input)


def taken(token: str | None) -> AbstractContextManager[PipelineInput | None]:
    """What was handed over under `token`, for the block that records its build; None when nothing was, or when it was
    taken already."""
    return _inputs.taken(token)
