"""What work is measured by: a text that says it improved one of these tells a result, whatever it begins with."""

from typing import Final

from logic.verification.meaning.clauses import Clause

_WRITTEN = """
satisfaction morale revenue revenues sales turnover profit profits profitability margins retention loyalty engagement
productivity efficiency attendance safety outcomes results reputation throughput conversion
"""
_OUTCOMES: Final = frozenset(_WRITTEN.split())
_REACH: Final = 4


def names_an_outcome(clause: Clause, source_words: set[str]) -> bool:
    """Whether one of them stands near the beginning of a clause and the source has it nowhere."""
    return any(word in _OUTCOMES and word not in source_words for word in clause.words[1 : 1 + _REACH])
