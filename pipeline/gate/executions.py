"""Executions of a pipeline, and what their commits say.

All executions are listed, not those that succeeded in a stage: that filter knows the current version of the pipeline
only, and forgets every release when the pipeline changes itself
(docs.aws.amazon.com/codepipeline/latest/APIReference/API_SucceededInStageFilter.html).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from pipeline.gate.evidence import client

LONGEST_SUBJECT: Final = 100
"""Characters of a commit's subject that are shown."""

NO_SUBJECT: Final = "(none)"
"""What stands for a subject that the source does not tell: a variable without a text cannot be shown."""

_BLANK: Final = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters that are drawn as nothing."""

_MESSAGE: Final = re.compile(r'"CommitMessage"\s*:\s*("(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)')


def list_executions(pipeline: str) -> Iterator[dict[str, Any]]:
    """Summaries, the newest first."""
    pages = client("codepipeline").get_paginator("list_pipeline_executions").paginate(pipelineName=pipeline)
    return (summary for page in pages for summary in page["pipelineExecutionSummaries"])


def subject_of(summary: str) -> str:
    """The subject of a revision's summary: that is the message, or JSON with it from a source behind a connection.

    A summary has at most 2,048 characters, so the JSON of a long message may have been cut off.
    """
    try:
        message = str(json.loads(summary)["CommitMessage"])
    except (ValueError, TypeError, KeyError, RecursionError):
        cut_off = _MESSAGE.search(summary)
        message = str(json.loads(f'{cut_off[1]}"')) if cut_off else summary
    line = "".join(map(_shown, message.strip().partition("\n")[0].strip())) or NO_SUBJECT
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 3]}..."


def _shown(letter: str) -> str:
    """A letter that is drawn, or its escape: the subject is part of a text that a person answers to."""
    if letter.isspace():
        return " "
    return letter if letter.isprintable() and letter not in _BLANK else letter.encode("unicode_escape").decode()
