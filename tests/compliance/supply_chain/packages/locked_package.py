"""Locked packages for tests."""

from __future__ import annotations

from compliance.supply_chain.packages.locked_packages import LockedPackage


def locked(name: str, version: str = "1.0", *, requirement_set: str = "lambda") -> LockedPackage:
    return LockedPackage(
        ecosystem="pypi", name=name, version=version, algorithm="SHA-256", hashes=("a" * 64,), sets=(requirement_set,)
    )
