"""A commit's message from what CodePipeline tells of a revision: the message itself, or, of a source behind a
connection, JSON that has it, cut off where it is long (API_SourceRevision, revisionSummary: at most 2,048 characters).
"""

from __future__ import annotations

import json
import re
from typing import Final

_OPENING: Final = re.compile(r'\{[^{}]{0,200}"CommitMessage"\s{0,4}:\s{0,4}"')
_STRING: Final = re.compile(r'(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*')


def commit_message(revision_summary: str) -> str:
    """The message, as far as it is told."""
    opening = _OPENING.match(revision_summary)
    if opening is None:
        return revision_summary
    told = _STRING.match(revision_summary, opening.end())
    try:
        return str(json.loads(f'"{told[0] if told else ""}"', strict=False))
    except ValueError:  # an escape that JSON has not
        return revision_summary
