"""Runs the checks of what is delivered and what makes it, and writes their reports into one folder.

The audit waits for a database in a process of its own, while the others are checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.supply_chain.check_result import CheckResult
from compliance.supply_chain.licences.licence_check import check_licences, lambda_licences, toolchain_licences
from compliance.supply_chain.licences.recorded_licences import read_record
from compliance.supply_chain.outcome_reports import write_reports
from compliance.supply_chain.packages.cyclonedx import Document
from compliance.supply_chain.packages.lambda_package import LambdaPackage, read_lambda_package
from compliance.supply_chain.packages.locked_packages import LockedPackage, locked_npm, locked_python
from compliance.supply_chain.packages.sbom import FOLDER, LAMBDA_SBOM, TOOLCHAIN_SBOM
from compliance.supply_chain.packages.sbom_check import (
    check_bill,
    check_contents,
    check_sbom,
    check_schema,
    read_sboms,
)
from compliance.supply_chain.packages.vulnerabilities import audit, check_vulnerabilities
from compliance.supply_chain.requirement_groups import LAMBDA, TOOLCHAIN
from compliance.supply_chain.thresholds import ADVISORIES, AdvisoryDatabase


@dataclass(frozen=True, kw_only=True)
class Packages:
    """What the assembly and the locks hold."""

    delivered: LambdaPackage
    locked: dict[str, tuple[LockedPackage, ...]]
    npm: tuple[LockedPackage, ...]
    bills: dict[str, Document]

    @property
    def tools(self) -> tuple[LockedPackage, ...]:
        return (*self.locked[TOOLCHAIN], *self.npm)


def read_packages(project: Path, assembly: Path) -> Packages:
    """
    Raises:
        LambdaPackageError, LockError, SbomError: one of them cannot be read; the message says what to do.
    """
    return Packages(
        delivered=read_lambda_package(assembly),
        locked={group: locked_python(project, group) for group in (LAMBDA, TOOLCHAIN)},
        npm=locked_npm(project),
        bills=read_sboms(assembly),
    )


def run_checks(
    project: Path, assembly: Path, *, into: Path, today: date, database: AdvisoryDatabase = ADVISORIES
) -> list[CheckResult]:
    """The results of all checks, whose reports then lie in ``into``.

    Raises:
        LambdaPackageError, LockError, SbomError: an input cannot be read; nothing was checked.
    """
    packages = read_packages(project, assembly)
    with ThreadPoolExecutor(1) as waiting:
        audits = waiting.submit(audit, project, database=database)
        bills, licences = _check_bills(packages), _check_licences(packages)
        results = [bills, check_vulnerabilities(audits.result(), packages.locked, today=today), licences]
    _write(results, assembly, packages, into)
    return results


def _check_bills(packages: Packages) -> CheckResult:
    cases = [
        *check_contents(packages.delivered, packages.locked[LAMBDA]),
        *check_bill(
            LAMBDA_SBOM,
            packages.bills[LAMBDA_SBOM],
            packages.locked[LAMBDA],
            zip_sha256=packages.delivered.sha256,
        ),
        *check_bill(TOOLCHAIN_SBOM, packages.bills[TOOLCHAIN_SBOM], packages.tools),
        *check_schema(packages.bills),
    ]
    return check_sbom(cases, lambda_packages=len(packages.delivered.distributions), tools=len(packages.tools))


def _check_licences(packages: Packages) -> CheckResult:
    return check_licences(
        {
            LAMBDA: lambda_licences(packages.delivered),
            TOOLCHAIN: toolchain_licences(packages.tools, read_record()),
        }
    )


def _write(results: Sequence[CheckResult], assembly: Path, packages: Packages, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    digests = {packages.delivered.file: packages.delivered.sha256}
    for name in packages.bills:
        content = (assembly / FOLDER / name).read_bytes()
        (into / f"sbom-{name}").write_bytes(content)
        digests[f"sbom-{name}"] = hashlib.sha256(content).hexdigest()
    write_reports(results, into, title="Supply chain", digests=digests)
