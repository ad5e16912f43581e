"""Runs the packs' rules on the templates of an assembly, in one Node process.

Synth happens once, so what is judged here is the assembly that will be deployed: `evaluate_rules.js` loads its
templates with the CDK's own ``CfnInclude``, puts each resource where the app had it, and asks every rule about every
resource; raw overrides, which cdk-nag in a synth does not see, are in the templates. The project's Guard rules and the
CDK's template validation run in the same process.

The rules take as long to load as to run, so they can be loaded before there is anything to judge: a synth keeps one
processor busy, and they load on another meanwhile.

Why JavaScript: through jsii, one call of a rule from Python costs about a millisecond, so 61,000 calls (149 rules on
the 237 resources of five stacks, 244 more on the 107 of prod) take about a minute. In Node itself all of them took
1.3 s on one core, 0.4 s of which load the CDK.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, Self

from compliance.assembly import MANIFEST
from compliance.matrix.javascript_packages import are_unpacked, node_modules

_PROGRAM: Final = Path(__file__).with_name("evaluate_rules.js")
_SECONDS: Final = 150


class EvaluationError(Exception):
    """The rules could not be run on the assembly; the message says why."""


class RuleProcess:
    """The rules in a Node process of their own, for one assembly. It ends with the block that it is used in.

    They are loaded when they are asked, or ahead (`load_ahead`).
    """

    def __init__(self) -> None:
        self._held = ExitStack()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def load_ahead(self) -> None:
        """Begins to load, without waiting for it. Does nothing where the JavaScript is still packed: who synthesizes
        meanwhile unpacks it. What goes wrong is said when the rules are asked."""
        if are_unpacked() and shutil.which("node"):
            self._process = self._started()

    def evaluate(self, assembly: Path, request: Mapping[str, Any]) -> dict[str, Any]:
        """What `evaluate_rules.js` answers; request and answer are described there. Asked once.

        Args:
            request: all but what is the same for everyone, the app's context.

        Raises:
            EvaluationError: there is no Node, or a template or a pack could not be loaded.
            JavaScriptMissingError: the CDK's or cdk-nag's JavaScript could not be had.
        """
        # A stack inside another one is made after it.
        ordered = sorted(request["stacks"], key=lambda stack: str(stack["path"]).count("/"))
        whole = {**request, "context": _context(assembly), "stacks": ordered}
        process = self._process or self._started()
        try:
            stdout, stderr = process.communicate(json.dumps(whole), timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            raise EvaluationError(f"the rules did not end within {_SECONDS} s") from None
        if process.returncode != 0:
            raise EvaluationError(f"the rules could not be run: {_reason(stderr)}")
        answer: dict[str, Any] = json.loads(stdout)
        return answer

    def _started(self) -> subprocess.Popen[str]:
        node = shutil.which("node")
        if node is None:
            raise EvaluationError(
                "node is not on PATH; the requirement set `dev` brings it, a build image must have it"
            )
        modules = self._held.enter_context(node_modules())
        process = subprocess.Popen(
            [node, "--preserve-symlinks", str(_PROGRAM), str(modules)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._held.callback(_ended, process)
        return process


def _ended(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


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
