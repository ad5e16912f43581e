"""What a function has printed is in its log, all of it, however busy the machine is.

MiniStack takes an invocation's answer from one pipe and what it printed from another, and stops reading the second
after 5 ms without a line, or 50 ms without any: on a busy machine lines are lost to the invocation, and are found in
the log of the next one. Here the function's process ends what it printed with a mark, before it answers.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import Any

from ministack.core import lambda_runtime

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.lambda_runtime", "_PYTHON_WORKER_SCRIPT"),
    Touched("core.lambda_runtime", "Worker._drain_stderr_bounded", "self,first_line_wait,idle_confirm,hard_cap"),
)
END_OF_LOG = "\x1e_localcloud_end_of_log"
"""Opens with a record separator, which no text begins with."""

# A process that answered has written its mark already; the limit is for one that no longer writes at all.
_LIMIT_SECONDS = 5.0
_LOOK_SECONDS = 0.05
# The worker keeps what stdout is when it starts for its answers; everything else that prints is sent to stderr.
_MARK_EACH_ANSWER = f"""
def _mark_the_end_of_each_log():
    import sys

    class Answers:
        def __init__(self, stdout):
            self._stdout = stdout

        def write(self, text):
            if not text.startswith('{{"status": "ready"'):
                sys.stderr.write({END_OF_LOG!r} + chr(10))
                sys.stderr.flush()
            return self._stdout.write(text)

        def flush(self):
            self._stdout.flush()

    sys.stdout = Answers(sys.stdout)


_mark_the_end_of_each_log()
"""


def apply() -> None:
    """Let the Python worker mark the end of each invocation's log, and read it up to there."""
    lambda_runtime._PYTHON_WORKER_SCRIPT = _MARK_EACH_ANSWER + lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime.Worker._drain_stderr_bounded = _up_to_the_mark(lambda_runtime.Worker._drain_stderr_bounded)


def _up_to_the_mark(original: Callable[..., str]) -> Callable[..., str]:
    def drain(worker: Any, *waits: float, **named_waits: float) -> str:
        if not str(worker.config.get("Runtime", "")).startswith("python"):
            return original(worker, *waits, **named_waits)
        return read_log(worker)

    return drain


def read_log(worker: Any) -> str:
    """The lines that a Python worker's invocation printed; what a process printed that is gone, as far as it came."""
    lines: list[str] = []
    limit = time.monotonic() + _LIMIT_SECONDS
    while time.monotonic() < limit:
        over = not worker._stderr_thread.is_alive()
        try:
            line: str = worker._stderr_queue.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            if over:
                break
            continue
        text, mark, _ = line.partition(END_OF_LOG)
        if text or not mark:
            lines.append(text)
        if mark:
            break
    return "\n".join(lines)
