"""MiniStack by itself, with its own enforcement on, to compare with: `python plain_server.py STATE_DIRECTORY`."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
port = listener.getsockname()[1]
os.environ.update(
    {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "127.0.0.1",
        "STATE_DIR": sys.argv[1],
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent/docker.sock",
        "LOG_LEVEL": "ERROR",
    }
)

import ministack.app  # noqa: E402 - it reads its settings when it is imported
from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402

config = Config()
config.bind = [f"fd://{listener.detach()}"]
config.loglevel = "ERROR"
print(json.dumps({"endpoint_url": f"http://127.0.0.1:{port}", "pid": os.getpid()}), flush=True)
asyncio.run(serve(ministack.app.app, config))
