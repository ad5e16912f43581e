"""The JavaScript inside the installed Python packages of the CDK and of cdk-nag, where Node can load it.

Python's ``aws_cdk`` and ``cdk_nag`` are jsii packages: each carries the JavaScript it stands for as one archive, which
jsii unpacks into a cache of its own, keyed by the archive's SHA-256. Loading from that entry runs the very code that
synth ran; no second installation could be of another version.

Source of the cache's place and key: jsii-kernel, ``tar-cache`` and ``disk-cache`` (github.com/aws/jsii).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

# Name on npm, and where its archive lies inside the Python package of that name.
_ARCHIVES: Final = (
    ("constructs", "constructs", "."),
    ("aws-cdk-lib", "aws_cdk", "."),
    ("@aws-cdk/asset-awscli-v1", "aws_cdk", "asset_awscli_v1"),
    ("@aws-cdk/asset-node-proxy-agent-v6", "aws_cdk", "asset_node_proxy_agent_v6"),
    ("@aws-cdk/cloud-assembly-schema", "aws_cdk", "cloud_assembly_schema"),
    ("cdk-nag", "cdk_nag", "."),
)
_COMPLETE: Final = ".jsii-runtime-package-cache"
_UNPACK_SECONDS: Final = 180


class JavaScriptMissingError(Exception):
    """The JavaScript cannot be had; the message says what to do."""


@contextmanager
def node_modules() -> Iterator[Path]:
    """A directory with a ``node_modules`` of links into jsii's cache, for as long as it is used.

    Raises:
        JavaScriptMissingError: a package is not installed here, or jsii could not unpack it.
    """
    entries = {name: _cache_entry(name, _archive(package, folder)) for name, package, folder in _ARCHIVES}
    if not all(map(_is_complete, entries.values())):
        _let_jsii_unpack()
    for name, entry in entries.items():
        if not _is_complete(entry):
            raise JavaScriptMissingError(
                f"jsii did not unpack {name} to {entry}; remove {_cache_root()} and run `make synth` again"
            )
    with tempfile.TemporaryDirectory(prefix="compliance-modules-") as scratch:
        directory = Path(scratch)
        for name, entry in entries.items():
            link = directory / "node_modules" / name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(entry)
        yield directory


def _archive(package: str, folder: str) -> Path:
    spec = find_spec(package)  # finds it without importing, which would start jsii
    if spec is None or spec.origin is None:
        raise JavaScriptMissingError(
            f"the Python package {package} is not installed here; run `scripts/setup compliance`"
        )
    found = sorted((Path(spec.origin).parent / folder / "_jsii").glob("*.jsii.tgz"))
    if len(found) != 1:
        raise JavaScriptMissingError(f"{package} carries {len(found)} jsii archives in {folder}, not one")
    return found[0]


def _cache_entry(name: str, archive: Path) -> Path:
    version = archive.name.removesuffix(".jsii.tgz").rpartition("@")[2]
    with archive.open("rb") as file:
        key = hashlib.file_digest(file, "sha256")
    key.update(f"\0{name}\0{version}".encode())
    return _cache_root() / name / version / key.hexdigest()


def _cache_root() -> Path:
    configured = os.environ.get("JSII_RUNTIME_PACKAGE_CACHE_ROOT")
    if configured:
        return Path(configured).resolve()
    try:
        home = Path.home()
    except RuntimeError:  # a user without one
        return Path(tempfile.gettempdir()) / f"aws-jsii-package-cache-{os.getuid()}"
    place = "Library/Caches/com.amazonaws.jsii" if sys.platform == "darwin" else ".cache/aws/jsii"
    return home / place / "package-cache"


def _is_complete(entry: Path) -> bool:
    return (entry / _COMPLETE).exists()


def _let_jsii_unpack() -> None:
    """Importing a package makes jsii unpack it; that takes seconds, once for each version."""
    environment = {**os.environ, "JSII_RUNTIME_PACKAGE_CACHE": "enabled"}
    command = [sys.executable, "-c", "import cdk_nag"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=_UNPACK_SECONDS, check=False
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines() or ["no message"]
        raise JavaScriptMissingError(f"cdk_nag cannot be imported: {reason[-1]}")
