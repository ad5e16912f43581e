"""Writes the software bills of materials into an assembly, so that they are part of what its digest covers.

    python -m compliance.supply_chain.record_sboms cdk.out

Run by Build, before the digest is recorded. The step before Dev reads them and holds them to the locks and the package
(`sbom_check`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from compliance.supply_chain.licences.licence_check import lambda_licences, toolchain_licences
from compliance.supply_chain.licences.recorded_licences import read_record, read_suppliers
from compliance.supply_chain.packages.commit_time import CommitTimeError, commit_time
from compliance.supply_chain.packages.cyclonedx import Document
from compliance.supply_chain.packages.lambda_package import LambdaPackageError, read_lambda_package
from compliance.supply_chain.packages.locked_packages import LockError, locked_npm, locked_python
from compliance.supply_chain.packages.sbom import FOLDER, LAMBDA_SBOM, TOOLCHAIN_SBOM, lambda_sbom, toolchain_sbom
from compliance.supply_chain.requirement_groups import LAMBDA, TOOLCHAIN

_PROJECT: Final = Path(__file__).resolve().parents[2]


def record_sboms(assembly: Path, *, project: Path) -> tuple[Path, ...]:
    """Writes both into the assembly's folder ``sbom`` and returns where they are.

    Raises:
        LambdaPackageError, LockError, CommitTimeError: an input cannot be read; the message says what to do.
    """
    package, time = read_lambda_package(assembly), commit_time(project)
    tools = (*locked_python(project, TOOLCHAIN), *locked_npm(project))
    bills = {
        LAMBDA_SBOM: lambda_sbom(
            package, locked_python(project, LAMBDA), lambda_licences(package), project=project, time=time
        ),
        TOOLCHAIN_SBOM: toolchain_sbom(tools, toolchain_licences(tools, read_record()), read_suppliers(), time=time),
    }
    folder = assembly / FOLDER
    folder.mkdir(exist_ok=True)
    return tuple(_written(bill, folder / name) for name, bill in bills.items())


def _written(bill: Document, path: Path) -> Path:
    path.write_text(json.dumps(bill, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.supply_chain.record_sboms", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    options = parser.parse_args(arguments)
    try:
        record_sboms(options.assembly, project=_PROJECT)
    except (LambdaPackageError, LockError, CommitTimeError) as error:
        print(f"sbom: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
