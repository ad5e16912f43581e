"""The toolchain's licences and suppliers as recorded in the repository, because a release does not install the whole
toolchain only to read them.

    python -m compliance.supply_chain.licences.recorded_licences     writes them again, as installed (make licences)

An entry is for one version: a package that was updated has no licence until it is recorded again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Final, cast

from compliance.supply_chain.licences.licence_metadata import spdx_expression
from compliance.supply_chain.packages.locked_packages import LockedPackage, locked_npm, locked_python, normalized
from compliance.supply_chain.packages.suppliers import supplier_of
from compliance.supply_chain.requirement_groups import TOOLCHAIN

RECORD: Final = Path(__file__).with_name("toolchain_licences.json")
_PROJECT: Final = Path(__file__).resolve().parents[3]


def read_record(path: Path = RECORD) -> Mapping[tuple[str, str], str]:
    """SPDX expressions by package name and version."""
    return {key: entry["licence"] for key, entry in _entries(path).items()}


def read_suppliers(path: Path = RECORD) -> Mapping[str, str]:
    """Suppliers by package title; empty where a package names none."""
    return {f"{name} {version}": entry["supplier"] for (name, version), entry in _entries(path).items()}


def _entries(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    entries = json.loads(path.read_text(encoding="utf-8"))
    return {(name, entry["version"]): entry for name, entry in entries.items()}


def installed_licences(packages: Iterable[LockedPackage]) -> dict[str, dict[str, str]]:
    """What the installed packages say.

    Raises:
        LookupError: a package is not installed in its locked version; the message says what to do.
    """
    installed = {normalized(found.metadata["Name"]): found for found in metadata.distributions()}
    record = {}
    for package in packages:
        if package.ecosystem == "npm":
            record[package.name] = _npm_entry(package)
            continue
        found = installed.get(package.name)
        if found is None or found.version != package.version:
            raise LookupError(f"{package.title} is not installed here, so its licence cannot be read; run make setup")
        # PackageMetadata is the protocol of what importlib.metadata returns: an email message.
        message = cast(Message, found.metadata)
        licence = spdx_expression(package.name, message)
        record[package.name] = {"version": package.version, "licence": licence, "supplier": supplier_of(message)}
    return record


def _npm_entry(package: LockedPackage) -> dict[str, str]:
    path = _PROJECT / "node_modules" / package.name / "package.json"
    said = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if said.get("version") != package.version:
        raise LookupError(f"{package.title} is not installed here, so its supplier cannot be read; run make setup")
    return {"version": package.version, "licence": package.licence, "supplier": said.get("author", {}).get("name", "")}


def main() -> int:
    try:
        record = installed_licences((*locked_python(_PROJECT, TOOLCHAIN), *locked_npm(_PROJECT)))
    except LookupError as error:
        print(f"licences: {error}", file=sys.stderr)
        return 2
    RECORD.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    unclear = sorted(name for name, entry in record.items() if not entry["licence"])
    print(f"licences: recorded those of {len(record)} packages in {RECORD.name}")
    for name in unclear:
        print(f"licences: {name} does not say it clearly; add it to CLARIFIED in licence_policy.py", file=sys.stderr)
    return 1 if unclear else 0


if __name__ == "__main__":
    sys.exit(main())
