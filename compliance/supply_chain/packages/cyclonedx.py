"""The pieces of a software bill of materials, CycloneDX 1.6 as JSON (cyclonedx.org/docs/1.6/json).

Plain data, because Build writes it while a release waits, and importing a library for it takes longer than all the
rest; what comes out is held to the published schema by one (`sbom_check`).
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from compliance.supply_chain.packages.locked_packages import LockedPackage
from feature_stacks.naming import TITLE

Document = dict[str, Any]
Component = dict[str, Any]

OWN: Final = TITLE
"""Who supplies the product, and makes the bill."""

SETS_PROPERTY: Final = "careervp:requirement-sets"
PROVIDED_PROPERTY: Final = "careervp:provided-by"

_SCHEMA: Final = "http://cyclonedx.org/schema/bom-1.6.schema.json"
_SERIAL_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "sbom.careervp.example")
_SPDX_ID: Final = re.compile(r"[\w.+-]+")


def application(name: str, *, sha256: str = "") -> Component:
    """What a bill is about; without a digest, what it holds identifies it."""
    component: Component = {"type": "application", "bom-ref": name, "name": name, "supplier": {"name": OWN}}
    if sha256:
        component |= {"version": sha256, "hashes": [{"alg": "SHA-256", "content": sha256}]}
    return component


def library(package: LockedPackage, *, licence: str, supplier: str) -> Component:
    """A package at one version, with the hashes of the archives that the lock accepts for it."""
    url = f"pkg:{package.ecosystem}/{package.name}@{package.version}"
    component: Component = {
        "type": "library",
        "bom-ref": url,
        "name": package.name,
        "version": package.version,
        "purl": url,
        **_licensed(licence),
        **_supplied(supplier),
    }
    if package.hashes:
        component["externalReferences"] = [
            {
                "type": "distribution",
                "url": url,
                "comment": "the archives that the lock accepts",
                "hashes": [{"alg": package.algorithm, "content": digest} for digest in package.hashes],
            }
        ]
    if package.sets:
        component["properties"] = [{"name": SETS_PROPERTY, "value": " ".join(package.sets)}]
    return component


def provided(name: str, *, licence: str, supplier: str, by: str) -> Component:
    """A Python package that is there when the function runs, in a version that is not ours to choose."""
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}",
        "name": name,
        "purl": f"pkg:pypi/{name}",
        "scope": "required",
        **_licensed(licence),
        **_supplied(supplier),
        "properties": [{"name": PROVIDED_PROPERTY, "value": by}],
    }


def platform(name: str, *, supplier: str) -> Component:
    """What runs the application."""
    return {"type": "platform", "bom-ref": name, "name": name, "scope": "required", **_supplied(supplier)}


def _licensed(licence: str) -> Component:
    if not licence:
        return {}
    one = {"license": {"id": licence}} if _SPDX_ID.fullmatch(licence) else {"expression": licence}
    return {"licenses": [one]}


def _supplied(supplier: str) -> Component:
    return {"supplier": {"name": supplier}} if supplier else {}


def document(
    about: Component, components: Iterable[Component], needs: Mapping[str, Sequence[str]], *, time: str
) -> Document:
    """The whole bill. The same inputs give the same bytes: its serial number is made from its content.

    Args:
        needs: by ``bom-ref``, the refs of what each needs; what is not in it needs nothing.
        time: of the commit, ISO 8601; empty where it is not known.
    """
    listed = sorted(components, key=lambda component: str(component["bom-ref"]))
    metadata = {
        **({"timestamp": time} if time else {}),
        "lifecycles": [{"phase": "build"}],
        "authors": [{"name": f"{OWN} delivery"}],
        "manufacturer": {"name": OWN},
        "supplier": {"name": OWN},
        "component": about,
    }
    content: Document = {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": metadata,
        "components": listed,
        "dependencies": [_dependency(entry["bom-ref"], needs) for entry in (about, *listed)],
    }
    serial = uuid.uuid5(_SERIAL_NAMESPACE, json.dumps(content, sort_keys=True))
    return {**content, "serialNumber": serial.urn}


def _dependency(ref: str, needs: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    needed = sorted(needs.get(ref, ()))
    return {"ref": ref, "dependsOn": needed} if needed else {"ref": ref}
