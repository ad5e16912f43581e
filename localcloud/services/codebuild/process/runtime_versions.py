"""Finds what `runtime-versions` of a build spec asks for: in the build image, or else on this machine.

CodeBuild switches to the asked version; another one must not be used silently in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from localcloud.services.codebuild.buildspec import BuildspecError
from localcloud.toolchain.runtimes import UnreachableError, matches

Find = Callable[[str], Path | None]


def choose_runtimes(wanted: Mapping[str, str], image: Mapping[str, str], find: Mapping[str, Find]) -> dict[str, Path]:
    """The runtimes that are used in place of the image's.

    Args:
        wanted: e.g. `{"python": "3.11", "nodejs": "24.x"}`.
        image: what the image has, e.g. `{"python": "3.11.7", "nodejs": "24.19.0"}`.
        find: by such a name, finds another version.

    Raises:
        BuildspecError: there is no such runtime; worded as CodeBuild words it.
    """
    chosen: dict[str, Path] = {}
    for name, version in wanted.items():
        present = image.get(name)
        if present is None:
            has = ", ".join(sorted(image))
            raise BuildspecError(f"Unknown runtime named '{name}'. This build image has the following runtimes: {has}")
        if matches(version, present):
            continue
        try:
            found = find[name](version)
        except UnreachableError as error:
            raise BuildspecError(f"{name} {version} is not on this machine, and {error}") from error
        if found is None:
            raise BuildspecError(
                f"Unknown runtime version named '{version}' of {name}. "
                f"This build image has the following versions: {present}, and those that this machine has"
            )
        chosen[name] = found
    return chosen
