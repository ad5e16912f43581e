"""Prepares the toolchain: once, atomically enough that an interrupted set-up is simply continued by the next one."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from localcloud.toolchain import npm_packages
from localcloud.toolchain.build_image import base_interpreter, make_build_image, node_wheel_version, pinned_uv
from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.layout import Toolchain
from localcloud.toolchain.pins import Pins, read_pins
from localcloud.toolchain.python_packages import PackageCache, index_variables


def prepare(*, into: Path, project: Path) -> bool:
    """Make `into` a complete toolchain for the checkout at `project`; False when it already was.

    Needs the network for what is not cached yet, and only then.

    Raises:
        ToolchainError: something is missing or could not be fetched; the message says what to do.
    """
    into = into.resolve()
    into.mkdir(parents=True, exist_ok=True)
    pins = read_pins(project)
    with _lock(into):
        return _prepare(Toolchain(root=into), pins)


def is_prepared(*, toolchain: Toolchain, project: Path) -> bool:
    """Whether `toolchain` is complete and stands for the lock files of `project` as they are now."""
    try:
        recorded = toolchain.record()
    except ToolchainError:
        return False
    return recorded.get("key") == _key(read_pins(project)) and toolchain.image_bin.is_dir()


def _key(pins: Pins) -> str:
    # Not where the wheel lies: several checkouts may share a toolchain, which holds node itself.
    return pins.key(str(base_interpreter()), node_wheel_version())


def _prepare(toolchain: Toolchain, pins: Pins) -> bool:
    if is_prepared(toolchain=toolchain, project=pins.project):
        return False
    toolchain.record_file.unlink(missing_ok=True)
    for cache in (toolchain.npm_cache, toolchain.uv_cache, toolchain.jsii_cache):
        cache.mkdir(exist_ok=True)
    uv = pinned_uv(pins.uv_version)
    make_build_image(toolchain.image_dir, uv=uv)
    npm_packages.pack(pins.npm, into=toolchain.npm_packages_dir, npm=toolchain.image_bin / "npm")
    PackageCache(uv=uv, python=base_interpreter(), toolchain=toolchain, pins=pins).fill()
    record = {
        "key": _key(pins),
        "npm": [{"name": pin.name, "version": pin.version, "integrity": pin.integrity} for pin in pins.npm],
        "uv_variables": index_variables(os.environ),
    }
    partial = toolchain.record_file.with_suffix(".part")
    partial.write_text(json.dumps(record, indent=2))
    partial.replace(toolchain.record_file)
    return True


@contextmanager
def _lock(directory: Path) -> Iterator[None]:
    # Two test workers may set up at the same moment; the second then finds everything done.
    with (directory / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
