"""The supply chain checks: SBOMs, known vulnerabilities, licences.

    python -m compliance.supply_chain cdk.out --into reports/supply-chain

The exit status is 1 where something reaches its threshold, and 2 where an input is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from compliance.supply_chain.outcome_reports import say
from compliance.supply_chain.packages.lambda_package import LambdaPackageError
from compliance.supply_chain.packages.locked_packages import LockError
from compliance.supply_chain.packages.sbom_check import SbomError
from compliance.supply_chain.run import run_checks
from compliance.supply_chain.thresholds import ADVISORIES

_PROJECT: Final = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.supply_chain", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    parser.add_argument("--into", type=Path, required=True, help="the folder for the reports")
    parser.add_argument("--project", type=Path, default=_PROJECT, help="the checkout (default: this one)")
    parser.add_argument("--advisories", default=ADVISORIES.url, help="an OSV query API (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        results = run_checks(
            options.project.resolve(),
            options.assembly,
            into=options.into,
            today=datetime.now(UTC).date(),
            database=replace(ADVISORIES, url=options.advisories),
        )
    except (LambdaPackageError, LockError, SbomError) as error:
        print(f"supply chain: {error}", file=sys.stderr)
        return 2
    return say(results, of="supply chain")


if __name__ == "__main__":
    sys.exit(main())
