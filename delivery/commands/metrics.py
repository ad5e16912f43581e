"""`delivery metrics`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from delivery.metrics import DoraMetrics, measure, read_history
from localcloud.cli import (
    ExitCode,
    Invocation,
    PipelineCommand,
    PipelineOwner,
    duration,
    on_pipeline,
    read_queue,
    stage_named,
)
from stages.environments import ENVIRONMENTS
from stages.waves import waves

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class _Since(click.ParamType[timedelta | datetime]):
    """`36h`, `30d`, `12w`, or a day such as 2026-01-31 (UTC)."""

    name = "SPAN|DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta | datetime:
        if isinstance(value, timedelta | datetime):
            return value
        if span := re.fullmatch(r"([1-9][0-9]{0,4})([hdw])", value):
            return timedelta(**{_UNITS[span[2]]: int(span[1])})
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError:
            self.fail(f"{value!r} is neither a span such as 30d or 12w nor a day such as 2026-01-31", param, ctx)


def _last_environment() -> str:
    return waves(ENVIRONMENTS)[-1].environments[0].name


@click.command(cls=PipelineCommand)
@click.argument("environment", default=_last_environment)
@click.option("--since", type=_Since(), default="30d", show_default=True, help="From when: 36h, 30d, 12w, or a day.")
@on_pipeline
def metrics(call: Invocation, owner: PipelineOwner, *, environment: str, since: timedelta | datetime) -> ExitCode:
    """Show DORA's four metrics of ENVIRONMENT, the last one where none is named.

    Deployment frequency, change lead time, change failure rate, failed deployment recovery time, from CodePipeline's
    record of up to a year; docs/metrics.md has what counts as what.
    """
    stage = stage_named(call, read_queue(owner), environment).name
    now = datetime.now(UTC)
    begin = now - since if isinstance(since, timedelta) else since
    if begin >= now:
        raise click.UsageError("--since is not over yet")
    history = read_history(owner.client("codepipeline"), owner.pipeline_name)
    measured = measure(history, stage=stage, since=begin, until=now)
    call.output.line(f"{environment} (stage {stage}), {measured.days:.0f} days until {now:%Y-%m-%d}")
    call.output.lines(_lines(measured), indent=2)
    call.output.result({"ok": True, "environment": environment, "stage": stage, **_document(measured)})
    return ExitCode.OK


def _lines(measured: DoraMetrics) -> list[str]:
    rate = measured.change_failure_rate
    apart = f", {_took(measured.seconds_between_deployments)} apart" if measured.seconds_between_deployments else ""
    failed = f"{rate:.0%}" if rate is not None else "-"
    return [
        f"{'deployment frequency':<24} {measured.deployments_per_week:.1f} a week ({measured.deployed} in all{apart})",
        f"{'change lead time':<24} {_took(measured.lead_time_median)} (nine of ten within "
        f"{_took(measured.lead_time_p90)}; {measured.changes} changes, {measured.carried_changes} with a newer one)",
        f"{'change failure rate':<24} {failed} ({measured.failed} of {measured.attempted} deployments)",
        f"{'recovery time':<24} {_took(measured.recovery_time_median)} ({measured.restored} put right, "
        f"{measured.rollbacks} rollbacks, {measured.unrestored} not put right)",
    ]


def _took(seconds: float | None) -> str:
    return duration(seconds) or "-"


def _document(measured: DoraMetrics) -> dict[str, object]:
    return {
        "since": measured.since.isoformat(),
        "until": measured.until.isoformat(),
        "deployment_frequency": {
            "deployments": measured.deployed,
            "per_week": round(measured.deployments_per_week, 2),
            "seconds_between": measured.seconds_between_deployments,
        },
        "change_lead_time": {
            "changes": measured.changes,
            "carried_by_a_newer_one": measured.carried_changes,
            "median_seconds": measured.lead_time_median,
            "p90_seconds": measured.lead_time_p90,
        },
        "change_failure_rate": {
            "rate": measured.change_failure_rate,
            "failed": measured.failed,
            "deployments": measured.attempted,
        },
        "recovery_time": {
            "median_seconds": measured.recovery_time_median,
            "restored": measured.restored,
            "not_restored": measured.unrestored,
            "rollbacks": measured.rollbacks,
        },
    }
