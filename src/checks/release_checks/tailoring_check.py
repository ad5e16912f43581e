"""What every check asks of the service: it tailors a CV without touching a fact, refuses what it must, and takes no
longer than it may.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from release_checks.service_client import ServiceResponse
from release_checks.synthetic_records import Planted

Send = Callable[[Mapping[str, Any]], ServiceResponse]
"""Sends the body of one request; raises whatever kept an answer from coming."""

_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "work_experience": ("company_name", "job_title", "start_date", "end_date", "location"),
    "education": ("institution", "degree"),
}


@dataclass(kw_only=True)
class CheckResult:
    """What a check found.

    Attributes:
        problems: each in words, empty where all is well.
        slowest_ms: the longest that an answer took.
    """

    problems: list[str] = field(default_factory=list)
    slowest_ms: float = 0.0


def check_tailoring(send: Send, planted: Planted, *, latency_limit_ms: int) -> CheckResult:
    """Sends a request that must be answered and two that must be refused."""
    result = CheckResult()
    for what, body, expected, look in (
        ("a valid request", planted.request(), (200, "CV_TAILORED"), _invented),
        ("an unknown field", planted.request(salary=1), (400, "VALIDATION_ERROR"), _nothing),
        ("an unknown CV", planted.request(cv_version=999), (404, "CV_NOT_FOUND"), _nothing),
    ):
        started = time.monotonic()
        try:
            answer = send(body)
            found = (answer.status, _member(answer, "code"))
            problems = look(answer, planted) if found == expected else [f"answered {found}, not {expected}"]
        except Exception as error:
            problems = [f"had no answer: {type(error).__name__}: {error}"]
        took = (time.monotonic() - started) * 1000
        if took > latency_limit_ms:
            problems.append(f"took {took:.0f} ms, more than {latency_limit_ms}")
        result.problems += [f"{what} {problem}" for problem in problems]
        result.slowest_ms = max(result.slowest_ms, took)
    return result


def _nothing(answer: ServiceResponse, planted: Planted) -> list[str]:
    del answer, planted
    return []


def _invented(answer: ServiceResponse, planted: Planted) -> list[str]:
    """Where the tailored CV is not one, or says what the source does not."""
    data = _member(answer, "data")
    tailored = data.get("tailored_cv") if isinstance(data, dict) else None
    if not isinstance(tailored, dict):
        return ["has no data.tailored_cv in its answer"]
    problems = []
    if tailored.get("contact_info") != planted.cv["contact_info"]:
        problems.append("changed contact_info")
    for section, names in _FACTS.items():
        if _facts(tailored.get(section), names) != _facts(planted.cv[section], names):
            problems.append(f"changed facts of {section}")
    had = _facts(planted.cv["skills"], ("skill_name",))
    if not set(_facts(tailored.get("skills"), ("skill_name",))) <= set(had):
        problems.append("invented a skill")
    return problems


def _facts(records: Any, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    entries = records if isinstance(records, list) else []
    return sorted(tuple(str(entry.get(name)) for name in names) for entry in entries)


def _member(answer: ServiceResponse, name: str) -> Any:
    """A member of the answer's envelope; None where the body is none."""
    try:
        envelope = answer.json()
    except ValueError:
        return None
    return envelope.get(name) if isinstance(envelope, dict) else None
