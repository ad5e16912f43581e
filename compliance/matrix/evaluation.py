"""Runs the packs' rules on the templates of an assembly, in one Node process.

Synth happens once, so what is judged here is the assembly that will be deployed: `evaluate_rules.js` loads its
templates with the CDK's own ``CfnInclude``, puts each resource where the app had it, and asks every rule about every
resource; raw overrides, which cdk-nag in a synth does not see, are in the templates. The project's Guard rules and the
CDK's template validation run in the same process.

Why JavaScript: through jsii, one call of a rule from Python costs about a millisecond, so 61,000 calls (149 rules on
the 237 resources of five stacks, 244 more on the 107 of prod) take about a minute. In Node itself all of them took
1.3 s on one core, 0.4 s of which load the CDK.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from compliance.assembly import MANIFEST
from compliance.matrix.javascript_packages import node_modules

_PROGRAM: Final = Path(__file__).with_name("evaluate_rules.js")
_SECONDS: Final = 150


class EvaluationError(Exception):
    """The rules could not be run on the assembly; the message says why."""


def evaluate(assembly: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """What `evaluate_rules.js` answers; request and answer are described there.

    Args:
        request: all but what is the same for everyone, the modules and the app's context.

    Raises:
        EvaluationError: there is no Node, or a template or a pack could not be loaded.
        JavaScriptMissingError: the CDK's or cdk-nag's JavaScript could not be had.
    """
    node = shutil.which("node")
    if node is None:
        raise EvaluationError("node is not on PATH; the requirement set `dev` brings it, a build image must have it")
    # A stack inside another one is made after it.
    ordered = sorted(request["stacks"], key=lambda stack: str(stack["path"]).count("/"))
    with node_modules() as modules:
        whole = {**request, "modules": str(modules), "context": _context(assembly), "stacks": ordered}
        try:
            done = subprocess.run(
                [node, "--preserve-symlinks", str(_PROGRAM)],
                input=json.dumps(whole),
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise EvaluationError(f"the rules did not end within {_SECONDS} s") from None
    if done.returncode != 0:
        raise EvaluationError(f"the rules could not be run: {_reason(done.stderr)}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _context(assembly: Path) -> dict[str, Any]:
    """The feature flags that the app was synthesized with, as the CDK recorded them."""
    manifest = json.loads((assembly / MANIFEST).read_text(encoding="utf-8"))
    reports = [
        artifact["properties"]["flags"]
        for artifact in manifest.get("artifacts", {}).values()
        if artifact["type"] == "cdk:feature-flag-report"
    ]
    return {
        name: flag["userValue"]
        for flags in reports
        for name, flag in flags.items()
        if flag.get("userValue") is not None
    }


def _reason(stderr: str) -> str:
    """The line of Node's output that names the error; the rest is a stack trace in minified code."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    named = [line for line in lines if "Error" in line.split(" ")[0] or line.startswith("«")]
    return (named or lines or ["no message"])[0][:500]
