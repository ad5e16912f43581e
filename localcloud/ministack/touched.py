"""A name of MiniStack that is taken apart, and the one version that has it: what every fix is written against."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

MINISTACK_VERSION = "1.5.33"


class IncompatibleError(Exception):
    """MiniStack is not what this was written for; the message names the difference."""


@dataclass(frozen=True)
class Touched:
    """A name of MiniStack that is replaced or called.

    Attributes:
        module: dotted, below ``ministack``.
        name: the attribute, dotted for a method.
        parameters: the names of its parameters, comma-separated; None for data.
    """

    module: str
    name: str
    parameters: str | None = None


def check_version() -> None:
    """Check the version; before anything of MiniStack is imported by name, which would fail less clearly.

    Raises:
        IncompatibleError: another version is installed.
    """
    found = version("ministack")
    if found != MINISTACK_VERSION:
        raise IncompatibleError(f"ministack {MINISTACK_VERSION} is needed, {found} is installed; run set-up again")


def check_name(touched: Touched) -> None:
    """Check one name and, for a function, its parameters.

    Raises:
        IncompatibleError: it is missing, or has other parameters.
    """
    where = f"ministack.{touched.module}.{touched.name}"
    target: Any = importlib.import_module(f"ministack.{touched.module}")
    for part in touched.name.split("."):
        if not hasattr(target, part):
            raise IncompatibleError(f"{where} does not exist in ministack {MINISTACK_VERSION}")
        target = getattr(target, part)
    if touched.parameters is None:
        return
    parameters = ",".join(inspect.signature(target).parameters)
    if parameters != touched.parameters:
        raise IncompatibleError(f"{where} takes ({parameters}), not ({touched.parameters})")
