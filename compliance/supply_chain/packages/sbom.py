"""Software bills of materials, CycloneDX 1.6 as JSON (cyclonedx.org/docs/1.6/json): of the function's package, and of
the tools that build and check it.

The same inputs give the same bytes. So there is no timestamp, and the serial number is made from the content: it
changes when anything in the bill does, and only then. When a bill was made is what the evidence's key (the execution)
says.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

from compliance.supply_chain.check_result import Case, CheckResult, Outcome
from compliance.supply_chain.packages.lambda_package import LambdaPackage
from compliance.supply_chain.packages.locked_packages import LockedPackage, normalized

CHECK: Final = "sbom"
SETS_PROPERTY: Final = "careervp:requirement-sets"

_SERIAL_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "sbom.careervp.example")
_ALGORITHMS: Final = {"SHA-256": HashAlgorithm.SHA_256, "SHA-512": HashAlgorithm.SHA_512}

Document = dict[str, Any]


def lambda_sbom(
    package: LambdaPackage, locked: Sequence[LockedPackage], licences: Mapping[str, str], *, project: Path
) -> Document:
    """The bill of the zip: each distribution in it, with the hashes of the archives that the lock accepts for it, and
    who needs whom.

    A distribution that the lock does not know is listed without hashes; `check_contents` says so.
    """
    pins = {(pin.name, pin.version): pin for pin in locked}
    root = _component("careervp-cv-tailoring-function", package.sha256, kind=ComponentType.APPLICATION)
    root.hashes = [HashType(alg=HashAlgorithm.SHA_256, content=package.sha256)]
    components = {
        found.name: _library(
            pins.get((found.name, found.version))
            or LockedPackage(
                ecosystem="pypi", name=found.name, version=found.version, algorithm="SHA-256", hashes=(), sets=()
            ),
            licences,
        )
        for found in package.distributions
    }
    bom = Bom(metadata=BomMetaData(component=root), components=components.values())
    asked = _direct_requirements(project / "requirements" / "lambda.in")
    bom.register_dependency(root, [components[name] for name in sorted(asked & components.keys())])
    for found in package.distributions:
        needed = {normalized(Requirement(line).name) for line in found.metadata.get_all("Requires-Dist") or []}
        bom.register_dependency(
            components[found.name], [components[name] for name in sorted(needed & components.keys() - {found.name})]
        )
    return _document(bom)


def toolchain_sbom(packages: Sequence[LockedPackage], licences: Mapping[str, str]) -> Document:
    """The bill of everything that the locks of the tools pin, Python and npm; its dependency graph is flat."""
    # No version of its own: what it holds identifies it.
    root = _component("careervp-delivery-toolchain", "", kind=ComponentType.APPLICATION)
    components = [_library(package, licences) for package in packages]
    bom = Bom(metadata=BomMetaData(component=root), components=components)
    bom.register_dependency(root, components)
    return _document(bom)


def _component(name: str, version: str, *, kind: ComponentType) -> Component:
    return Component(name=name, version=version or None, type=kind, bom_ref=name)


def _library(package: LockedPackage, licences: Mapping[str, str]) -> Component:
    purl = PackageURL.from_string(f"pkg:{package.ecosystem}/{package.name}@{package.version}")
    licence = licences.get(package.title, "")
    archives = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(str(purl)),
        comment="the archives that the lock accepts",
        hashes=[HashType(alg=_ALGORITHMS[package.algorithm], content=digest) for digest in package.hashes],
    )
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl),
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
        external_references=[archives] if package.hashes else [],
        properties=[Property(name=SETS_PROPERTY, value=" ".join(package.sets))] if package.sets else [],
    )


def _direct_requirements(path: Path) -> frozenset[str]:
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(normalized(Requirement(line).name) for line in lines if line and not line.startswith("-"))


def _document(bom: Bom) -> Document:
    document: Document = json.loads(JsonV1Dot6(bom).output_as_string())
    document.pop("serialNumber", None)
    document["metadata"].pop("timestamp", None)
    content = json.dumps(document, sort_keys=True)
    return {**document, "serialNumber": uuid.uuid5(_SERIAL_NAMESPACE, content).urn}


def write_sbom(document: Document, path: Path) -> None:
    path.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")


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


def check_schema(documents: Mapping[str, Document]) -> list[Case]:
    """Whether each document is valid CycloneDX 1.6, one case a document, by the schema that its makers publish."""
    from cyclonedx.schema import SchemaVersion  # with the validator, slower to import than all else here
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
