"""`delivery tailor`."""

from __future__ import annotations

import json
from pathlib import Path

import click
from botocore.exceptions import HTTPClientError

from delivery.aws_account import EnvironmentAccount, LocalEnvironment, aws_account
from delivery.cv_rendering import before_and_after
from delivery.markdown_file import default_name
from delivery.reading.understanding import understood
from delivery.tailoring import envelope_of, read_cv, read_job
from delivery.tailoring import tailor as tailor_cv
from delivery.writing.output_file import check_writable, write
from localcloud.cli import CommandError, ExitCode, Invocation, connect, invocation
from stages.environments import ENVIRONMENTS

NAMES = [environment.name for environment in ENVIRONMENTS]
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("cv", type=_FILE)
@click.argument("job", type=_FILE)
@click.option("--env", "environment", type=click.Choice(NAMES), default=NAMES[0], show_default=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write: .md, .json (JSON Resume), .docx, or .html (before and after). Default: "
    "tailored-{cv}-for-{title}.md in the current folder; none with --json.",
)
@click.option("--force", is_flag=True, help="Write over a file that this command did not write.")
@click.option("--profile", help="Ask on AWS, with this profile of the environment's account, not the local cloud.")
@click.option("--region", help="The environment's region on AWS. Default: the profile's.")
@invocation
def tailor(
    call: Invocation,
    *,
    cv: Path,
    job: Path,
    environment: str,
    output: Path | None,
    force: bool,
    profile: str | None,
    region: str | None,
) -> ExitCode:
    """Tailor a CV to a JOB with the deployed service.

    Either is JSON (for the CV JSON Resume's too), plain text, HTML, a Word document (DOCX) or a PDF with its text.
    What was understood of them is shown before anything is sent.

    Shows the CV before and after side by side, and writes the tailored one as Markdown. Both files are planted for a
    synthetic user, one signed request is POSTed to the deployed URL, and everything that was planted or made is
    removed. With --json the service's own answer is printed, and a file is written only where --output names it. Try:
    bin/delivery tailor samples/cv.json samples/job.json
    """
    source, posting = json.loads(read_cv(cv)), read_job(job, job_id="")
    for line in understood(source, posting):
        call.output.line(line)
    if output is None and not call.output.as_json:
        output = default_name(cv=cv, job_title=str(posting.get("title", "")))
    if output is not None:
        check_writable(output, force=force)
    account = _account(call, environment, profile=profile, region=region)
    try:
        answer = tailor_cv(account, environment=environment, cv=cv, job=job)
    except HTTPClientError as error:
        raise CommandError(f"the service did not answer: {error}", exit_code=ExitCode.SERVICE_REFUSED) from None
    envelope = envelope_of(answer)
    call.output.result(envelope)
    if answer.status == 200 and envelope.get("success"):
        if not call.output.as_json:
            for part in before_and_after(source, envelope["data"]):
                # Columns are there to be read, not grepped: they wrap at the terminal's width.
                call.output.console.print(part, soft_wrap=False)
        if output is not None:
            write(output, source, envelope["data"], force=force)
            call.output.done(f"wrote {output}")
        return ExitCode.OK
    call.output.failed(
        f"HTTP {answer.status} {envelope.get('code', '')}: {envelope.get('error') or envelope.get('message', '')}"
    )
    for detail in envelope.get("details") or []:
        call.output.line(f"   {detail.get('field', '')}: {detail.get('message', '')}")
    return ExitCode.SERVICE_REFUSED


def _account(call: Invocation, environment: str, *, profile: str | None, region: str | None) -> EnvironmentAccount:
    if profile or region:
        return aws_account(profile, region)
    return LocalEnvironment(cloud=connect(call.workspace), environment=environment)
