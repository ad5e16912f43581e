"""A function's process ends with the server, however that ends, and sees AWS's variables instead of the server's.

MiniStack's warm processes end when their input closes, which one that is busy does not notice; and they inherit
everything in the server's environment. Each now waits for the server's end on a descriptor of its process.
"""

from __future__ import annotations

import os
import subprocess
from typing import Any

from ministack.core import lambda_runtime

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.lambda_runtime", "_PYTHON_WORKER_SCRIPT"),
    Touched("core.lambda_runtime", "subprocess"),
)
_SERVER_PID = "_LOCALCLOUD_SERVER_PID"
_SERVER_SETTINGS = (
    "AUTH",
    "BIND_HOST",
    "DOCKER_HOST",
    "GATEWAY_PORT",
    "IOT_MTLS_ENABLED",
    "LAMBDA_EXECUTOR",
    "MINISTACK_ACCOUNT_ID",
    "MINISTACK_HOST",
    "MINISTACK_REGION",
    "PERSIST_STATE",
    "S3_DATA_DIR",
    "S3_PERSIST",
    "SFTP_ENABLED",
    "STATE_DIR",
)
# Runs before anything of the function. A server that is gone already is found by the parent's pid.
_WATCH = f'''
def _end_with_the_server():
    import os, select, threading, time

    server = int(os.environ.pop("{_SERVER_PID}"))

    def wait():
        try:
            handle = os.pidfd_open(server)
            if os.getppid() == server:
                select.select([handle], [], [])
        except (AttributeError, OSError):
            while os.getppid() == server:
                time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=wait, name="server-watch", daemon=True).start()


_end_with_the_server()
'''


def apply() -> None:
    """Put the watch in front of the Python worker's script and choose what it inherits."""
    lambda_runtime._PYTHON_WORKER_SCRIPT = _WATCH + lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime.subprocess = _Subprocess()


class _Subprocess:
    """The module `subprocess`, but for the environment of what it starts."""

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)

    @staticmethod
    def Popen(arguments: list[str], *, env: dict[str, str], **options: Any) -> subprocess.Popen[str]:  # noqa: N802
        """Start a worker without the server's settings."""
        chosen = {name: value for name, value in env.items() if name not in _SERVER_SETTINGS}
        chosen.setdefault("AWS_EXECUTION_ENV", "AWS_Lambda_python3.11")
        return subprocess.Popen(arguments, env={**chosen, _SERVER_PID: str(os.getpid())}, **options)
