"""`messages`."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

import click

from localcloud.aws.storage.published_messages import PublishedMessage, read
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.project_option import ProjectCommand
from localcloud.cli.terminal.exit_codes import ExitCode

_ALARM: Final = ("AlarmDescription", "NewStateReason", "StateChangeTime")
"""Of an alarm's message what its subject does not say; the rest is the alarm's definition."""


@click.command(cls=ProjectCommand, epilog="\b\n{command} messages --topic alarms --last 3")
@click.option("--topic", default="", help="Only of topics whose name has this in it.")
@click.option("--last", type=click.IntRange(min=1), default=10, show_default=True, help="So many, the newest.")
@invocation
def messages(call: Invocation, *, topic: str, last: int) -> ExitCode:
    """Show what was published on SNS topics, the newest last: what subscribers would be sent.

    No subscription is needed, and the local cloud need not run.
    """
    found = [one for one in read(call.workspace.state) if topic in _name(one)][-last:]
    if not found:
        call.output.note("nothing was published" + (f" on topics like {topic!r}" if topic else ""))
    for message in found:
        moment = datetime.fromtimestamp(message.time, UTC)
        call.output.line(f"{moment:%Y-%m-%d %H:%M:%S} UTC  {_name(message)}", style="bold")
        call.output.lines(_lines(message), indent=2)
    call.output.result({"ok": True, "messages": [asdict(message) for message in found]})
    return ExitCode.OK


def _name(message: PublishedMessage) -> str:
    return message.topic_arn.rpartition(":")[2]


def _lines(message: PublishedMessage) -> list[str]:
    """The subject and the text; of a service's JSON document its members that say something, one a line."""
    subject = [message.subject] if message.subject else []
    try:
        return [*subject, *_of_document(json.loads(message.text))]
    except (ValueError, RecursionError):  # no JSON, or nested as no service nests it
        return [*subject, *message.text.splitlines()]


def _of_document(document: object) -> list[str]:
    if not isinstance(document, dict):
        return [str(document)]
    shown = _ALARM if "AlarmName" in document else None
    return [f"{name}: {value}" for name, value in _members(document) if shown is None or name in shown]


def _members(document: dict[str, object]) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in document.items():
        if isinstance(value, dict):
            found += _members(value)
        elif value not in (None, "", []):
            found.append((name, value))
    return found
