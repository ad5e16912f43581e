"""What was understood of a CV and a posting, in two lines, before anything is sent; or why nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import feature_stacks  # noqa: F401 - puts the function's models on the path
from localcloud.cli import CommandError, ExitCode
from models.records.cv_record import read_cv
from models.records.job_record import read_posting
from models.records.stored_value import UnreadableRecordError

MOST_SHOWN = 3


def understood(cv: Mapping[str, Any], job: Mapping[str, Any]) -> list[str]:
    """Two lines: whose CV with how much in it, and which posting.

    Raises:
        CommandError: one of them cannot be read by the service either; its fields are named.
    """
    try:
        person = read_cv(dict(cv))
    except UnreadableRecordError as error:
        raise _refused("CV", error) from None
    try:
        posting = read_posting(job, job_id="job")
    except UnreadableRecordError as error:
        raise _refused("posting", error) from None
    bullets = sum(len(position.description_bullets) for position in person.work_experience)
    counts = (
        _count(len(person.work_experience), "position"),
        _count(bullets, "line"),
        _count(len(person.skills), "skill"),
        _count(len(person.education), "course"),
    )
    words = len(posting.description.split())
    listed = _count(len(posting.required_skills) + len(posting.preferred_skills), "listed skill")
    return [
        f"CV: {person.contact_info.full_name}, {', '.join(counts)}",
        f"posting: {posting.title}, {_count(words, 'word')}, {listed}",
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _refused(what: str, error: UnreadableRecordError) -> CommandError:
    problems = "; ".join(f"{problem.field} {problem.message}" for problem in error.problems[:MOST_SHOWN])
    return CommandError(f"the {what} cannot be read: {problems}", exit_code=ExitCode.USAGE, remedy="see samples/")
