"""The full matrix of a run: what every rule of every pack says of every resource of the assembly."""

from __future__ import annotations

from compliance.matrix.evaluation import EvaluationError
from compliance.matrix.full_matrix import matrix_of
from compliance.matrix.javascript_packages import JavaScriptMissingError
from compliance.matrix.model import OPEN, Matrix, PackResults, Resource, Result, Rule, Run, Status

__all__ = [
    "OPEN",
    "EvaluationError",
    "JavaScriptMissingError",
    "Matrix",
    "PackResults",
    "Resource",
    "Result",
    "Rule",
    "Run",
    "Status",
    "matrix_of",
]
