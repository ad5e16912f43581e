"""`delivery report`."""

from __future__ import annotations

from typing import Any

import click

from delivery.browser import open_page
from delivery.compliance_report import ComplianceReport, find_compliance_report, recorded_digest
from delivery.evidence import ReportCounts, fetch_evidence, newest_with_evidence, report_counts
from localcloud.cli import ExitCode, Invocation, Output, connect, execution_argument, execution_reader, invocation


@click.command()
@execution_argument("An execution's id. Default: the newest that kept evidence.")
@click.option("--open", "open_in_browser", is_flag=True, help="Also open the compliance page in a browser.")
@invocation
def report(call: Invocation, *, execution_id: str | None, open_in_browser: bool) -> ExitCode:
    """Fetch an execution's reports and say what is in them.

    Test and finding counts come from CodeBuild's report groups; the files (the compliance page and its matrix, JUnit,
    SARIF, the CDK's validation report, the assembly's listing) from the evidence bucket, into
    .delivery/reports/EXECUTION. They are there also when the execution failed.
    """
    cloud = connect(call.workspace)
    reader = execution_reader(cloud)
    execution = reader.read(execution_id or newest_with_evidence(cloud, reader))
    folder = cloud.workspace.reports / execution.id
    counts = list(report_counts(cloud, execution))
    files = fetch_evidence(cloud, execution.id, into=folder)
    compliance = find_compliance_report(folder)
    digest = recorded_digest(folder)

    output = call.output
    output.line(f"execution {execution.id} ({execution.status})")
    output.lines((report_line.line for report_line in counts), indent=2)
    _tell_compliance(output, compliance, digest)
    output.lines((str(file.relative_to(folder)) for file in files), indent=2)
    if files:
        output.done(f"{len(files)} files in {folder}")
    else:
        output.note("no step has kept a file yet")
    opened = _show(output, compliance, wanted=open_in_browser)
    output.result(
        {
            "ok": True,
            "execution_id": execution.id,
            "status": execution.status,
            "folder": str(folder),
            "files": [str(file) for file in files],
            "assembly_sha256": digest or None,
            "compliance": _document(compliance),
            "opened": opened,
            "reports": [_counts_document(each) for each in counts],
        }
    )
    return ExitCode.OK


def _tell_compliance(output: Output, compliance: ComplianceReport | None, digest: str) -> None:
    if digest:
        output.line(f"  assembly {digest}")
    if compliance is None:
        return
    output.line(f"  compliance {compliance.verdict or 'without a verdict'} (step {compliance.step})")
    output.lines((pack.line for pack in compliance.packs), indent=4)


def _show(output: Output, compliance: ComplianceReport | None, *, wanted: bool) -> bool:
    """Says where the page is, and opens it where that is wanted and possible."""
    page = compliance.page if compliance else None
    if page is None:
        if wanted:
            output.note("there is no page to open: no step has kept one")
        return False
    output.line(f"   page {page}")
    opened = wanted and open_page(page)
    if wanted and not opened:
        output.note("there is no browser to open it in from here")
    return opened


def _document(compliance: ComplianceReport | None) -> dict[str, Any] | None:
    if compliance is None:
        return None
    return {
        "step": compliance.step,
        "verdict": compliance.verdict or None,
        "page": str(compliance.page) if compliance.page else None,
        "packs": {pack.title: dict(pack.counts) for pack in compliance.packs},
    }


def _counts_document(counts: ReportCounts) -> dict[str, Any]:
    return {
        "stage": counts.stage,
        "action": counts.action,
        "name": counts.name,
        "status": counts.status,
        "total": counts.total,
        "counts": counts.counts,
    }
