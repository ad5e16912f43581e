"""What each stack's fixed charges come to, kept in the assembly so that a later release can say by how much they
changed: python -m delivery.costs.totals ASSEMBLY (scripts/synth).
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Final

from compliance.assembly import read_stacks
from delivery.costs.charges import fixed_charges

FILE: Final = "costs.json"


def totals(assembly: Path) -> dict[str, str]:
    """USD a month by the stack's name, such as ``"47.3"``."""
    return {
        stack.name: str(sum((charge.a_month for charge in fixed_charges(stack.template)), start=Decimal(0)))
        for stack in read_stacks(assembly)
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / FILE).write_text(json.dumps(totals(folder), indent=1) + "\n", encoding="utf-8")
