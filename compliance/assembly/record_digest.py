"""Records an assembly's digest: its listing goes into the assembly and beside the reports, the digest to stdout.

    python -m compliance.assembly.record_digest cdk.out --beside reports/compliance

Run once, when nothing of the assembly changes any more. ``buildspecs/digest.yml`` compares before each deployment.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from compliance.assembly.assembly_digest import LISTING, UnlistableFileError, digest_of_listing, listing
from compliance.assembly.stacks import NoAssemblyError


def record(assembly: Path, *, beside: Path | None) -> str:
    """Writes the listing and returns the digest.

    Raises:
        NoAssemblyError, UnlistableFileError: as for `compliance.assembly.assembly_digest.digest`.
    """
    text = listing(assembly)
    for folder in filter(None, (assembly, beside)):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LISTING).write_text(text, encoding="utf-8")
    return digest_of_listing(text)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.assembly.record_digest", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    parser.add_argument("--beside", type=Path, help="a folder of reports that gets the listing too")
    options = parser.parse_args(arguments)
    try:
        print(record(options.assembly, beside=options.beside))
    except (NoAssemblyError, UnlistableFileError) as error:
        print(f"digest: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
