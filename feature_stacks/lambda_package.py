"""The deployment packages of functions: sources and locked dependencies, where there are any, as one zip, built without
a container.

Byte for byte the same wherever and whenever it is built from the same inputs: an asset's hash decides whether the
function is deployed again. Wheels are those of the runtime (Linux x86_64, Python 3.11), whatever machine builds.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from feature_stacks import lambda_bytecode
from feature_stacks.lambda_bytecode import BytecodeError, compile_modules

ROOT: Final = Path(__file__).resolve().parent.parent
BACKEND: Final = ROOT / "src" / "backend"
CHECKS: Final = ROOT / "src" / "checks"
REQUIREMENTS: Final = ROOT / "requirements" / "lambda.txt"
BUILD: Final = ROOT / "build" / "lambda"

_TARGET_PLATFORM: Final = "x86_64-manylinux2014"
_TARGET_PYTHON: Final = "3.11"
_EARLIEST_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_FILE_MODE: Final = (stat.S_IFREG | 0o644) << 16
_LEFT_OUT_FOLDERS: Final = frozenset({"__pycache__", "tests", ".pytest_cache", ".mypy_cache", ".ruff_cache"})
# Console scripts hold the path of the Python that installed them, and these records hold those scripts' hashes or the
# installer.
_INSTALLER_RECORDS: Final = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"})
_INSTALL_TIMEOUT_SECONDS: Final = 300


class PackageError(Exception):
    """The package could not be built; the message says what to do."""


def build_lambda_package(
    *, sources: Path = BACKEND, requirements: Path | None = REQUIREMENTS, build_directory: Path = BUILD
) -> Path:
    """The zip for these inputs, built now or found from an earlier build.

    Of several that want the same zip at once, threads or processes, one builds it and the others wait for it.

    Args:
        sources: folder of the function's own packages.
        requirements: hashed requirements, complete: nothing is resolved. None: the runtime brings all.
        build_directory: where zips are kept, one a state of the inputs.

    Raises:
        PackageError: a dependency cannot be installed, a dependency and the sources hold the same path, or a module
            cannot be compiled.
    """
    zip_path = build_directory / f"{_inputs_hash(sources, requirements)}.zip"
    if zip_path.exists():
        return zip_path
    build_directory.mkdir(parents=True, exist_ok=True)
    with _alone(zip_path.with_suffix(".lock")):
        if not zip_path.exists():
            _build(zip_path, sources, requirements)
    return zip_path


def build_ahead() -> None:
    """Starts building what the app's stacks will ask for, in a thread: it takes seconds of which most are spent in
    other programs, and so does the import of the CDK. What fails here fails again where it is asked for."""

    def build() -> None:
        with suppress(PackageError, OSError):
            build_lambda_package()

    # Not a daemon: an app that ends at a wrong setting leaves no half-built folder, and its next run finds the package.
    threading.Thread(target=build, name="lambda-package", daemon=False).start()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """The system frees it when its holder ends, however that ends."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _build(zip_path: Path, sources: Path, requirements: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix=".building-", dir=zip_path.parent) as temporary:
        dependencies = Path(temporary, "dependencies")
        if requirements is not None:
            _install(requirements, dependencies)
        unfinished = Path(temporary, "package.zip")
        contents = _contents(sources, dependencies)
        _write_zip(unfinished, contents | _bytecode(contents, Path(temporary, "bytecode")))
        unfinished.replace(zip_path)


def code_sha256(package: Path) -> str:
    """The zip's SHA-256 as Lambda writes it, in Base64 (``CodeSha256`` of a version)."""
    return base64.b64encode(hashlib.sha256(package.read_bytes()).digest()).decode()


def _inputs_hash(sources: Path, requirements: Path | None) -> str:
    """Of everything that decides the zip's bytes, this module included."""
    digest = hashlib.sha256()
    for path in (Path(__file__), Path(lambda_bytecode.__file__), *([] if requirements is None else [requirements])):
        digest.update(path.read_bytes() + b"\0")
    for name, path in sorted(_package_files(sources)):
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _package_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name inside the package, and path, of each file that belongs into it."""
    for directory, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT_FOLDERS)
        for name in sorted(files):
            if not name.endswith(".pyc"):
                path = Path(directory, name)
                yield path.relative_to(folder).as_posix(), path


def _dependency_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for name, path in _package_files(folder):
        top, _, _ = name.partition("/")
        is_record = top.endswith(".dist-info") and path.name in _INSTALLER_RECORDS
        if top != "bin" and not is_record and path.name != ".lock":
            yield name, path


def _contents(sources: Path, dependencies: Path) -> dict[str, Path]:
    contents = dict(_dependency_files(dependencies))
    for name, path in _package_files(sources):
        if name in contents:
            folder = f"src/{sources.name}"
            raise PackageError(f"{folder}/{name} and a dependency have the same path: rename it in {folder}")
        contents[name] = path
    return contents


def _bytecode(contents: dict[str, Path], into: Path) -> dict[str, Path]:
    try:
        return compile_modules({name: path for name, path in contents.items() if name.endswith(".py")}, into=into)
    except BytecodeError as error:
        raise PackageError(f"the package cannot be compiled: {error}") from None


def _write_zip(zip_path: Path, contents: dict[str, Path]) -> None:
    """Sorted names, one time, one mode: what else a zip records differs from build to build."""
    with zipfile.ZipFile(zip_path, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST_ZIP_TIME)
            entry.external_attr = _FILE_MODE
            entry.create_system = 3  # Unix, also when built elsewhere
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, contents[name].read_bytes())


def _install(requirements: Path, target: Path) -> None:
    """Unpacks the locked wheels: from uv's cache alone where it holds them all, else with the registry's help."""
    first = _uv_pip_install(requirements, target, "--offline")
    if first.returncode == 0:
        return
    shutil.rmtree(target, ignore_errors=True)
    second = _uv_pip_install(requirements, target)
    if second.returncode != 0:
        reason = " ".join(second.stderr.split())
        raise PackageError(
            f"the function's dependencies ({requirements.name}) could not be installed, neither from uv's cache nor "
            f"from the package registry; run `make setup` with a network once: {reason}"
        )


def _uv_pip_install(requirements: Path, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", *options]
    command += ["--target", str(target), "--python", sys.executable]
    command += ["--python-platform", _TARGET_PLATFORM, "--python-version", _TARGET_PYTHON]
    command += ["--only-binary", ":all:", "--require-hashes", "--no-deps", "--no-compile-bytecode"]
    command += ["--link-mode", "hardlink", "-r", str(requirements)]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INSTALL_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise PackageError(
            f"installing {requirements.name} took longer than {_INSTALL_TIMEOUT_SECONDS} s; is the package "
            f"registry reachable?"
        ) from None
