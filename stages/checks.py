"""The checks that an assembly passes before the first wave is deployed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

CHECKS: Final = {"Assertions": "assertions", "Compliance": "compliance", "SupplyChain": "supply-chain"}
"""Each check's action, and the make target that it runs: assertion tests; the findings of every pack and the physical
names; SBOMs, known vulnerabilities, code and secret scans, licences. What they find is kept under the target's name.
"""

COMPARING: Final[Collection[str]] = frozenset({"Compliance"})
"""Those that also read what they found of the last release, and say what changed."""
