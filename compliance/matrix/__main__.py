"""Judges an assembly by every gating pack, on its templates, and records the judgement in it. Decides nothing: the gate
does (`compliance.gate`).

    python -m compliance.matrix cdk.out

The exit status is 0 when it is recorded, else 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from compliance.assembly import NoAssemblyError
from compliance.matrix.evaluation import EvaluationError
from compliance.matrix.javascript_packages import JavaScriptMissingError
from compliance.matrix.record import record_judgement
from compliance.packs import SynthReportMissingError
from compliance.register import RegisterMissingError

_CANNOT_JUDGE = (
    NoAssemblyError,
    RegisterMissingError,
    SynthReportMissingError,
    EvaluationError,
    JavaScriptMissingError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.matrix", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    try:
        record_judgement(parser.parse_args(arguments).assembly)
    except _CANNOT_JUDGE as error:
        print(f"compliance: nothing was judged: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
