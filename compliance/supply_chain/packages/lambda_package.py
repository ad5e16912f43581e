"""Reads the function's deployment package out of the assembly: the zip that will be deployed, not what it was meant to
hold.

Packages of our own sources alone, which hold no distribution, have no components to list.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Final

from compliance.assembly import NoAssemblyError, read_stacks
from compliance.supply_chain.packages.locked_packages import normalized

_METADATA: Final = ".dist-info/METADATA"


class LambdaPackageError(Exception):
    """The assembly holds no package that can be read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class PackagedDistribution:
    """A Python package inside the zip.

    Attributes:
        name: normalized.
        metadata: its ``METADATA`` (packaging.python.org/en/latest/specifications/core-metadata).
    """

    name: str
    version: str
    metadata: Message


@dataclass(frozen=True, kw_only=True)
class LambdaPackage:
    """The zip as the assembly holds it.

    Attributes:
        file: its name in the assembly.
        sha256: of its bytes.
        runtime: what its functions run on, as Lambda names it, such as ``python3.11``.
    """

    file: str
    sha256: str
    runtime: str
    distributions: tuple[PackagedDistribution, ...]


def read_lambda_package(assembly: Path) -> LambdaPackage:
    """The one package with distributions that the functions of the assembly deploy.

    Raises:
        LambdaPackageError: there is no assembly, no function, not exactly one such package on one runtime, or a
            zip that cannot be read.
    """
    packages = [_read(assembly, file, runtime) for file, runtime in sorted(_deployed(assembly))]
    listed = [package for package in packages if package.distributions] or packages
    if len(listed) != 1:
        raise LambdaPackageError(
            f"the functions in {assembly} deploy {len(listed)} packages that have components; their SBOM is made "
            "for exactly one"
        )
    return listed[0]


def _read(assembly: Path, file: str, runtime: str) -> LambdaPackage:
    path = assembly / file
    try:
        content = path.read_bytes()
        with zipfile.ZipFile(path) as package:
            distributions = tuple(_distributions(package))
    except (OSError, zipfile.BadZipFile) as error:
        raise LambdaPackageError(f"{path} cannot be read: {error}; run `make synth`") from error
    return LambdaPackage(
        file=file, sha256=hashlib.sha256(content).hexdigest(), runtime=runtime, distributions=distributions
    )


def _deployed(assembly: Path) -> set[tuple[str, str]]:
    """Each package's file, and the runtime that it is deployed on."""
    try:
        stacks = read_stacks(assembly)
    except NoAssemblyError as error:
        raise LambdaPackageError(str(error)) from error
    return {
        (f"asset.{key}", str(function["Properties"].get("Runtime", "")))
        for stack in stacks
        for function in stack.resources("AWS::Lambda::Function").values()
        if isinstance(key := function["Properties"].get("Code", {}).get("S3Key"), str)
    }


def _distributions(package: zipfile.ZipFile) -> Iterator[PackagedDistribution]:
    for name in sorted(package.namelist()):
        if name.endswith(_METADATA) and name.count("/") == 1:
            metadata = Parser().parsestr(package.read(name).decode("utf-8"), headersonly=True)
            yield PackagedDistribution(
                name=normalized(str(metadata["Name"])), version=str(metadata["Version"]), metadata=metadata
            )
