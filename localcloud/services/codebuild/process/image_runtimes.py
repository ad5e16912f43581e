"""The Python and the Node that an image has where `runtime-versions` of the build spec names none.

A build has the image's own version where this machine has it, and a Node also where npm's package of it can be
fetched. The build's log says in one line which it has, because with another one a build that passes here may fail
there, or the other way round. The Nodes of images that AWS does not maintain any more are not fetched: what an app of
their time installs without a lock has long since left them behind, and hangs or breaks in them.

Sources: "Available runtimes" in the CodeBuild user guide, by which an image then has its default; the versions that
the images' Dockerfiles activate at their end, github.com/aws/aws-codebuild-docker-images (ubuntu/standard, al, al2,
al-lambda), in November 2026. The names of Docker's official images say the version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final

from localcloud.toolchain.runtimes import UnreachableError, matches

_STANDARD: Final[Mapping[str, tuple[str, str]]] = {
    "standard:4.0": ("3.8", "12"),
    "standard:5.0": ("3.9", "14"),
    "standard:6.0": ("3.10", "16"),
    "standard:7.0": ("3.11", "18"),
    "standard:8.0": ("3.14", "24"),
    "amazonlinux-x86_64-standard:4.0": ("3.9", "16"),
    "amazonlinux-x86_64-standard:5.0": ("3.11", "18"),
    "amazonlinux-x86_64-standard:6.0": ("3.14", "24"),
    "amazonlinux-aarch64-standard:2.0": ("3.9", "14"),
    "amazonlinux-aarch64-standard:3.0": ("3.11", "18"),
    "amazonlinux-aarch64-standard:4.0": ("3.14", "24"),
}
"""Python and Node, by the image's name behind `aws/codebuild/`."""

_CURATED: Final = re.compile(r"(?:aws|public\.ecr\.aws)/codebuild/(?P<name>[\w.-]+:[\w.]+)(?:-[\d.]+)?")
_LAMBDA: Final = re.compile(r"[\w-]*lambda-standard:(?:(?P<runtime>python|nodejs)(?P<version>[\d.]+)|.*)")
_OFFICIAL: Final = re.compile(r"(?:[\w.:/-]+/)?(?P<runtime>python|node):(?P<version>\d+(?:\.\d+)?)(?![\d])\S*")
_SHOWN: Final = {"python": "Python", "nodejs": "Node"}

OLDEST_FETCHED_NODE: Final = 18
"""Of the images that AWS maintains (standard:7.0 and later, Amazon Linux 2023)."""
_NPM_7: Final = 15
"""The Node that came with the first npm that minds peers (docs.npmjs.com/cli/using-npm/config, "legacy-peer-deps")."""

Find = Callable[[str], Path | None]


def image_runtimes(image: str) -> dict[str, str] | None:
    """What an image has by itself, e.g. `{"python": "3.10", "nodejs": "16"}`; None where that is not known."""
    curated = _CURATED.fullmatch(image)
    if curated is not None:
        name = curated["name"].replace("amazonlinux2-", "amazonlinux-")
        if name in _STANDARD:
            return dict(zip(("python", "nodejs"), _STANDARD[name], strict=True))
        of_lambda = _LAMBDA.fullmatch(name)
        if of_lambda is not None:
            return {of_lambda["runtime"]: of_lambda["version"]} if of_lambda["runtime"] else {}
        return None
    official = _OFFICIAL.fullmatch(image)
    if official is None:
        return None
    return {"nodejs" if official["runtime"] == "node" else "python": official["version"]}


def image_shell(image: str, named: str) -> str:
    """The program that runs a build's commands: `sh` of AWS's images of Amazon Linux is bash, of Ubuntu's it is not.

    Args:
        named: `sh` or `bash`, as the build spec has it.
    """
    curated = _CURATED.fullmatch(image)
    return "bash" if curated is not None and curated["name"].startswith("amazonlinux") else named


def choose_image_runtimes(
    image: str, *, decided: Collection[str], here: Mapping[str, str], find: Mapping[str, Find]
) -> tuple[dict[str, Path], str]:
    """The image's own runtimes that this machine has, and the line for the log; empty where nothing differs.

    Args:
        image: the name of the build's image.
        decided: the runtimes that are chosen already.
        here: what a build has otherwise, e.g. `{"python": "3.11.7", "nodejs": "24.19.0"}`.
        find: by such a name, finds another version; without one nothing is looked for.
    """
    own = image_runtimes(image)
    if own is None:
        has = " and ".join(f"{_SHOWN[name]} {version}" for name, version in here.items() if name not in decided)
        return {}, f"Which runtimes the image {image} has is not known here: this build has {has}" if has else ""
    wanted = {
        name: version for name, version in own.items() if name not in decided and not matches(version, here[name])
    }
    chosen: dict[str, Path] = {}
    parts = []
    for name, version in wanted.items():
        found, why = _found(find.get(name), version)
        if found is not None:
            chosen[name] = found
        has = "and so has this build" if found else f"in whose place this build has {here[name]}{why}"
        parts.append(f"{_SHOWN[name]} {version}, {has}")
    return chosen, f"The image {image} has {'; '.join(parts)} (runtime-versions names none)" if parts else ""


def npm_variables(image: str, *, decided: Collection[str]) -> dict[str, str]:
    """What lets a newer npm install what the image's own would: it minds no peers before its release 7.

    Args:
        decided: the runtimes that are the image's, or that the build spec names.
    """
    release = (image_runtimes(image) or {}).get("nodejs", "")
    if "nodejs" in decided or not release or int(release.partition(".")[0]) >= _NPM_7:
        return {}
    return {"npm_config_legacy_peer_deps": "true"}


def _found(find: Find | None, version: str) -> tuple[Path | None, str]:
    """The runtime, or why it could not be fetched."""
    try:
        return (find(version) if find else None), ""
    except UnreachableError as error:
        return None, f", because {error}"
