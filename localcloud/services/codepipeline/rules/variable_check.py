"""The rule VariableCheck: a resolved variable against an expected value.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-VariableCheck.html
"""

from __future__ import annotations

import json
import operator
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, Outcome, RuleJob
from localcloud.services.codepipeline.rules.rule_type import RuleType

_MATCH_SECONDS = 5.0
# In a process of its own: an expression may go back and forth for ever, and nothing else can end that.
_MATCH = """
import json, re, sys
wanted, value = json.load(sys.stdin)
try:
    print(json.dumps({"found": re.search(wanted, value) is not None}))
except (re.error, OverflowError, RecursionError) as error:
    print(json.dumps({"error": str(error)}))
"""


def _matches(value: str, wanted: str) -> bool:
    """Whether the regular expression is found in the value.

    Raises:
        ActionFailedError: it is no regular expression, or takes too long.
    """
    try:
        finished = subprocess.run(
            [sys.executable, "-I", "-c", _MATCH],
            input=json.dumps([wanted, value]),
            capture_output=True,
            text=True,
            timeout=_MATCH_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        message = f"the regular expression {wanted!r} took longer than {_MATCH_SECONDS:.0f} seconds on {value!r}"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR) from error
    answer = json.loads(finished.stdout)
    if "error" in answer:
        message = f"{wanted!r} is no regular expression: {answer['error']}"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR)
    return bool(answer["found"])


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "EQ": operator.eq,
    "NE": operator.ne,
    "CONTAINS": lambda value, wanted: wanted in value,
    "MATCHES": _matches,
}


def check(configuration: Mapping[str, str], inputs: Sequence[str]) -> str:
    """Refuse an operator that does not exist."""
    del inputs
    given = configuration["Operator"]
    return "" if given in _COMPARISONS else f"the Operator {given!r} is not one of {', '.join(_COMPARISONS)}"


def compare(job: RuleJob, context: RunContext) -> Outcome:
    """Compare the variable with the value."""
    del context
    variable, name, value = (job.configuration[item] for item in ("Variable", "Operator", "Value"))
    if not _COMPARISONS[name](variable, value):
        raise ActionFailedError(f"{variable!r} is not {name} {value!r}")
    return Outcome(summary=f"{variable!r} is {name} {value!r}")


TYPE = RuleType(
    provider="VariableCheck", required=("Variable", "Operator", "Value"), check=check, run=compare, may_skip=True
)
