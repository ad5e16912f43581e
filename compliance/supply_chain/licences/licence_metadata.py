"""A Python package's licence as an SPDX expression, from what its metadata says."""

from __future__ import annotations

from email.message import Message
from typing import Any, Final

from license_expression import ExpressionError, Licensing

from compliance.supply_chain.licences.licence_policy import ALLOWED, CLARIFIED, MEANING

_CLASSIFIER: Final = "License :: "
_EMPTY_CLASSIFIERS: Final = frozenset({"OSI Approved", "DFSG approved"})
_KNOWN: Final[frozenset[str]] = frozenset().union(*ALLOWED.values())
_LICENSING: Final = Licensing()


def spdx_expression(name: str, metadata: Message) -> str:
    """The licence, or an empty string where the metadata does not say it clearly.

    In this order: what was clarified for the package, its licence expression (PEP 639), the older licence field, its
    classifiers; of several classifiers all count.
    """
    if name in CLARIFIED:
        return CLARIFIED[name].licence
    expression = str(metadata["License-Expression"] or "").strip()
    if expression:
        return expression
    return _from_field(str(metadata["License"] or "")) or _from_classifiers(metadata.get_all("Classifier") or [])


def _from_field(field: str) -> str:
    text = field.strip().removeprefix("The ")
    meaning = MEANING.get(text.lower())
    if meaning:
        return meaning
    # A field may also hold a whole licence text, or a word; only an expression of known ids is taken as one.
    symbols = licence_ids(text) if len(text) < 100 else None
    return text if symbols and symbols <= _KNOWN else ""


def _from_classifiers(classifiers: list[str]) -> str:
    names = {entry.rpartition(" :: ")[2] for entry in classifiers if entry.startswith(_CLASSIFIER)}
    meanings = {MEANING.get(name.lower(), "") for name in names - _EMPTY_CLASSIFIERS}
    return " AND ".join(sorted(meanings)) if meanings and "" not in meanings else ""


def licence_ids(expression: str) -> frozenset[str] | None:
    """The ids in an expression, an exception together with its licence; None where it is not one."""
    parsed = _parsed(expression)
    return None if parsed is None else frozenset(str(symbol) for symbol in parsed.symbols)


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Whether the licence can be taken: all parts of an AND, one part of an OR; an unknown id or exception is not."""
    parsed = _parsed(expression)
    return parsed is not None and _allows(parsed, allowed)


def _parsed(expression: str) -> Any:
    try:
        return _LICENSING.parse(expression)
    except ExpressionError:
        return None


def _allows(node: Any, allowed: frozenset[str]) -> bool:
    if not node.args:
        return str(node) in allowed
    parts = [_allows(part, allowed) for part in node.args]
    return any(parts) if isinstance(node, _LICENSING.OR) else all(parts)
