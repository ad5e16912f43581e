"""A function's process ends with the server, however that ends, sees AWS's variables instead of the server's, finds
AWS's names, and starts the programs of its layers.

MiniStack's warm processes end when their input closes, which one that is busy does not notice; and they inherit
everything in the server's environment. Each now waits for the server's end on a descriptor of its process.

A function that calls a deployed API by its address (a check that a pipeline invokes, a hook of a deployment) is led
here as a build is; what the function itself says of proxies and certificates stays.

On AWS a layer lies at /opt and Python at /var/lang. Here several functions run on one machine, so a layer lies in a
folder of its own: a program below /opt that a Python function starts, such as the AWS CLI by which the CDK's
`BucketDeployment` copies (/opt/awscli/aws), is looked for there.
Source: docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html
"""

from __future__ import annotations

import os
import subprocess
from typing import Any

from ministack.core import lambda_runtime

from localcloud.aws.runtime import active
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.lambda_runtime", "_PYTHON_WORKER_SCRIPT"),
    Touched("core.lambda_runtime", "subprocess"),
)
_SERVER_PID = "_LOCALCLOUD_SERVER_PID"
_NODE = "NODE_OPTIONS"
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
# Before anything of the function imports `subprocess`, whose callers all start what they start by its class.
_LAYERS = """
def _find_programs_of_layers():
    import os, subprocess, sys

    layers = [folder for folder in os.environ.get("_LAMBDA_LAYERS_DIRS", "").split(os.pathsep) if folder]
    start = subprocess.Popen.__init__

    def found(word):
        if not isinstance(word, str) or not word.startswith("/opt/") or os.path.exists(word):
            return word
        below = (os.path.join(folder, word[len("/opt/"):]) for folder in layers)
        return next(filter(os.path.exists, below), word)

    def is_for_lambdas_python(program):
        try:
            with open(program, "rb") as script:
                return script.readline().startswith(b"#!/var/lang/bin/python")
        except OSError:
            return False

    def start_here(self, args, *rest, **options):
        if isinstance(args, (list, tuple)) and args:
            args = [found(word) for word in args]
            if is_for_lambdas_python(args[0]):
                args = [sys.executable, *args]
        return start(self, args, *rest, **options)

    if layers:
        subprocess.Popen.__init__ = start_here


_find_programs_of_layers()
"""


def apply() -> None:
    """Put both in front of the Python worker's script and choose what it inherits."""
    lambda_runtime._PYTHON_WORKER_SCRIPT = _WATCH + _LAYERS + lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime.subprocess = _Subprocess()


class _Subprocess:
    """The module `subprocess`, but for the environment of what it starts."""

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)

    @staticmethod
    def Popen(arguments: list[str], *, env: dict[str, str], **options: Any) -> subprocess.Popen[str]:  # noqa: N802
        """Start a worker without the server's settings, with what leads AWS's names here."""
        chosen = {name: value for name, value in env.items() if name not in _SERVER_SETTINGS}
        chosen.setdefault("AWS_EXECUTION_ENV", "AWS_Lambda_python3.11")
        for name, value in active().names.items():
            chosen[name] = f"{value} {chosen[name]}" if name == _NODE and name in chosen else chosen.get(name, value)
        return subprocess.Popen(arguments, env={**chosen, _SERVER_PID: str(os.getpid())}, **options)
