"""The server: MiniStack, mended and extended, on one loopback port until it is told to end.

Imported only after the environment has been replaced, because MiniStack reads its settings at import.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ministack.app
from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config
from ministack.core import persistence

from localcloud.aws.api.paths import Response, register_path
from localcloud.aws.identity.operators import ensure_operators
from localcloud.aws.limits import conditions as limits
from localcloud.aws.limits.service_linked_roles import ensure_of_mature_accounts
from localcloud.aws.names import Authority, NameListener, client_variables, write_client_variables
from localcloud.aws.runtime import Runtime, activate, active
from localcloud.aws.storage.state_folder import current_dir
from localcloud.ministack import compatibility
from localcloud.ministack import fixes as ministack_fixes
from localcloud.ministack.role_passing import guard_services
from localcloud.server import checkpoint, services
from localcloud.server.allocation import collect_seldom, give_memory_back
from localcloud.server.autosave import Autosave
from localcloud.server.connections import use_connections
from localcloud.server.gateway import Gateway

HEALTH_PATH = "/_localcloud/health"
_STOP_SECONDS = 10.0
_DRAIN_SECONDS = 1.0
_READY_SECONDS = 60.0
# Python lets a thread compute for 5 ms before another one may. A request gives way at each of its reads of a database,
# so that one build that prints much would hold up each of them.
_SWITCH_SECONDS = 0.0005
_log = logging.getLogger(__name__)


def serve(
    *,
    listener: socket.socket,
    state_dir: Path,
    toolchain_dir: Path,
    accounts: Sequence[str],
    region: str,
    conditions: limits.Conditions,
    machine: Mapping[str, str],
) -> None:
    """Serve on `listener` until SIGTERM or SIGINT; the state is saved on the way out, within 10 s.

    Args:
        machine: the environment of the person who started it.

    Raises:
        IncompatibleError: MiniStack is not what this was written for.
    """
    compatibility.check()
    port = listener.getsockname()[1]
    names = _answer_names(state_dir, port, machine)
    runtime = Runtime(
        endpoint_url=f"http://127.0.0.1:{port}",
        state_dir=state_dir,
        toolchain_dir=toolchain_dir,
        hook_token=secrets.token_urlsafe(32),
        names=names,
        machine=machine,
        checkpoint=partial(checkpoint.write_checkpoint, state_dir),
    )
    activate(runtime)
    limits.activate(conditions)
    _use_checkpoints(state_dir)
    ministack_fixes.apply_all()
    register_path(HEALTH_PATH, _health)
    services.install(runtime)
    guard_services()
    _raise_file_limit()
    sys.setswitchinterval(_SWITCH_SECONDS)
    give_memory_back()
    use_connections()
    asyncio.run(_serve(listener, runtime, accounts, region))


def _answer_names(state_dir: Path, endpoint_port: int, machine: Mapping[str, str]) -> dict[str, str]:
    """Answer AWS's own names until the process ends; returns what a child process needs to find that."""
    authority = Authority(state_dir / "names")
    certificates = state_dir / "names" / "certificates.pem"
    authority.write_bundle(certificates, machine=machine)
    listener = NameListener(authority=authority, endpoint_port=endpoint_port, machine=machine)
    listener.start()
    variables = client_variables(port=listener.port, certificates=certificates)
    write_client_variables(state_dir, variables)
    return variables


async def _serve(listener: socket.socket, runtime: Runtime, accounts: Sequence[str], region: str) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, _begin_stop, stopping)
    autosave = Autosave(runtime.state_dir)

    async def started() -> None:
        ensure_operators(
            state_dir=runtime.state_dir, accounts=accounts, region=region, endpoint_url=runtime.endpoint_url
        )
        if not limits.active().new_accounts:
            ensure_of_mature_accounts(accounts, region)

    async def end() -> None:
        await asyncio.to_thread(services.stop, runtime)

    gateway = Gateway(ministack.app.app, on_started=started, on_stopping=end, on_request=autosave.note_request)
    saving = asyncio.create_task(autosave.run())
    announcing = asyncio.create_task(_announce(runtime))
    announcing.add_done_callback(lambda task: _end_if_failed(task, stopping))
    config = Config()
    config.bind = [f"fd://{listener.detach()}"]
    config.graceful_timeout = _DRAIN_SECONDS
    config.shutdown_timeout = _STOP_SECONDS
    config.startup_timeout = _READY_SECONDS
    config.keep_alive_timeout = 75
    config.accesslog = None
    config.errorlog = logging.getLogger("hypercorn.error")
    await hypercorn_serve(gateway, config, shutdown_trigger=stopping.wait)  # type: ignore[arg-type]
    saving.cancel()
    await asyncio.to_thread(services.clean_up, runtime)
    await announcing


async def _announce(runtime: Runtime) -> None:
    """Resume the services as soon as requests are answered, then say so in one line on stdout."""
    await asyncio.wait_for(_until_healthy(runtime.endpoint_url), _READY_SECONDS)
    await asyncio.to_thread(services.resume, runtime)
    collect_seldom()
    print(json.dumps({"ready": True, "endpoint_url": runtime.endpoint_url, "pid": os.getpid()}), flush=True)
    _log.info("ready at %s", runtime.endpoint_url)


async def _until_healthy(endpoint_url: str) -> None:
    # The socket listens already: the connection waits in its queue until the server answers.
    reader, writer = await asyncio.open_connection("127.0.0.1", int(endpoint_url.rpartition(":")[2]))
    writer.write(f"GET {HEALTH_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    status = await reader.readline()
    await reader.read()
    writer.close()
    if b" 200 " not in status:
        raise RuntimeError(f"the server answers {status!r} to its own health check")


def _end_if_failed(task: asyncio.Task[None], stopping: asyncio.Event) -> None:
    if not task.cancelled() and task.exception() is not None:
        _log.error("the server could not resume its services", exc_info=task.exception())
        stopping.set()


async def _health(method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    del method, path, headers, body, query
    answer = json.dumps({"status": "ok", "pid": os.getpid(), "state": str(active().state_dir)}).encode()
    return 200, {"Content-Type": "application/json"}, answer


def _begin_stop(stopping: asyncio.Event) -> None:
    if not stopping.is_set():
        # Whatever hangs, the process ends: the last checkpoint is complete in any case.
        timer = threading.Timer(_STOP_SECONDS, os._exit, [1])
        timer.daemon = True
        timer.start()
        checkpoint.wait_no_more()
    stopping.set()


def _use_checkpoints(state_dir: Path) -> None:
    # MiniStack loads from here at start; what it would write there on its own at the end goes into a checkpoint.
    persistence.STATE_DIR = str(current_dir(state_dir))
    ministack.app.save_all = lambda _services: _save_at_the_end(state_dir)
    # Scripts that happen to lie in MiniStack's directories of the machine are not ours to run.
    ministack.app._collect_scripts = lambda *_directories: []


def _save_at_the_end(state_dir: Path) -> None:
    try:
        checkpoint.write_checkpoint(state_dir)
    except checkpoint.StackInOperationError as error:
        _log.warning("ended without saving what came after the last checkpoint: %s", error)


def _raise_file_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
