"""What a checkout says of the packages that its builds install: the table `tool.localcloud.toolchain` of its
pyproject.toml.

    [tool.localcloud.toolchain]
    uv-lock = "requirements/uv.txt"                    # the lock that pins uv; without it any uv serves

    [[tool.localcloud.toolchain.requirements]]
    lock = "requirements/build.txt"                    # a requirements file, hashed or not
    modules = ["aws_cdk", "boto3"]                     # what builds import: its byte code is made beforehand
    platform = "x86_64-manylinux2014"                  # only where it is for another machine than this one

A checkout without the table has one requirement set where it has a requirements.txt, and none where it has not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localcloud.toolchain.errors import ToolchainError

SETTINGS_FILE = "pyproject.toml"
_DEFAULT_LOCK = "requirements.txt"


@dataclass(frozen=True, kw_only=True)
class RequirementSet:
    """Python packages that a build installs together.

    Attributes:
        lock: a requirements file, by its path in the checkout.
        modules: importable names whose byte code is made beforehand; a missing one is no error.
        platform: uv's name of the machine the packages are for; empty for this one.
    """

    lock: str
    modules: tuple[str, ...] = ()
    platform: str = ""


@dataclass(frozen=True, kw_only=True)
class ToolchainSettings:
    """What a checkout's builds install.

    Attributes:
        uv_lock: the requirements file that pins uv, by its path in the checkout; empty where any uv serves.
    """

    uv_lock: str = ""
    requirement_sets: tuple[RequirementSet, ...] = ()


def read_toolchain_settings(project: Path) -> ToolchainSettings:
    """The settings of the checkout at `project`.

    Raises:
        ToolchainError: pyproject.toml cannot be read, or the table holds what it must not.
    """
    path = project / SETTINGS_FILE
    try:
        document: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise ToolchainError(f"{path} cannot be read: {error}") from error
    table = document.get("tool", {}).get("localcloud", {}).get("toolchain")
    if table is None:
        default = (RequirementSet(lock=_DEFAULT_LOCK),) if (project / _DEFAULT_LOCK).is_file() else ()
        return ToolchainSettings(requirement_sets=default)
    try:
        return _settings(**{name.replace("-", "_"): value for name, value in table.items()})
    except (TypeError, AttributeError) as error:
        raise ToolchainError(f"{path}: tool.localcloud.toolchain is not what it must be: {error}") from error


def _settings(*, uv_lock: str = "", requirements: list[dict[str, Any]] | None = None) -> ToolchainSettings:
    sets = tuple(
        RequirementSet(**{**entry, "modules": tuple(entry.get("modules", ()))}) for entry in requirements or []
    )
    return ToolchainSettings(uv_lock=uv_lock, requirement_sets=sets)
