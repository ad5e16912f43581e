"""Known vulnerabilities of the locked packages, by pip-audit from an OSV database.

Nothing here calls a package clean that the database did not answer for: without a network, without an answer in time,
or for a package that pip-audit passed over, the case says "not checked" and why. Every wait has a limit.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from compliance.register import Acknowledgement
from compliance.register.supply_chain_acknowledgements import SUPPLY_CHAIN
from compliance.supply_chain.acknowledged import Finding, held_to_register
from compliance.supply_chain.check_result import Case, CheckResult, Outcome
from compliance.supply_chain.packages.locked_packages import LockedPackage, normalized
from compliance.supply_chain.requirement_groups import GROUPS, LAMBDA, TOOLCHAIN
from compliance.supply_chain.thresholds import ADVISORIES, AdvisoryDatabase, Stopping, VulnerabilityThreshold
from compliance.supply_chain.thresholds import VULNERABILITIES as THRESHOLDS

TOOL: Final = "pip-audit"
CHECK: Final = "vulnerabilities"

_LONGEST_DESCRIPTION: Final = 300


@dataclass(frozen=True, kw_only=True)
class Advisory:
    """One known vulnerability of one package. ``ids`` starts with the advisory's own and goes on with its aliases."""

    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]
    description: str


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What the database said of one group's packages.

    Attributes:
        advisories: by package name and version; a package without any is there with none.
        silence: why it said nothing, or why it did not say everything; empty where it did.
    """

    advisories: Mapping[tuple[str, str], tuple[Advisory, ...]]
    silence: str = ""


def audit(project: Path, *, database: AdvisoryDatabase = ADVISORIES) -> dict[str, Audit]:
    """Asks for each group in turn, the delivered one first, until the time is over."""
    deadline = time.monotonic() + database.answer_within_seconds
    silence = unreachable(database)
    audits = {}
    for group in (LAMBDA, TOOLCHAIN):
        if not silence:
            audits[group] = _run_pip_audit(project, group, database, seconds=deadline - time.monotonic())
            silence = audits[group].silence
        else:
            audits[group] = Audit(advisories={}, silence=silence)
    return audits


def unreachable(database: AdvisoryDatabase) -> str:
    """Why nobody answers at the database's address; empty where somebody does.

    One cheap request, through the proxy that the environment names. In a thread, because no limit ends the look-up of a
    name.
    """
    host = urlsplit(database.url).netloc
    problems: list[str] = []

    def ask() -> None:
        request = urllib.request.Request(database.url, method="HEAD")  # noqa: S310 - see _opener
        try:
            _opener().open(request, timeout=database.reach_within_seconds).close()
        except urllib.error.HTTPError:
            problems.append("")  # it does not like the request, but it is there
        except (OSError, ValueError) as error:
            problems.append(f"{host} cannot be reached: {getattr(error, 'reason', error)}")
        else:
            problems.append("")

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(database.reach_within_seconds)
    return problems[0] if problems else f"{host} did not answer within {database.reach_within_seconds:g} s"


def _opener() -> urllib.request.OpenerDirector:
    """For HTTP and HTTPS alone; urlopen would take a file's address as well."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _run_pip_audit(project: Path, group: str, database: AdvisoryDatabase, *, seconds: float) -> Audit:
    late = Audit(advisories={}, silence=f"no answer for everything within {database.answer_within_seconds:g} s")
    if seconds <= 0:
        return late
    locks = [f"--requirement={project / 'requirements' / f'{name}.txt'}" for name in GROUPS[group]]
    with tempfile.TemporaryDirectory(prefix="pip-audit-") as scratch:
        answer = Path(scratch) / "answer.json"
        command = [sys.executable, "-m", "pip_audit", *locks, "--disable-pip", "--no-deps"]
        command += ["--vulnerability-service=osv", f"--osv-url={database.url}", f"--cache-dir={scratch}"]
        command += ["--timeout=5", "--format=json", "--aliases=on", "--desc=on", "--progress-spinner=off"]
        command += [f"--output={answer}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return late
        try:
            return _read(json.loads(answer.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            # Its exit status is 1 for a finding as for a failure, so the answer decides.
            lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
            return Audit(
                advisories={}, silence=f"pip-audit gave no answer: {lines[-1].strip() if lines else 'silence'}"
            )


def _read(answer: Mapping[str, Any]) -> Audit:
    return Audit(
        advisories={
            (normalized(entry["name"]), entry["version"]): tuple(_advisory(found) for found in entry["vulns"])
            for entry in answer["dependencies"]
            if "skip_reason" not in entry
        }
    )


def _advisory(found: Mapping[str, Any]) -> Advisory:
    return Advisory(
        ids=(found["id"], *sorted(found.get("aliases") or [])),
        fixed_in=tuple(found.get("fix_versions") or ()),
        description=str(found.get("description") or "")[:_LONGEST_DESCRIPTION],
    )


def check_vulnerabilities(
    audits: Mapping[str, Audit],
    packages: Mapping[str, Sequence[LockedPackage]],
    *,
    today: date,
    thresholds: Iterable[VulnerabilityThreshold] = THRESHOLDS,
    register: Sequence[Acknowledgement] = SUPPLY_CHAIN,
    may_go_unchecked: bool = ADVISORIES.may_go_unchecked,
) -> CheckResult:
    """One case a package that is clean, one a vulnerability, one for all packages of a group that got no answer.

    Args:
        packages: the locked Python packages by group.
    """
    findings: list[Finding] = []
    others: list[Case] = []
    for threshold in thresholds:
        group = threshold.group
        for entry in _judge(audits[group], packages[group], threshold):
            if isinstance(entry, Finding):
                findings.append(entry)
            else:
                others.append(entry)
    complete = not any(case.outcome is Outcome.NOT_CHECKED for case in others)
    total = sum(len(group) for group in packages.values())
    return CheckResult(
        check=CHECK,
        scope=f"{total} locked packages",
        cases=(*held_to_register(findings, register, tool=TOOL, today=today, complete=complete), *others),
        may_go_unchecked=may_go_unchecked,
    )


def _judge(
    answered: Audit, packages: Sequence[LockedPackage], threshold: VulnerabilityThreshold
) -> Iterator[Finding | Case]:
    unanswered = []
    for package in packages:
        advisories = answered.advisories.get((package.name, package.version))
        if advisories is None:
            unanswered.append(package.title)
        elif not advisories:
            yield Case(name=package.title, where=threshold.group, outcome=Outcome.PASSED)
        else:
            yield from (_found(package, advisory, threshold) for advisory in advisories)
    if unanswered:
        reason = answered.silence or "pip-audit passed over them"
        yield Case(
            name=f"{len(unanswered)} of {len(packages)} packages",
            where=threshold.group,
            outcome=Outcome.NOT_CHECKED,
            message=f"{reason} ({', '.join(unanswered)})" if not answered.silence else reason,
        )


def _found(package: LockedPackage, advisory: Advisory, threshold: VulnerabilityThreshold) -> Finding | Case:
    fix = f"fixed in {', '.join(advisory.fixed_in)}" if advisory.fixed_in else "no released version fixes it"
    names = " = ".join(advisory.ids)
    case = Case(
        name=advisory.ids[0],
        where=package.name,
        outcome=Outcome.FAILED,
        rule=advisory.ids[0],
        message=f"{package.title} ({threshold.group}) has {names}, {fix}: {advisory.description}",
    )
    if threshold.stopping is Stopping.FIXABLE and not advisory.fixed_in:
        return Case(name=case.name, where=case.where, outcome=Outcome.BELOW_THRESHOLD, message=case.message)
    return Finding(case=case, ids=advisory.ids)
