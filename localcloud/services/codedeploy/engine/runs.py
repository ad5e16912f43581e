"""The deployments that run: a thread each, begun by a request, by another deployment or by the server's start."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from localcloud.aws.runtime import Runtime
from localcloud.services.codedeploy.engine.run import DeploymentRun, Host
from localcloud.services.codedeploy.records import Deployment, Status
from localcloud.services.codedeploy.store import Deployments

_log = logging.getLogger(__name__)


class Runs:
    """The threads of all deployments of a server."""

    def __init__(self, *, runtime: Runtime, store: Deployments, changed: Callable[[Deployment], None]) -> None:
        """`changed` is told of each deployment whose status changed."""
        self._store = store
        self.stopping = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._lock = threading.Lock()
        self._host = Host(runtime=runtime, store=store, changed=changed, start=self.start, stopping=self.stopping)

    def start(self, deployment_id: str) -> None:
        """Run a deployment, from its start or from where it was left."""
        thread = threading.Thread(
            target=self._run, args=(deployment_id,), name=f"deployment {deployment_id}", daemon=True
        )
        with self._lock:
            self._threads.add(thread)
        thread.start()

    def resume(self) -> None:
        """Go on with what an earlier server left.

        A deployment that a stack waits for is ended: what the stack's update did is not in the checkpoint, the version
        that it deploys among it, and whoever updates the stack does so again.
        """
        for deployment in self._store.unfinished():
            if deployment.stack:
                self._give_up(deployment)
            else:
                self.start(deployment.id)

    def _give_up(self, deployment: Deployment) -> None:
        self._host.changed(
            self._store.change(
                deployment.id,
                status=Status.STOPPED,
                error_code="CLOUDFORMATION_STACK_FAILURE",
                error_message=(
                    f"The local cloud ended while the stack {deployment.stack} was updated; the alias is as it was "
                    "before, and the update must be started again."
                ),
                completed=time.time(),
            )
        )

    def shut_down(self, *, wait_seconds: float) -> None:
        """End the threads; what they were at stays written down for `resume`."""
        self.stopping.set()
        self._store.notify()
        deadline = time.monotonic() + wait_seconds
        with self._lock:
            threads = list(self._threads)
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _run(self, deployment_id: str) -> None:
        try:
            deployment = self._store.get(deployment_id)
            if deployment is not None:
                DeploymentRun(self._host, deployment).run()
        except Exception:
            _log.exception("deployment %s", deployment_id)
            self._fail(deployment_id)
        finally:
            with self._lock:
                self._threads.discard(threading.current_thread())

    def _fail(self, deployment_id: str) -> None:
        """A fault of the local cloud's own must leave nobody waiting."""
        ended = self._store.change(
            deployment_id,
            status=Status.FAILED,
            error_code="INTERNAL_ERROR",
            error_message="The local cloud failed; its log says why.",
            completed=time.time(),
        )
        self._host.changed(ended)
