"""What the step runs: may this assembly change the pipeline, and be released?

    PIPELINE_ARN=... PROTECTED_STAGES=... PIPELINE_EXECUTION_ID=... EVIDENCE_BUCKET=... \
        python -m pipeline.gate.run ASSEMBLY VARIABLES

It holds the assembly to its listing, records what the commit's gate is, compares it with that of the last release that
reached a protected stage, keeps record and facts as evidence, signs the provenance of
what may be released, and gives the pipeline its variables.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from compliance.provenance.attest import attest
from compliance.provenance.statement import GATE_RECORD
from pipeline.gate.assembly import AssemblyError, listed_digest
from pipeline.gate.evidence import Evidence, client
from pipeline.gate.facts import Facts, as_line, as_page, facts
from pipeline.gate.history import Release, commit_subject, last_release
from pipeline.gate.pipeline_facts import past_the_gate, unapproved
from pipeline.gate.record import gate_record
from pipeline.gate.review import review_of, reviews
from pipeline.gate.stacks import read_stacks
from pipeline.gate.weakenings import PREFIX, Weakening, weakenings


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What stops the release, one line each, and the facts for who is asked for a yes."""

    stopping: list[str]
    facts: Facts


def judge(*, record: dict[str, Any], demands: list[str], release: Release | None, today: datetime.date) -> Judgement:
    """The decision, as a function of two records, the demands that nothing excuses, and today's date."""
    before = (release.record or {}) if release else {}
    found = weakenings(before, record) if before else []
    if release and release.record is None:
        text = f"the last release, execution {release.execution}, left no record, so nothing can be compared"
        found = [Weakening(finding=f"{PREFIX}record-missing", path=release.execution, text=text)]
    entries = reviews(record["register"], before.get("register", []), today=today.isoformat())
    shown = facts(
        compared_with=release.execution if release else "",
        before=before,
        now=record,
        reviewed=[(weakening, review_of(weakening, entries)) for weakening in found],
        today=today,
    )
    stopping = [f"{one.finding} at {one.path}: {one.text}" for one in shown.unreviewed]
    return Judgement(stopping=[*demands, *stopping], facts=shown)


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Returns the exit status: 0 where the release may go on, else 1.

    Args:
        arguments: the assembly's folder, and the folder that gets a file for each variable of the execution.
    """
    assembly, variables = Path(arguments[0]), Path(arguments[1])
    try:
        digest, record = listed_digest(assembly), gate_record(assembly)
        stacks = read_stacks(assembly)
    except AssemblyError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    pipeline = environment["PIPELINE_ARN"].rpartition(":")[2]
    release = last_release(
        pipeline=pipeline,
        stages=environment["PROTECTED_STAGES"].split(","),
        bucket=environment["EVIDENCE_BUCKET"],
    )
    judgement = judge(
        record=record,
        demands=[*unapproved(stacks), *past_the_gate(stacks)],
        release=release,
        today=datetime.datetime.now(tz=datetime.UTC).date(),
    )
    evidence = Evidence(bucket=environment["EVIDENCE_BUCKET"], execution=environment["PIPELINE_EXECUTION_ID"])
    text = json.dumps({**record, "assembly": digest}, indent=1, sort_keys=True)
    evidence.keep(GATE_RECORD, text)
    evidence.keep("facts.json", json.dumps(asdict(judgement.facts), indent=1))
    evidence.keep("facts.md", as_page(judgement.facts))
    (variables / "ASSEMBLY_DIGEST").write_text(digest, encoding="utf-8")
    (variables / "FACTS").write_text(as_line(judgement.facts), encoding="utf-8")
    subject = commit_subject(pipeline=pipeline, execution=environment["PIPELINE_EXECUTION_ID"])
    (variables / "SUBJECT").write_text(subject, encoding="utf-8")
    (variables / "LAST_RELEASE").write_text(release.execution if release else "none", encoding="utf-8")
    _say(judgement)
    if judgement.stopping:
        return 1
    # Only what may be released is attested.
    (assembly / GATE_RECORD).write_text(text, encoding="utf-8")
    attest(assembly, environment, codepipeline=client("codepipeline"), kms=client("kms"), keep=evidence.keep)
    return 0


def _say(judgement: Judgement) -> None:
    for entry in judgement.facts.spent:
        print(f"gate: the review of {entry['finding']} at {entry['path']} is spent; remove the entry")
    for line in judgement.stopping:
        print(f"gate: {line}", file=sys.stderr)
    if judgement.facts.unreviewed:
        print(
            "gate: undo each, or have it reviewed: an entry in compliance/register/weakening_acknowledgements.py for "
            "exactly this finding and path (docs/runbook.md)",
            file=sys.stderr,
        )
    print(f"gate: {as_line(judgement.facts)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
