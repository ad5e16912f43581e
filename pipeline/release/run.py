"""What the step runs: what would this assembly change, and is it reviewed where it destroys?

    PIPELINE_ARN=... STAGE=Prod BEFORE=Dev STACKS='app/Prod/*' ASSEMBLY_DIGEST=... LAST_RELEASE=... \
    PIPELINE_EXECUTION_ID=... EVIDENCE_BUCKET=... python -m pipeline.release.run ASSEMBLY VARIABLES

It keeps the facts as evidence and gives the pipeline a line of them for who is asked for a yes.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.gate.assembly import AssemblyError, listed_digest, read_json
from pipeline.gate.evidence import Evidence, client
from pipeline.release.cdk_diff import CdkDiff, replaced
from pipeline.release.changes import Change, changes
from pipeline.release.context import context
from pipeline.release.deployment import comparisons
from pipeline.release.facts import Facts, as_data, as_line
from pipeline.release.page import as_html, as_markdown
from pipeline.release.resource_types import ResourceTypes
from pipeline.release.review import PREFIX, finding, reviewed

REGISTER = "acknowledgements.json"
STEP = "facts"
FIRST = "none"
OF_THE_GATE = ("attestation.dsse.json", "gate.json")
"""What the gate put beside the assembly that it handed on."""


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Returns the exit status: 0 where the release may be asked for, else 1.

    Args:
        arguments: the assembly's folder, and the folder that gets a file for each variable of the execution.
    """
    assembly, variables = Path(arguments[0]), Path(arguments[1])
    try:
        if listed_digest(assembly, beside=OF_THE_GATE) != environment["ASSEMBLY_DIGEST"]:
            raise AssemblyError("the assembly is not the one that Build recorded")
        diff = CdkDiff(assembly, environment["STACKS"].split(","), directory=variables)
        found = _facts(assembly, environment, diff)
    except AssemblyError as error:
        print(f"facts: {error}", file=sys.stderr)
        return 1
    evidence = _evidence(environment, environment["PIPELINE_EXECUTION_ID"])
    evidence.keep(f"{found.stage}.json", json.dumps(as_data(found), indent=1))
    evidence.keep(f"{found.stage}.md", as_markdown(found))
    evidence.keep(f"{found.stage}.html", as_html(found))
    evidence.keep(f"{found.stage}.diff.txt", diff.text)
    (variables / "CHANGES").write_text(as_line(found), encoding="utf-8")
    _say(found.stopping)
    print(f"facts: {as_line(found)}")
    return 1 if found.stopping else 0


def _facts(assembly: Path, environment: Mapping[str, str], diff: CdkDiff) -> Facts:
    released = _released(environment)
    *_, region, _, pipeline = environment["PIPELINE_ARN"].split(":")
    compared = comparisons(
        client("codepipeline").get_pipeline(name=pipeline)["pipeline"],
        stage=environment["STAGE"],
        assembly=assembly,
        region=region,
        released=released.get("stacks", {}),
    )
    types = ResourceTypes.read(_database())
    verdicts = replaced(diff.text)
    found = [change for one in compared for change in changes(one, types, verdicts)]
    stacks = {one.stack: f"aws://{one.account}/{one.region}" for one in compared if one.after is not None}
    return Facts(
        stage=environment["STAGE"],
        stacks=stacks,
        register=[entry for entry in read_json(assembly, REGISTER) if entry["finding"].startswith(PREFIX)],
        new_stacks=[one.stack for one in compared if one.before is None],
        changes=found,
        reviewed=reviewed(
            found,
            read_json(assembly, REGISTER),
            released=released.get("register", []),
            today=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        ),
        context=context(assembly, environment, stacks=list(stacks), released=released),
    )


def _released(environment: Mapping[str, str]) -> dict[str, Any]:
    """What this step kept of the last release; empty where there is none, or where it had no such step yet."""
    execution = environment["LAST_RELEASE"]
    kept = None
    if execution != FIRST:
        kept = _evidence(environment, execution).read(f"{environment['STAGE']}.json")
    return dict(json.loads(kept)) if kept else {}


def _evidence(environment: Mapping[str, str], execution: str) -> Evidence:
    return Evidence(bucket=environment["EVIDENCE_BUCKET"], execution=execution, step=STEP)


def _database() -> Path:
    """Of the CDK's command line that the step installed."""
    command = shutil.which("cdk")
    if command is None:
        raise AssemblyError("the CDK's command line is not installed, so nothing says what is replaced")
    return Path(command).resolve().parent.parent / "db.json.gz"


def _say(stopping: list[Change]) -> None:
    for one in stopping:
        lines = "; ".join(line for name in one.classes for line in one.reasons.get(name, ()))
        print(f"facts: {finding(one)} at {one.path}: {lines}", file=sys.stderr)
    if stopping:
        print(
            "facts: undo each, or have it reviewed: an entry in compliance/register/release_acknowledgements.py for "
            "exactly this finding and path (docs/runbook.md)",
            file=sys.stderr,
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
