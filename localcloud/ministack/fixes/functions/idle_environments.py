"""A version's process ends when nobody has called it for a while, as an execution environment does.

MiniStack keeps the first process of each version for ever, so that a machine on which releases follow one another holds
one process, of some 75 MB, for each version that was ever called. `$LATEST` keeps its own: of that there is one.
"""

from __future__ import annotations

import time
from typing import Final

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.lambda_runtime", "_LOCAL_WORKER_TTL"),
    Touched("core.lambda_runtime", "_lock"),
    Touched("core.lambda_runtime", "_workers"),
    Touched("core.lambda_runtime", "kill_workers", "workers"),
    Touched("core.lambda_runtime", "reap_idle_workers", "ttl"),
    Touched("services.lambda_svc", "reap_idle_workers", "ttl"),
)
_LATEST: Final = "$LATEST"


def apply() -> None:
    """End them where MiniStack looks for surplus processes."""
    reap = lambda_runtime.reap_idle_workers

    def reap_idle_workers(ttl: float | None = None) -> int:
        surplus: int = reap(ttl)
        return surplus + _end_idle_versions(lambda_runtime._LOCAL_WORKER_TTL if ttl is None else ttl)

    lambda_svc.reap_idle_workers = reap_idle_workers


def _end_idle_versions(seconds: float) -> int:
    """End the processes of versions that were idle for so long; returns how many."""
    called_since = time.time() - seconds
    ended = []
    with lambda_runtime._lock:
        for key, workers in list(lambda_runtime._workers.items()):
            if key.rpartition(":")[2] == _LATEST:
                continue
            kept = [worker for worker in workers if worker.in_use or worker.last_used > called_since]
            ended += [worker for worker in workers if worker not in kept]
            if kept:
                lambda_runtime._workers[key] = kept
            else:
                del lambda_runtime._workers[key]
    lambda_runtime.kill_workers(ended)
    return len(ended)
