"""The matrix of a run: the packs' results, held against what Build recorded and what the gate decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from compliance import gate
from compliance.matrix.comparison import problems_of
from compliance.matrix.judgement import judge
from compliance.matrix.model import Matrix
from compliance.matrix.run_facts import run_facts
from compliance.packs import JudgementMissingError, Pack, ValidationReport, read_report
from compliance.register import Acknowledgement, RegisterMissingError, read_register


def matrix_of(assembly: Path, *, packs: Sequence[Pack]) -> Matrix:
    """Judges an assembly by every pack, and holds the result against what Build recorded and the gate decides.

    Raises:
        NoAssemblyError: the directory is not a cloud assembly.
        EvaluationError, JavaScriptMissingError: the rules could not be run.
    """
    report, register = _recorded(assembly)
    # The CDK's own validation is no pack's, and Build has recorded it for the gate.
    results = judge(assembly, packs=packs, register=register, validates=False).packs
    problems = (*_gate_problems(assembly, packs), *problems_of(results, report))
    return Matrix(run=run_facts(assembly), packs=results, problems=problems)


def _recorded(assembly: Path) -> tuple[ValidationReport, Sequence[Acknowledgement]]:
    """Empty where nothing is recorded: the gate says so."""
    try:
        report = read_report(assembly)
    except JudgementMissingError:
        report = ValidationReport(packs=(), findings=())
    try:
        return report, read_register(assembly)
    except RegisterMissingError:
        return report, ()


def _gate_problems(assembly: Path, packs: Sequence[Pack]) -> tuple[str, ...]:
    """What stops the release apart from the packs' findings: the run, the register, the CDK's own validation."""
    try:
        recorded = gate.read_recorded(assembly)
    except (JudgementMissingError, RegisterMissingError) as error:
        return (str(error),)
    verdict = gate.decide(recorded, today=gate.today())
    names = {pack.name for pack in packs}
    others = [
        f"{finding.pack}: {finding.rule} at {finding.construct_path}: {finding.description}"
        for finding in verdict.stopping
        if finding.pack not in names
    ]
    return (*verdict.problems, *others)
