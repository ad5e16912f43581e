"""The server's own environment, in place of the person's.

MiniStack takes its settings from variables, and passes all of them on to every Lambda function: what a person has
exported (credentials, proxies, PYTHONPATH) must reach neither.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH")


def replace_environment(*, port: int, state_dir: Path, region: str) -> None:
    """Replace this process's environment; before MiniStack is imported, which reads it then."""
    temporary = state_dir / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)  # what functions of an earlier server left
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept)
    os.environ.update(
        {
            # Enforcement is never off.
            "AUTH": "true",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_REGION": region,
            # What asks without credentials belongs to nobody.
            "MINISTACK_ACCOUNT_ID": "000000000000",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(state_dir / "ministack"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(state_dir / "s3"),
            "LAMBDA_EXECUTOR": "local",
            # Optional listeners and container engines stay off.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "DOCKER_HOST": "unix:///nonexistent/docker.sock",
            # Clients in this process and in functions see no profile, no instance metadata and no proxy.
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "NO_PROXY": "127.0.0.1",
            "HOME": str(state_dir / "home"),
            "TMPDIR": str(temporary),
        }
    )
    for directory in (state_dir / "home", temporary):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
