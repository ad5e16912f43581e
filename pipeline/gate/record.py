"""The record of a gate: what stands between a commit and an environment, as data that two releases can be compared by.

What the assembly's templates say is read from them. What they do not say, which packs and rules judged, by which
thresholds, the commit's Build declares (compliance/declared_gate.py); docs/adr/0011 says what follows from that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pipeline.gate.assembly import read_json
from pipeline.gate.bootstrap_facts import bootstrap_facts
from pipeline.gate.excuse_facts import excuse_facts
from pipeline.gate.permission_facts import permission_facts
from pipeline.gate.pipeline_facts import pipeline_facts
from pipeline.gate.resource_facts import resource_facts
from pipeline.gate.stacks import read_stacks

SCHEMA: Final = 1
DECLARED: Final = "declared-gate.json"
REGISTER: Final = "acknowledgements.json"
DECLARED_KINDS: Final = (
    "packs", "rules", "least", "most", "choices", "environments", "secrets", "exclusions", "code", "findings",
)  # fmt: skip


def gate_record(assembly: Path) -> dict[str, Any]:
    """The record, without what differs from one execution to another.

    Raises:
        AssemblyError: a part is missing or cannot be read.
    """
    stacks = read_stacks(assembly)
    declared, register = read_json(assembly, DECLARED), read_json(assembly, REGISTER)
    return {
        "schema": SCHEMA,
        **{kind: declared.get(kind, {}) for kind in DECLARED_KINDS},
        **pipeline_facts(stacks),
        **permission_facts(stacks),
        **resource_facts(stacks),
        **bootstrap_facts(stacks),
        **excuse_facts(stacks, register),
        "register": register,
    }
