"""Variables in configurations: ``#{Namespace.Name}``, resolved when an action starts.

Namespaces may hold ``@`` and ``-`` (CDK Pipelines names them after its steps); ``codepipeline`` and ``variables`` are
AWS's own.
Source: docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

EXECUTION_NAMESPACE = "codepipeline"
PIPELINE_NAMESPACE = "variables"
RESERVED = frozenset({EXECUTION_NAMESPACE, PIPELINE_NAMESPACE})

_REFERENCE = re.compile(r"#\{([A-Za-z0-9@_-]+)\.([A-Za-z0-9@_.-]+)\}")


class UnresolvedVariableError(Exception):
    """A configuration names a variable that does not exist."""

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(f"the variable {reference} cannot be resolved: {reason}")


def references(text: str) -> Iterator[tuple[str, str]]:
    """Every (namespace, name) that a text refers to."""
    for match in _REFERENCE.finditer(text):
        yield match.group(1), match.group(2)


def resolve(text: str, namespaces: Mapping[str, Mapping[str, str]]) -> str:
    """Replace each reference by its value.

    Raises:
        UnresolvedVariableError: no such namespace, or no such name in it.
    """

    def value(match: re.Match[str]) -> str:
        namespace, name = match.group(1), match.group(2)
        if namespace not in namespaces:
            raise UnresolvedVariableError(match.group(0), f"no action that ran has the namespace {namespace!r}")
        if name not in namespaces[namespace]:
            known = ", ".join(sorted(namespaces[namespace])) or "none"
            raise UnresolvedVariableError(match.group(0), f"{namespace!r} has these: {known}")
        return namespaces[namespace][name]

    return _REFERENCE.sub(value, text)


def resolve_configuration(
    configuration: Mapping[str, str], namespaces: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Every value of a configuration resolved.

    Raises:
        UnresolvedVariableError: as `resolve`.
    """
    return {name: resolve(value, namespaces) for name, value in configuration.items()}
