"""Runs the five checks side by side and writes their reports into one folder.

The scans are cut into batches that processes share; the audit waits for a database meanwhile, in a process of its own.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from compliance.supply_chain.check_result import CheckResult
from compliance.supply_chain.commit_files import commit_files
from compliance.supply_chain.junit_report import write_junit
from compliance.supply_chain.licences.licence_check import check_licences, lambda_licences, toolchain_licences
from compliance.supply_chain.licences.recorded_licences import read_record
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
from compliance.supply_chain.sarif_report import write_sarif
from compliance.supply_chain.scans.code_scan import check_code, python_files, scan_code
from compliance.supply_chain.scans.secret_scan import BASELINE, check_secrets, read_baseline, scan_secrets
from compliance.supply_chain.summary import write_summary
from compliance.supply_chain.thresholds import ADVISORIES, AdvisoryDatabase

T = TypeVar("T")


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
        LambdaPackageError, LockError, SbomError, BaselineError, FileNotFoundError: an input is missing; nothing was
            checked.
    """
    packages = read_packages(project, assembly)
    baseline = read_baseline(project / BASELINE)
    code = python_files(project)
    committed = [name for name in commit_files(project) if name != BASELINE]
    processes = max(2, os.cpu_count() or 1)
    # A syntax tree is no garbage until its file is done; looking for some in it takes an eighth of the scan.
    with ProcessPoolExecutor(processes, initializer=gc.disable) as pool, ThreadPoolExecutor(1) as waiting:
        # The first submit forks the processes, so the audit's thread starts after it: a lock that a thread holds at the
        # fork (an import, a look-up of a name) stays locked in the child for good.
        secrets = [pool.submit(scan_secrets, project, batch) for batch in batches_of(project, committed, processes)]
        scans = [pool.submit(scan_code, project, batch) for batch in batches_of(project, code, processes)]
        bills = pool.submit(_check_bills, packages)
        audits = waiting.submit(audit, project, database=database)
        results = [
            bills.result(),
            check_vulnerabilities(audits.result(), packages.locked, today=today),
            check_code(_all(scans), today=today),
            check_secrets([found for batch in _all(secrets) for found in batch], baseline, files=len(committed)),
            _check_licences(packages),
        ]
    _write(results, assembly, packages, into)
    return results


def _all(futures: Sequence[Future[T]]) -> list[T]:
    return [future.result() for future in futures]


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


def batches_of(project: Path, files: Sequence[str], count: int) -> list[list[str]]:
    """The files in `count` batches of about the same size in bytes, every file in exactly one."""
    batches: list[list[str]] = [[] for _ in range(count)]
    sizes = [0] * count
    for size, name in sorted(((project / name).stat().st_size, name) for name in files)[::-1]:
        smallest = sizes.index(min(sizes))
        batches[smallest].append(name)
        sizes[smallest] += size
    return batches


def _write(results: Sequence[CheckResult], assembly: Path, packages: Packages, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    for result in results:
        write_junit(result, into / f"{result.check}.xml")
        if result.tool:
            write_sarif(result, into / f"{result.check}.sarif")
    digests = {packages.delivered.file: packages.delivered.sha256}
    for name in packages.bills:
        content = (assembly / FOLDER / name).read_bytes()
        (into / f"sbom-{name}").write_bytes(content)
        digests[f"sbom-{name}"] = hashlib.sha256(content).hexdigest()
    write_summary(results, into, digests=digests)
