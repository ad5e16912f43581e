"""The scans of the commit's own files: code and secrets. They need no assembly.

    python -m compliance.supply_chain.scans --into reports/source-scans

The exit status is 1 where something reaches its threshold, and 2 where an input is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from compliance.supply_chain.outcome_reports import say, write_reports
from compliance.supply_chain.scans.run import run_scans
from compliance.supply_chain.scans.secret_scan import BaselineError

_PROJECT: Final = Path(__file__).resolve().parents[3]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.supply_chain.scans", description=__doc__)
    parser.add_argument("--into", type=Path, required=True, help="the folder for the reports")
    parser.add_argument("--project", type=Path, default=_PROJECT, help="the checkout (default: this one)")
    options = parser.parse_args(arguments)
    try:
        results = run_scans(options.project.resolve(), today=datetime.now(UTC).date())
    except (BaselineError, FileNotFoundError) as error:
        print(f"source scans: {error}", file=sys.stderr)
        return 2
    write_reports(results, options.into, title="Source scans", digests={})
    return say(results, of="source scans")


if __name__ == "__main__":
    sys.exit(main())
