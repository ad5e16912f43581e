"""What `delivery run` asks, and what it ends with: the deployed endpoints, the reports, and a command to try."""

from __future__ import annotations

from delivery.aws_account import LocalEnvironment
from delivery.evidence import fetch_evidence
from delivery.tailoring import deployment
from localcloud.cli import Execution, LocalCloud, Output
from stages.environments import ENVIRONMENTS
from stages.waves import waves

_SAMPLE = "tailor samples/cv.json samples/job.json"


def approval_question(stage: str) -> str:
    """What a person is asked where a stage such as `ApproveProd` waits: by the names of what it lets be deployed.

    A stage that this checkout has no environments for, because another commit's pipeline runs, is asked for by its own
    name.
    """
    found = (wave for wave in waves(ENVIRONMENTS) if wave.approval_stage_name == stage)
    wave = next(found, None)
    return f"Deploy to {wave}?" if wave else f"Deploy where {stage} waits?"


def stage_of(name: str) -> str:
    """The pipeline's stage that deploys an environment or a wave; any other name as it is."""
    found = (wave for wave in waves(ENVIRONMENTS) if name in {wave.name, *(each.name for each in wave.environments)})
    wave = next(found, None)
    return wave.stage_name if wave else name


def summarize(output: Output, cloud: LocalCloud, execution: Execution) -> dict[str, object]:
    """Prints endpoints and reports, and returns them as `endpoints` (URL by environment) and `reports` (a folder)."""
    folder = cloud.workspace.reports / execution.id
    files = fetch_evidence(cloud, execution.id, into=folder)
    names = [environment.name for environment in ENVIRONMENTS]
    endpoints: dict[str, str] = {}
    if execution.status == "Succeeded":
        endpoints = {name: deployment(LocalEnvironment(cloud=cloud, environment=name), name).url for name in names}
        output.lines(f"   {name + ' endpoint':<16} {url}" for name, url in endpoints.items())
    if files:
        output.line(f"   {'reports':<16} {folder}")
    output.line(f"   {'in the browser':<16} {output.command('console')}")
    if execution.status == "Succeeded":
        output.line(f"   {f'try it on {names[0]}':<16} {output.command(_SAMPLE)}")
    return {"endpoints": endpoints, "reports": str(folder) if files else None}
