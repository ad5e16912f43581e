"""Prints in a line what the last run found of known vulnerabilities, for whoever is asked for a yes.

python -m compliance.supply_chain.vulnerabilities_line reports/supply-chain
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from compliance.supply_chain.check_result import Outcome
from compliance.supply_chain.packages.vulnerabilities import CHECK


def vulnerabilities_line(summary: dict[str, Any]) -> str:
    """From ``summary.json``: how many are known, or that nobody answered."""
    counts = next(check["counts"] for check in summary["checks"] if check["check"] == CHECK)
    if counts[Outcome.NOT_CHECKED]:
        return f"VULNERABILITIES NOT CHECKED in {counts[Outcome.NOT_CHECKED]} groups of packages"
    known = {outcome: counts[outcome] for outcome in (Outcome.FAILED, Outcome.EXCUSED, Outcome.BELOW_THRESHOLD)}
    found = ", ".join(f"{count} {outcome}" for outcome, count in known.items() if count)
    return f"known vulnerabilities: {found or 'none'}"


def main() -> int:
    print(vulnerabilities_line(json.loads((Path(sys.argv[1]) / "summary.json").read_text(encoding="utf-8"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
