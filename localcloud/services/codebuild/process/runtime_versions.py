"""Checks `runtime-versions` of a build spec against what the build image has.

CodeBuild switches to the asked version; here there is one of each, and another one must not be used silently in its
place.
"""

from __future__ import annotations

from collections.abc import Mapping

from localcloud.services.codebuild.buildspec import BuildspecError


def check_runtime_versions(wanted: Mapping[str, str], image: Mapping[str, str]) -> None:
    """Refuse a runtime that the image lacks.

    Args:
        wanted: e.g. `{"python": "3.11", "nodejs": "24.x"}`.
        image: what the image has, e.g. `{"python": "3.11.7", "nodejs": "24.19.0"}`.

    Raises:
        BuildspecError: worded as CodeBuild words it.
    """
    for name, version in wanted.items():
        present = image.get(name)
        if present is None:
            has = ", ".join(sorted(image))
            raise BuildspecError(f"Unknown runtime named '{name}'. This build image has the following runtimes: {has}")
        if not _same(version, present):
            raise BuildspecError(
                f"Unknown runtime version named '{version}' of {name}. "
                f"This build image has the following versions: {present}"
            )


def _same(version: str, present: str) -> bool:
    if version == "latest":
        return True
    fields = version.split(".")
    return all(field == "x" or field == has for field, has in zip(fields, present.split("."), strict=False))
