"""Judges an assembly by every gating pack, on its templates, and records the judgement in it. Decides nothing: the gate
does (`compliance.gate`).

    python -m compliance.matrix cdk.out
    python -m compliance.matrix cdk.out --after cdk synth      loads rules while the command synthesizes the assembly

The exit status is the command's when it failed; else 0 when the judgement is recorded and 1 when not. What a failed
synth has written is judged too, if it got as far as an assembly.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from compliance.assembly import MANIFEST, NoAssemblyError
from compliance.matrix.evaluation import EvaluationError, RuleProcess
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
    parser = argparse.ArgumentParser(
        prog="python -m compliance.matrix", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    parser.add_argument(
        "--after", nargs=argparse.REMAINDER, default=[], metavar="COMMAND", help="what synthesizes it; comes last"
    )
    options = parser.parse_args(arguments)
    with RuleProcess() as rules:
        status = _synthesized(options.after, rules) if options.after else 0
        if status != 0 and not (options.assembly / MANIFEST).is_file():
            return status  # the command has said why there is nothing to judge
        try:
            record_judgement(options.assembly, rules)
        except _CANNOT_JUDGE as error:
            print(f"compliance: nothing was judged: {error}", file=sys.stderr)
            return status or 1
    return status


def _synthesized(command: Sequence[str], rules: RuleProcess) -> int:
    """The command's exit status, as a shell says it."""
    try:
        synth = subprocess.Popen(command)
    except OSError as error:
        print(f"compliance: {command[0]} could not be started: {error.strerror}", file=sys.stderr)
        return 127
    rules.load_ahead()
    try:
        status = synth.wait()
    except KeyboardInterrupt:  # which the command was sent too
        status = synth.wait() or 130
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
