"""The checks that a commit and its assembly pass before the first wave is deployed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

SOURCE_SCANS: Final = "source-scans"
"""The make target of what needs the commit's files alone, and the name under which its findings are kept: code and
secrets, scanned beside the synth."""

CHECKS: Final = {"Assertions": "assertions", "Compliance": "compliance", "SupplyChain": "supply-chain"}
"""Each check's action, and the make target that it runs: assertion tests; the findings of every pack and the physical
names; SBOMs, known vulnerabilities, licences. What they find is kept under the target's name.
"""

COMPARING: Final[Collection[str]] = frozenset({"Compliance"})
"""Those that also read what they found of the last release, and say what changed."""
