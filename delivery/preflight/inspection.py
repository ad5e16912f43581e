"""Runs the checks, in the order in which a deployment would stop at what they look at, and makes each answer a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from delivery.preflight.accounts import UnreachableError
from delivery.preflight.answer import Answer, Verdict, fine, not_looked_at
from delivery.preflight.checks import CHECKS, LOCATION_CHECKS
from delivery.preflight.location import Location
from delivery.preflight.refusal import answer_of
from delivery.preflight.situation import Situation


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the report.

    Attributes:
        subject: what was looked at, such as ``bootstrap``.
        place: where, such as ``dev``; empty where it is not in an account.
    """

    subject: str
    place: str
    verdict: Verdict
    text: str
    remedy: str


def inspect(situation: Situation, *, only: str = "") -> Iterator[Line]:
    """Everything that can be looked at, line by line as it is found.

    Args:
        only: a subject; nothing else is looked at but the accounts. Empty: all.
    """
    for check in CHECKS:
        if only not in ("", check.subject):
            continue
        for answer in _answers(lambda check=check: check.look(situation)):  # type: ignore[misc]
            yield _line(check.subject, "", answer)
    for location in situation.locations:
        yield from _at(situation, location, only)


def _at(situation: Situation, location: Location, only: str) -> Iterator[Line]:
    """An account that cannot be looked at is one line, which names what is not known of it."""
    try:
        access = situation.accounts.access(location)
    except UnreachableError as error:
        subjects = ", ".join(check.subject for check in LOCATION_CHECKS)
        text = f"{location.account} in {location.region}: {error}. Not looked at there: {subjects}"
        yield _line("account", location.label, not_looked_at(text, error.remedy))
        return
    yield _line("account", location.label, fine(f"{location.account} in {location.region}, by {access}"))
    for check in LOCATION_CHECKS:
        if only not in ("", check.subject):
            continue
        if check.of_templates and not situation.stacks:
            continue  # `assembly` has said so
        for answer in _answers(lambda check=check: check.look(situation, location)):  # type: ignore[misc]
            yield _line(check.subject, location.label, answer)


def _answers(look: Callable[[], Iterator[Answer]]) -> Iterator[Answer]:
    """What a check finds until AWS refuses a call, and then which call that was."""
    try:
        yield from look()
    except (ClientError, BotoCoreError) as error:
        yield answer_of(error)


def _line(subject: str, place: str, answer: Answer) -> Line:
    return Line(subject=subject, place=place, verdict=answer.verdict, text=answer.text, remedy=answer.remedy)
