"""What the checkouts beside this file, and the one in `alone`, install: kept below `.delivery`, so that no test needs a
network. Fetched once through the product's own registries, as a first run with a network would.

`python -m tests.localcloud.foreign.foreign_packages` fetches what is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from localcloud.toolchain import NPM_REGISTRY_PATH, NpmRegistry, Toolchain
from localcloud.toolchain.package_variables import package_variables
from localcloud.toolchain.packages import (
    PYTHON_INDEX_PATH,
    IndexListener,
    NpmMirror,
    PackageSources,
    PackageStore,
    PythonIndex,
)

REPOSITORY = Path(__file__).resolve().parents[3]
PACKAGES = REPOSITORY / ".delivery" / "packages"

_HERE = Path(__file__).parent
_NPM_PROJECTS = (_HERE / "typescript", _HERE / "cdk_2_17", REPOSITORY)
_REQUIREMENTS = (
    _HERE / "python" / "requirements.txt",
    _HERE / "python_function" / "requirements.txt",
    _HERE / "python_function" / "functions" / "weather" / "requirements.txt",
    REPOSITORY / "requirements" / "build.txt",
)
# What pipelines of the CDK install in their own builds, by its version.
_TOOLS = (("aws-cdk@2", "cdk-assets@4"), ("aws-cdk@2.17.0", "cdk-assets@2"), ("cdk-assets@2.17.0",))
_SECONDS = 600


def prepared_packages() -> Path:
    """The store, complete; fills it where it is not, which needs the network."""
    PACKAGES.mkdir(parents=True, exist_ok=True)
    record = PACKAGES / "prepared"
    with (PACKAGES / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record.is_file() or record.read_text() != _key():
            with _indexes() as variables, tempfile.TemporaryDirectory() as scratch:
                _fill(variables, Path(scratch))
            record.write_text(_key())
    return PACKAGES


def _key() -> str:
    locks = [project / "package-lock.json" for project in _NPM_PROJECTS]
    read = b"".join(path.read_bytes() for path in (*locks, *_REQUIREMENTS))
    return hashlib.sha256(read + repr(_TOOLS).encode()).hexdigest()


@contextmanager
def _indexes() -> Iterator[dict[str, str]]:
    sources, store = PackageSources(dict(os.environ)), PackageStore(root=PACKAGES)
    with IndexListener() as listener:
        mirror = NpmMirror(sources=sources, store=store)
        registry = NpmRegistry(
            toolchain=Toolchain(root=PACKAGES / "none"), endpoint_url=listener.endpoint_url, mirror=mirror
        )
        listener.serve(NPM_REGISTRY_PATH, registry.handle_request)
        listener.serve(PYTHON_INDEX_PATH, PythonIndex(sources=sources, store=store).handle_request)
        yield package_variables(listener.endpoint_url)


def _fill(variables: dict[str, str], scratch: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "npm_"))}
    environment = {
        **kept,
        **variables,
        "PATH": f"{Path(sys.prefix) / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}",
        "npm_config_cache": str(scratch / "npm-cache"),
        "UV_NO_CACHE": "1",
    }
    for number, project in enumerate(_NPM_PROJECTS):
        folder = scratch / f"npm-{number}"
        folder.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(project / name, folder / name)
        _run("npm", "ci", "--ignore-scripts", cwd=folder, environment=environment)
    for number, tools in enumerate(_TOOLS):
        folder = scratch / f"tools-{number}"
        folder.mkdir()
        _run("npm", "install", "--prefix", str(folder), *tools, cwd=folder, environment=environment)
    for number, requirements in enumerate(_REQUIREMENTS):
        target = scratch / f"python-{number}"
        words = ("pip", "install", "--quiet", "--python", sys.executable, "--target", str(target))
        _run("uv", *words, "-r", str(requirements), cwd=scratch, environment=environment)


def _run(*command: str, cwd: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[:3])} failed; it needs the network once:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    prepared_packages()
