"""What must be the server's alone before it starts: its port and its state directory.

Both are taken before anything else happens, so that a second server ends with one line instead of a half start.
"""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from pathlib import Path
from typing import TextIO

_BACKLOG = 512


class StartError(Exception):
    """The server cannot start; the message is one line that says what to do."""


def listen(port: int) -> socket.socket:
    """Return a listening loopback socket; port 0 takes a free one.

    Raises:
        StartError: the port is taken or not permitted.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise StartError(f"port {port} is in use; end what listens there or choose another with --port") from error
        raise StartError(f"cannot listen on port {port}: {error.strerror}; choose another with --port") from error
    return listener


def lock_state(state_dir: Path) -> TextIO:
    """Create the state directory and hold it for as long as the returned file is open.

    Raises:
        StartError: another server holds it, or it cannot be written.
    """
    try:
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (state_dir / "server.lock").open("a+")
    except OSError as error:
        raise StartError(f"cannot write the state directory {state_dir}: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise StartError(f"the local cloud with pid {holder} already uses {state_dir}; end it first") from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
