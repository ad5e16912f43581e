"""Build's judgement: every gating pack on every template, recorded in the assembly for the gate and later steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Final

from compliance.matrix.guard_probes import guard_version
from compliance.matrix.judgement import Judgement, judge
from compliance.matrix.model import OPEN, PackResults, Result, Status
from compliance.packs import PACKS, Finding, PackRun, read_annotations, write_judgement
from compliance.register import read_register

_FINDINGS: Final = OPEN | {Status.ACKNOWLEDGED}


def record_judgement(assembly: Path) -> None:
    """Judges an assembly and writes ``judgement.json`` into it.

    Raises:
        NoAssemblyError: the directory is not a cloud assembly.
        RegisterMissingError, SynthReportMissingError: synth ended before it had recorded all that is judged.
        EvaluationError, JavaScriptMissingError: the rules could not be run.
    """
    # What is only reported waits for the step before the environment, off the way of a push.
    gating = [replace(pack, reported=()) for pack in PACKS if pack.gates]
    annotations = read_annotations(assembly)
    judgement = judge(assembly, packs=gating, register=read_register(assembly))
    findings = (*_findings(judgement), *judgement.validation, *annotations)
    write_judgement(assembly, runs=map(_run, judgement.packs), findings=findings)


def _findings(judgement: Judgement) -> Iterator[Finding]:
    return (_finding(run, result) for run in judgement.packs for result in run.with_status(*_FINDINGS))


def _finding(run: PackResults, result: Result) -> Finding:
    return Finding(
        pack=run.pack.name,
        rule=result.finding_id,
        severity=result.rule.level.lower(),
        description=result.message or result.rule.description,
        construct_path=result.resource.path,
        construct_type=result.resource.type,
        reason=None if result.acknowledgement is None else result.acknowledgement.reason,
        made_in=result.resource.source or "",
    )


def _run(run: PackResults) -> PackRun:
    return PackRun(
        pack=run.pack.name,
        version=version("cdk-nag") if run.pack.cdk_nag_class else guard_version(),
        rules=len(run.rules),
        resources=len(run.resources),
        findings=sum(1 for _ in run.with_status(*_FINDINGS)),
        canary=run.canary,
    )
