"""Every package's licence, delivered or used, held to the list of allowed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from compliance.supply_chain.check_result import Case, CheckResult, Outcome
from compliance.supply_chain.licences.licence_metadata import is_allowed, spdx_expression
from compliance.supply_chain.licences.licence_policy import ALLOWED
from compliance.supply_chain.packages.lambda_package import LambdaPackage
from compliance.supply_chain.packages.locked_packages import LockedPackage
from compliance.supply_chain.requirement_groups import LAMBDA, TOOLCHAIN

CHECK: Final = "licences"


def lambda_licences(package: LambdaPackage) -> dict[str, str]:
    """SPDX expressions by package title, from the metadata inside the zip; empty where it is not clear."""
    return {
        f"{found.name} {found.version}": spdx_expression(found.name, found.metadata) for found in package.distributions
    }


def toolchain_licences(packages: Sequence[LockedPackage], recorded: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """SPDX expressions by package title, as recorded or as the npm lock says; empty where neither says one."""
    return {package.title: package.licence or recorded.get((package.name, package.version), "") for package in packages}


def check_licences(
    licences: Mapping[str, Mapping[str, str]], *, allowed: Mapping[str, frozenset[str]] = ALLOWED
) -> CheckResult:
    """One case a package.

    Args:
        licences: by group, then by package title.
    """
    cases = tuple(case for group in (LAMBDA, TOOLCHAIN) for case in _cases(group, licences[group], allowed[group]))
    return CheckResult(check=CHECK, scope=f"{len(cases)} packages", cases=cases)


def _cases(group: str, licences: Mapping[str, str], allowed: frozenset[str]) -> Iterator[Case]:
    for title, licence in licences.items():
        if not licence:
            remedy = "run make licences" if group == TOOLCHAIN else "add it to CLARIFIED"
            yield _failed(title, group, "unknown-licence", f"its licence is not known; {remedy} (docs/supply-chain.md)")
        elif not is_allowed(licence, allowed):
            yield _failed(
                title, group, "licence-not-allowed", f"{licence} is not on the list for {group} (licence_policy.py)"
            )
        else:
            yield Case(name=f"{title}: {licence}", where=group, outcome=Outcome.PASSED)


def _failed(title: str, group: str, rule: str, message: str) -> Case:
    return Case(name=title, where=group, outcome=Outcome.FAILED, rule=rule, message=message)
