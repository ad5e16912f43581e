"""Runs both scans of the commit's files, cut into batches that processes share."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import TypeVar

from compliance.supply_chain.check_result import CheckResult
from compliance.supply_chain.commit_files import commit_files
from compliance.supply_chain.scans.code_scan import check_code, python_files, scan_code
from compliance.supply_chain.scans.secret_scan import BASELINE, check_secrets, read_baseline, scan_secrets

T = TypeVar("T")


def run_scans(project: Path, *, today: date) -> list[CheckResult]:
    """What both scans found.

    Raises:
        BaselineError, FileNotFoundError: an input is missing; nothing was scanned.
    """
    baseline = read_baseline(project / BASELINE)
    code = python_files(project)
    committed = [name for name in commit_files(project) if name != BASELINE]
    processes = max(2, os.cpu_count() or 1)
    # A syntax tree is no garbage until its file is done; looking for some in it takes an eighth of the scan.
    with ProcessPoolExecutor(processes, initializer=gc.disable) as pool:
        secrets = [pool.submit(scan_secrets, project, batch) for batch in batches_of(project, committed, processes)]
        scans = [pool.submit(scan_code, project, batch) for batch in batches_of(project, code, processes)]
        return [
            check_code(_all(scans), today=today),
            check_secrets([found for batch in _all(secrets) for found in batch], baseline, files=len(committed)),
        ]


def _all(futures: Sequence[Future[T]]) -> list[T]:
    return [future.result() for future in futures]


def batches_of(project: Path, files: Sequence[str], count: int) -> list[list[str]]:
    """The files in `count` batches of about the same size in bytes, every file in exactly one."""
    batches: list[list[str]] = [[] for _ in range(count)]
    sizes = [0] * count
    for size, name in sorted(((project / name).stat().st_size, name) for name in files)[::-1]:
        smallest = sizes.index(min(sizes))
        batches[smallest].append(name)
        sizes[smallest] += size
    return batches
