"""CloudWatch's metric math over the periods of an alarm or a query, as far as alarms on services use it.

Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html. An expression reads like Python
but for its logical operators and the power, so Python's parser reads it; nothing of it is run as Python.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

Values = list[float | None]
"""A time series: a value for each period, the oldest first; None is missing."""

_BINARY: Final[dict[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_COMPARE: Final[dict[type[ast.cmpop], Callable[[float, float], bool]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_SPELLED: Final = ((r"&&|\bAND\b", " and "), (r"\|\||\bOR\b", " or "), (r"\^", "**"))
_EACH: Final[dict[str, Callable[[float], float]]] = {"ABS": abs, "CEIL": math.ceil, "FLOOR": math.floor}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


_OVER: Final[dict[str, Callable[[Sequence[float]], float]]] = {"SUM": sum, "MIN": min, "MAX": max, "AVG": _mean}


class ExpressionError(ValueError):
    """The expression is wrong, or uses what is not offered here; the message says what."""


def evaluate(expression: str, series: Mapping[str, Values], *, metrics: Sequence[str], period: float) -> Values:
    """Work an expression out, period by period.

    Args:
        series: by id, all of the same length.
        metrics: the ids that are metrics themselves, which METRICS() means.
        period: its length in seconds, which PERIOD() answers.

    Raises:
        ExpressionError: it cannot be.
    """
    for pattern, python in _SPELLED:
        expression = re.sub(pattern, python, expression)
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"the expression {expression!r} is not understood") from error
    length = len(next(iter(series.values()), []))
    value = _Evaluation(series, metrics, period, length).of(tree)
    if value and isinstance(value[0], list):
        raise ExpressionError(f"{expression!r} is more than one time series")
    return value  # type: ignore[return-value]


class _Evaluation:
    """One expression over one set of series. A list of series is a value too, for the functions over several."""

    def __init__(self, series: Mapping[str, Values], metrics: Sequence[str], period: float, length: int) -> None:
        self._series = series
        self._metrics = metrics
        self._period = period
        self._length = length

    def of(self, node: ast.expr) -> Values | list[Values]:
        """The value of a part of the expression."""
        match node:
            case ast.Constant(value=int() | float() as number):
                return self._constant(float(number))
            case ast.Name(id=name) if name in self._series:
                return list(self._series[name])
            case ast.List(elts=items):
                return [self._one(item) for item in items]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _map(operator.neg, self._one(operand))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return _map(_BINARY[type(op)], self._one(left), self._one(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                return _map(_COMPARE[type(op)], self._one(left), self._one(right))
            case ast.BoolOp(op=op, values=operands):
                both = all if isinstance(op, ast.And) else any
                return _map(lambda *values: both(values), *(self._one(operand) for operand in operands))
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._call(function, arguments)
        raise ExpressionError(f"{ast.unparse(node)!r} is not offered in an expression")

    def _one(self, node: ast.expr) -> Values:
        value = self.of(node)
        if value and isinstance(value[0], list):
            raise ExpressionError(f"{ast.unparse(node)!r} is more than one time series")
        return value  # type: ignore[return-value]

    def _constant(self, number: float) -> Values:
        return [number] * self._length

    def _call(self, function: str, arguments: list[ast.expr]) -> Values | list[Values]:
        if function == "METRICS":
            part = str(ast.literal_eval(arguments[0])) if arguments else ""
            return [list(self._series[name]) for name in self._metrics if part in name]
        if function == "PERIOD":
            return self._constant(self._period)
        if function in _EACH:
            return _map(_EACH[function], self._one(arguments[0]))
        if function in _OVER:
            return self._over(_OVER[function], self.of(arguments[0]))
        if function == "IF":
            return self._if(*map(self._one, arguments))
        if function == "FILL":
            return self._fill(self._one(arguments[0]), arguments[1])
        raise ExpressionError(f"the function {function} is not offered in an expression")

    def _over(self, function: Callable[[Sequence[float]], float], value: Values | list[Values]) -> Values:
        """Of several series, one over each period's values; of one series, the same number for each period."""
        several = [item for item in value if isinstance(item, list)]
        if several:
            return [function(found) if (found := _present(period)) else None for period in zip(*several, strict=True)]
        present = _present(value)  # type: ignore[arg-type]
        return self._constant(function(present)) if present else [None] * self._length

    def _if(self, condition: Values, then: Values, otherwise: Values | None = None) -> Values:
        other: Values = otherwise or [None] * self._length
        return [
            None if wanted is None else first if wanted else second
            for wanted, first, second in zip(condition, then, other, strict=True)
        ]

    def _fill(self, values: Values, filler: ast.expr) -> Values:
        if isinstance(filler, ast.Name) and filler.id == "REPEAT":
            filled: Values = []
            for value in values:
                filled.append(value if value is not None else filled[-1] if filled else None)
            return filled
        return [other if value is None else value for value, other in zip(values, self._one(filler), strict=True)]


def _present(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _map(function: Callable[..., float], *series: Values) -> Values:
    """The function of each period's values; missing where one is, or where it has no result (a division by zero)."""
    results: Values = []
    for values in zip(*series, strict=True):
        try:
            result = None if None in values else float(function(*values))
        except (ZeroDivisionError, OverflowError, ValueError):
            result = None
        results.append(result)
    return results
