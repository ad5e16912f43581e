"""What every function of a feature needs, whatever it does: the part of its role that Lambda itself asks for."""

from feature_stacks.functions.execution_statements import execution_statements

__all__ = ["execution_statements"]
