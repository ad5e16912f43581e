"""`delivery report`."""

from __future__ import annotations

import click

from delivery.commands.invocation import Invocation, invocation
from delivery.evidence import fetch_evidence, report_counts
from delivery.execution import ExecutionReader
from delivery.exit_codes import ExitCode
from delivery.local_cloud import connect


@click.command()
@click.option("--execution", "execution_id", help="An execution's id. Default: the newest.")
@click.option("--open", "open_folder", is_flag=True, help="Also open the folder with the desktop's own program.")
@invocation
def report(call: Invocation, *, execution_id: str | None, open_folder: bool) -> ExitCode:
    """Fetch an execution's reports and say what is in them.

    Test and finding counts come from CodeBuild's report groups; the files (JUnit, the CDK's validation report) from
    the evidence bucket, into .delivery/reports/EXECUTION. They are there also when the execution failed.
    """
    cloud = connect(call.workspace)
    reader = ExecutionReader(cloud.client("codepipeline"), cloud.pipeline_name)
    execution = reader.read(execution_id or reader.newest())
    folder = cloud.workspace.reports / execution.id
    counts = list(report_counts(cloud, execution))
    files = fetch_evidence(cloud, execution.id, into=folder)
    output = call.output
    output.line(f"execution {execution.id} ({execution.status})")
    output.lines((report_line.line for report_line in counts), indent=2)
    output.lines((str(file.relative_to(folder)) for file in files), indent=2)
    if files:
        output.done(f"{len(files)} files in {folder}")
    else:
        output.note("no step has kept a file yet")
    if open_folder and files:
        click.launch(str(folder))
    output.result(
        {
            "ok": True,
            "execution_id": execution.id,
            "status": execution.status,
            "folder": str(folder),
            "files": [str(file) for file in files],
            "reports": [
                {
                    "stage": r.stage,
                    "action": r.action,
                    "name": r.name,
                    "status": r.status,
                    "total": r.total,
                    "counts": r.counts,
                }
                for r in counts
            ],
        }
    )
    return ExitCode.OK
