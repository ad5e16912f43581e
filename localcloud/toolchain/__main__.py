"""`python -m localcloud.toolchain prepare --into DIR`: what set-up calls."""

import argparse
import sys
import time
from pathlib import Path

from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.preparation import prepare


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when the toolchain is complete, 1 with one message when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m localcloud.toolchain")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("prepare", help="make DIR hold what builds need without a network")
    command.add_argument("--into", type=Path, required=True, metavar="DIR")
    command.add_argument(
        "--project", type=Path, default=Path(), metavar="DIR", help="the checkout (default: the current folder)"
    )
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        changed = prepare(into=options.into, project=options.project.resolve())
    except ToolchainError as error:
        print(f"toolchain: {error}", file=sys.stderr)
        return 1
    if changed:
        print(f"toolchain: prepared in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
