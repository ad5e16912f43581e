"""Holds the bills that Build wrote to what they are about: the package in the assembly and the commit's locks, and to
the published schema.

What is in a bill is compared here, not made a second time by the code that wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from compliance.supply_chain.check_result import Case, CheckResult, Outcome
from compliance.supply_chain.packages.commit_time import VARIABLE
from compliance.supply_chain.packages.cyclonedx import PROVIDED_PROPERTY, Component, Document
from compliance.supply_chain.packages.lambda_package import LambdaPackage
from compliance.supply_chain.packages.locked_packages import LockedPackage
from compliance.supply_chain.packages.sbom import FOLDER, LAMBDA_SBOM, TOOLCHAIN_SBOM

CHECK: Final = "sbom"


class SbomError(Exception):
    """The assembly holds no bill that can be read; the message says what to do."""


def read_sboms(assembly: Path) -> dict[str, Document]:
    """The bills of an assembly by file name.

    Raises:
        SbomError: one is missing or is no JSON object.
    """
    return {name: _read(assembly / FOLDER / name) for name in (LAMBDA_SBOM, TOOLCHAIN_SBOM)}


def _read(path: Path) -> Document:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SbomError(f"{path} cannot be read: {error}; run `make synth`") from error
    if not isinstance(read, dict):
        raise SbomError(f"{path} is no bill of materials; run `make synth`")
    return read


def check_contents(package: LambdaPackage, locked: Sequence[LockedPackage]) -> list[Case]:
    """Whether the zip holds exactly what is locked for it, one case a package."""
    held = {found.name: found.version for found in package.distributions}
    pinned = {pin.name: pin.version for pin in locked}
    return [_content_case(name, held.get(name), pinned.get(name)) for name in sorted({*held, *pinned})]


def _content_case(name: str, held: str | None, pinned: str | None) -> Case:
    if held == pinned:
        return Case(name=f"{name} {held}", where="Lambda package", outcome=Outcome.PASSED)
    if held is None:
        message = f"requirements/lambda.txt pins {pinned}, but the package does not hold it"
    elif pinned is None:
        message = f"the package holds {held}, which requirements/lambda.txt does not pin"
    else:
        message = f"the package holds {held}, but requirements/lambda.txt pins {pinned}"
    return Case(
        name=name, where="Lambda package", outcome=Outcome.FAILED, rule="package-differs-from-lock", message=message
    )


def check_bill(name: str, bill: Document, locked: Sequence[LockedPackage], *, zip_sha256: str = "") -> list[Case]:
    """Whether a bill lists exactly what is locked, in the archives that the lock accepts, and says of what and when.

    Args:
        zip_sha256: of the package that the bill is of; empty where it is of none.
    """
    listed = _listed(bill)
    pinned = {(pin.ecosystem, pin.name, pin.version): frozenset(pin.hashes) for pin in locked}
    problems = [
        *(_said(key, "is locked, but not listed") for key in sorted(pinned.keys() - listed.keys())),
        *(_said(key, "is listed, but not locked") for key in sorted(listed.keys() - pinned.keys())),
        *(
            _said(key, "is listed with other hashes than the lock's")
            for key in sorted(listed.keys() & pinned.keys())
            if listed[key] != pinned[key]
        ),
        *_problems_of_metadata(bill, zip_sha256),
    ]
    passed = Case(name=f"{name} lists what is locked", where=name, outcome=Outcome.PASSED)
    return [
        Case(name=name, where=name, outcome=Outcome.FAILED, rule="sbom-differs", message=problem)
        for problem in problems
    ] or [passed]


_Key = tuple[str, str, str]


def _said(key: _Key, problem: str) -> str:
    return f"{key[1]} {key[2]} {problem}"


def _listed(bill: Document) -> dict[_Key, frozenset[str]]:
    """The hashes by ecosystem, name and version, of all but what the runtime brings and the runtime itself."""
    return {
        (_ecosystem(component), component.get("name", ""), component.get("version", "")): frozenset(
            entry.get("content", "")
            for reference in component.get("externalReferences", [])
            for entry in reference.get("hashes", [])
        )
        for component in bill.get("components", [])
        if component.get("type") == "library" and not _is_provided(component)
    }


def _ecosystem(component: Component) -> str:
    return str(component.get("purl", "")).removeprefix("pkg:").partition("/")[0]


def _is_provided(component: Component) -> bool:
    return any(entry.get("name") == PROVIDED_PROPERTY for entry in component.get("properties", []))


def _problems_of_metadata(bill: Document, zip_sha256: str) -> Iterator[str]:
    metadata = bill.get("metadata", {})
    if not metadata.get("timestamp"):
        yield f"has no time: Build ran outside of a checkout and without {VARIABLE}"
    for field in ("supplier", "authors"):
        if not metadata.get(field):
            yield f"names no {field}"
    digests = [entry.get("content") for entry in metadata.get("component", {}).get("hashes", [])]
    if zip_sha256 and digests != [zip_sha256]:
        yield f"is of the package {digests}, but the assembly holds {zip_sha256}"


def check_schema(documents: Mapping[str, Document]) -> list[Case]:
    """Whether each document is valid CycloneDX 1.6, one case a document, by the schema that its makers publish."""
    from cyclonedx.schema import SchemaVersion  # slower to import than all else here
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    cases = []
    for name, document in documents.items():
        error = validator.validate_str(json.dumps(document))
        cases.append(
            Case(
                name=f"{name} is valid CycloneDX 1.6",
                where=name,
                outcome=Outcome.FAILED if error else Outcome.PASSED,
                rule="invalid-sbom" if error else "",
                message=str(error.data.message) if error else "",
            )
        )
    return cases


def check_sbom(cases: Iterable[Case], *, lambda_packages: int, tools: int) -> CheckResult:
    return CheckResult(
        check=CHECK, scope=f"{lambda_packages} packages in the function, {tools} tools", cases=tuple(cases)
    )
