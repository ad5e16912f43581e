"""`delivery preflight`."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from compliance.assembly import NoAssemblyError, SynthesizedStack, read_stacks
from delivery.commit_settings import SETTINGS_FILE, read_stage_settings
from delivery.preflight import Accounts, AwsAccounts, Line, LocalAccounts, Situation, Verdict, inspect
from delivery.preflight.report import markdown
from delivery.preflight.situation import qualifier
from feature_stacks.naming import PRODUCT, TOOLS_PROFILE
from localcloud.cli import CommandError, ExitCode, Invocation, connect, invocation
from stages.environments import ENVIRONMENTS
from stages.settings import Settings


@click.command(
    epilog=f"On AWS: preflight --profile {TOOLS_PROFILE} --account-profile dev={PRODUCT}-dev --report ready.md"
)
@click.option("--profile", help="Look at AWS with this profile of the tools account, not at the local cloud.")
@click.option("--region", help="The pipeline's region on AWS; it must be that of the settings.")
@click.option(
    "--account-profile",
    "account_profiles",
    metavar="NAME=PROFILE",
    multiple=True,
    help="Look at an environment's account with this profile; without one, by its bootstrap's lookup role.",
)
@click.option("--assembly", type=click.Path(path_type=Path), help="The synthesized templates. Default: cdk.out.")
@click.option("--report", "report_file", type=click.Path(dir_okay=False, path_type=Path), help="Write a Markdown file.")
@invocation
def preflight(
    call: Invocation,
    *,
    profile: str | None,
    region: str | None,
    account_profiles: tuple[str, ...],
    assembly: Path | None,
    report_file: Path | None,
) -> ExitCode:
    """Look at everything that the first deployment needs, and change nothing.

    Each line is fine, or says what to do, or why it could not be looked at. The permissions of ReadOnlyAccess suffice,
    with sts:AssumeRole on the lookup roles of environments that have no profile.
    """
    checkout = call.workspace.checkout
    settings = _settings(checkout)
    stacks = _stacks(assembly or checkout / "cdk.out")
    on_aws = bool(profile or region or account_profiles)
    situation = Situation(
        checkout=checkout,
        settings=settings,
        environments=ENVIRONMENTS,
        stacks=stacks,
        accounts=_aws(settings, stacks, profile, region, account_profiles) if on_aws else _local(call),
        remote="" if on_aws else str(call.workspace.git_remote(settings.repository)),
    )
    lines = []
    for line in inspect(situation):
        _say(call, line)
        lines.append(line)
    return _end(call, lines, settings, report_file)


def _settings(checkout: Path) -> Settings:
    path = checkout / SETTINGS_FILE
    return read_stage_settings(path.read_text(encoding="utf-8") if path.exists() else None, where=SETTINGS_FILE)


def _stacks(assembly: Path) -> tuple[SynthesizedStack, ...]:
    """The synthesized stacks; none where nothing is synthesized, which a line then says."""
    try:
        return read_stacks(assembly)
    except NoAssemblyError:
        return ()


def _local(call: Invocation) -> Accounts:
    return LocalAccounts(cloud=connect(call.workspace))


def _aws(
    settings: Settings,
    stacks: tuple[SynthesizedStack, ...],
    profile: str | None,
    region: str | None,
    account_profiles: tuple[str, ...],
) -> Accounts:
    if region not in (None, settings.region):
        raise CommandError(
            f"--region says {region}, {SETTINGS_FILE} says {settings.region}",
            exit_code=ExitCode.USAGE,
            remedy=f"the pipeline goes where careervp.region in {SETTINGS_FILE} says",
        )
    profiles = dict(_account_profile(text, settings) for text in account_profiles)
    return AwsAccounts(settings=settings, profile=profile, profiles=profiles, qualifier=qualifier(stacks))


def _account_profile(text: str, settings: Settings) -> tuple[str, str]:
    name, _, profile = text.partition("=")
    if name not in settings.accounts or not profile:
        raise CommandError(
            f"--account-profile must be NAME=PROFILE with a NAME of {', '.join(settings.accounts)}, not {text!r}",
            exit_code=ExitCode.USAGE,
        )
    return name, profile


def _say(call: Invocation, line: Line) -> None:
    output = call.output
    mark = {Verdict.FINE: output.done, Verdict.TO_DO: output.failed, Verdict.NOT_LOOKED_AT: output.note}[line.verdict]
    mark(f"{line.subject}{line.place and f' ({line.place})'}: {line.text}")
    if line.remedy:
        output.line(f"   -> {line.remedy}")


def _end(call: Invocation, lines: list[Line], settings: Settings, report_file: Path | None) -> ExitCode:
    counts = Counter(line.verdict for line in lines)
    code = ExitCode.NOT_LOOKED_AT if counts[Verdict.NOT_LOOKED_AT] else ExitCode.OK
    code = ExitCode.NOT_READY if counts[Verdict.TO_DO] else code
    call.output.line(", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict))
    if report_file is not None:
        _write(report_file, markdown(lines, settings=settings, moment=datetime.now(UTC)))
        call.output.done(f"the report is in {report_file}")
    call.output.result(
        {
            "ok": code is ExitCode.OK,
            "counts": {str(verdict): counts[verdict] for verdict in Verdict},
            "report": str(report_file) if report_file else None,
            "lines": [
                {
                    "subject": line.subject,
                    "place": line.place or None,
                    "verdict": str(line.verdict),
                    "text": line.text,
                    "remedy": line.remedy or None,
                }
                for line in lines
            ],
        }
    )
    return code


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}", exit_code=ExitCode.USAGE) from None
