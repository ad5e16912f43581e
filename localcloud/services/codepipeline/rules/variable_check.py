"""The rule VariableCheck: a resolved variable against an expected value.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-VariableCheck.html
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence

from localcloud.aws.expression_search import ExpressionError, is_found
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, Outcome, RuleJob
from localcloud.services.codepipeline.rules.rule_type import RuleType


def _matches(value: str, wanted: str) -> bool:
    """Whether the regular expression is found in the value.

    Raises:
        ActionFailedError: it is no regular expression, or takes too long.
    """
    try:
        return is_found(wanted, value)
    except ExpressionError as error:
        raise ActionFailedError(str(error), code=CONFIGURATION_ERROR) from error


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
