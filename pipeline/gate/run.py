"""What the step runs: holds the assembly to its listing, keeps the gate's record as evidence, and gives the pipeline
its variables.

    PIPELINE_EXECUTION_ID=... EVIDENCE_BUCKET=... python -m pipeline.gate.run ASSEMBLY VARIABLES
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compliance.provenance.attest import attest
from compliance.provenance.statement import GATE_RECORD
from pipeline.gate.assembly import AssemblyError, listed_digest
from pipeline.gate.evidence import Evidence, client


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Returns the exit status: 0 where the release may go on, else 1.

    Args:
        arguments: the assembly's folder, and the folder that gets a file for each variable of the execution.
    """
    assembly, variables = Path(arguments[0]), Path(arguments[1])
    try:
        digest = listed_digest(assembly)
    except AssemblyError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    record: dict[str, Any] = {"schema": 1, "assembly": digest}
    evidence = Evidence(bucket=environment["EVIDENCE_BUCKET"], execution=environment["PIPELINE_EXECUTION_ID"])
    text = json.dumps(record, indent=1, sort_keys=True)
    (assembly / GATE_RECORD).write_text(text, encoding="utf-8")
    evidence.keep(GATE_RECORD, text)
    attest(assembly, environment, codepipeline=client("codepipeline"), kms=client("kms"), keep=evidence.keep)
    (variables / "ASSEMBLY_DIGEST").write_text(digest, encoding="utf-8")
    print(f"gate: the assembly is the one that Build listed, {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
