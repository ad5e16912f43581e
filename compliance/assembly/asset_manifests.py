"""Holds an assembly to the pinned ``cdk-assets``, which publishes it in the pipeline.

    python -m compliance.assembly.asset_manifests cdk.out

A new ``aws-cdk-lib`` may write a schema that this ``cdk-assets`` does not read. Otherwise the Assets stage would say
so, after UpdatePipeline has already deployed a pipeline that cannot publish. The tool itself is asked, because it alone
knows what it reads. The exit status is 0, 1 where it refuses a manifest, and 2 where it cannot be asked.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_PROJECT: Final = Path(__file__).resolve().parents[2]
TOOL: Final = _PROJECT / "node_modules/.bin/cdk-assets"
_SECONDS: Final = 60
_PLACES: Final = ("*.assets.json", "assembly-*/*.assets.json")
"""Of the app's own stacks, and of each Stage's; an asset's folder may hold anything."""


class ToolMissingError(Exception):
    """``cdk-assets`` is not installed, or does not answer; the message says what to do."""


def refusal(assembly: Path, *, tool: Path = TOOL) -> str:
    """Why the tool cannot read what the assembly has to publish, in its own words; empty where it can.

    One synth writes every manifest in one schema, so one of each schema is asked about.

    Raises:
        ToolMissingError: it cannot be started, or hangs.
    """
    for manifest in _one_of_each_schema(assembly):
        try:
            asked = subprocess.run(
                [tool, "--path", manifest, "ls"], capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolMissingError(f"{tool.name} cannot be asked ({error}); `make setup` installs it") from error
        if asked.returncode:
            said = (asked.stderr or asked.stdout).strip().splitlines()
            # A stack trace follows the first line.
            return said[0].removeprefix("Error: ") if said else f"{tool.name} ended with {asked.returncode}"
    return ""


def _one_of_each_schema(assembly: Path) -> list[Path]:
    manifests: dict[str, Path] = {}
    for path in sorted(path for place in _PLACES for path in assembly.glob(place)):
        manifests.setdefault(str(json.loads(path.read_text(encoding="utf-8")).get("version")), path)
    return list(manifests.values())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.assembly.asset_manifests", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    try:
        why = refusal(parser.parse_args(arguments).assembly)
    except ToolMissingError as error:
        print(f"assets: {error}", file=sys.stderr)
        return 2
    if why:
        print(
            f"assets: the cdk-assets that package.json pins cannot publish this assembly: {why}\n"
            "  pin a newer one (npm install --save-exact cdk-assets@VERSION), or an older aws-cdk-lib in "
            "requirements/build.in (make lock setup)",
            file=sys.stderr,
        )
    return 1 if why else 0


if __name__ == "__main__":
    sys.exit(main())
