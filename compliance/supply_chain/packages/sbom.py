"""The two software bills of materials: of the function's package, and of the tools that build and check it.

The same commit gives the same bytes: the time in them is the commit's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from compliance.supply_chain.packages import lambda_runtime
from compliance.supply_chain.packages.cyclonedx import Document, application, document, library, platform, provided
from compliance.supply_chain.packages.lambda_package import LambdaPackage, PackagedDistribution
from compliance.supply_chain.packages.locked_packages import ENVIRONMENT, LockedPackage, normalized
from compliance.supply_chain.packages.suppliers import supplier_of
from feature_stacks.naming import PRODUCT

FOLDER: Final = "sbom"
LAMBDA_SBOM: Final = "lambda.cdx.json"
TOOLCHAIN_SBOM: Final = "toolchain.cdx.json"
"""Where they lie in an assembly."""


def lambda_sbom(
    package: LambdaPackage, locked: Sequence[LockedPackage], licences: Mapping[str, str], *, project: Path, time: str
) -> Document:
    """The bill of the zip: each distribution in it, with the hashes of the archives that the lock accepts for it, who
    needs whom, and what the runtime brings.

    A distribution that the lock does not know is listed without hashes; `sbom_check` says so.
    """
    about = application(f"{PRODUCT}-cv-tailoring-function", sha256=package.sha256)
    pins = {(pin.name, pin.version): pin for pin in locked}
    carried = {
        found.name: library(
            pins.get((found.name, found.version)) or _unlocked(found),
            licence=licences.get(f"{found.name} {found.version}", ""),
            supplier=supplier_of(found.metadata),
        )
        for found in package.distributions
    }
    runtime = platform(f"aws-lambda-{package.runtime}", supplier=lambda_runtime.SUPPLIER)
    brought = {
        found.name: provided(
            found.name,
            licence=found.licence,
            supplier=lambda_runtime.SUPPLIER,
            by=f"AWS Lambda runtime {package.runtime}",
        )
        for found in lambda_runtime.PACKAGES
    }
    refs = {name: str(component["bom-ref"]) for name, component in {**brought, **carried}.items()}
    asked = _direct_requirements(project / "requirements" / "lambda.in")
    direct = {*asked, *(found.name for found in lambda_runtime.PACKAGES if found.imported)}
    needs = {
        about["bom-ref"]: [runtime["bom-ref"], *_refs(direct, refs)],
        runtime["bom-ref"]: _refs(brought, refs),
        **{refs[found.name]: _refs(found.needs, refs) for found in lambda_runtime.PACKAGES},
        **{refs[found.name]: _refs(_needed(found, asked), refs) for found in package.distributions},
    }
    return document(about, [*carried.values(), runtime, *brought.values()], needs, time=time)


def _refs(names: Iterable[str], refs: Mapping[str, str]) -> list[str]:
    return [refs[name] for name in names if name in refs]


def toolchain_sbom(
    packages: Sequence[LockedPackage], licences: Mapping[str, str], suppliers: Mapping[str, str], *, time: str
) -> Document:
    """The bill of everything that the locks of the tools pin, Python and npm; its dependency graph is flat.

    Args:
        licences, suppliers: by package title.
    """
    about = application(f"{PRODUCT}-delivery-toolchain")
    components = [
        library(package, licence=licences.get(package.title, ""), supplier=suppliers.get(package.title, ""))
        for package in packages
    ]
    return document(about, components, {about["bom-ref"]: [str(found["bom-ref"]) for found in components]}, time=time)


def _unlocked(found: PackagedDistribution) -> LockedPackage:
    return LockedPackage(
        ecosystem="pypi", name=found.name, version=found.version, algorithm="SHA-256", hashes=(), sets=()
    )


def _needed(found: PackagedDistribution, asked: Mapping[str, frozenset[str]]) -> set[str]:
    """The names that it needs where the function runs, those of the extras that were asked for included."""
    extras = ("", *asked.get(found.name, ()))
    requirements = [Requirement(line) for line in found.metadata.get_all("Requires-Dist") or []]
    return {
        normalized(requirement.name)
        for requirement in requirements
        if requirement.marker is None
        or any(requirement.marker.evaluate({**ENVIRONMENT, "extra": extra}) for extra in extras)
    } - {found.name}


def _direct_requirements(path: Path) -> dict[str, frozenset[str]]:
    """What is asked for by name, with its extras."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    requirements = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {normalized(requirement.name): frozenset(requirement.extras) for requirement in requirements}
