"""CDK entry: reads the settings, builds the pipeline stack with all environments in it, registers cdk-nag's packs,
synthesizes. The judgement that stops a release is made of the templates, after this (`scripts/synth`).

Run by `cdk synth` (see cdk.json). The settings are the `careervp` block of cdk.json's context; a bad value, or an
acknowledgement that leaves something out, ends here with one line, before anything was synthesized.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from feature_stacks.lambda_package import build_ahead

if __name__ == "__main__":
    build_ahead()

import aws_cdk as cdk

from stages.entry_errors import wrong_entry_is_one_line

with wrong_entry_is_one_line():
    from stages.environments import ENVIRONMENTS

from compliance import gate
from compliance.assembly import recorded_lines
from compliance.packs.finding_ids import UnknownConstructError
from compliance.packs.pack_plugins import synth_plugins
from compliance.register import acknowledgements, expired_entries, incomplete_entries, write_register
from compliance.register.release_acknowledgements import RELEASES
from compliance.register.supply_chain_acknowledgements import SUPPLY_CHAIN
from compliance.register.weakening_acknowledgements import WEAKENINGS
from feature_stacks.naming import BOUNDARY, PIPELINE_STACK, TITLE
from pipeline import PipelineStack
from stages.settings import Settings, SettingsError
from stages.waves import waves


def main(*, today: datetime.date | None = None) -> int:
    """Synthesizes; returns the exit status. Today's date decides whether the register holds, and nothing that is
    synthesized."""
    # On every role of the app, wherever it is made.
    app = cdk.App(context={"@aws-cdk/core:permissionsBoundary": {"name": BOUNDARY}})
    try:
        settings = Settings.from_context(app.node.try_get_context("careervp"))
    except SettingsError as error:
        print(f"settings: {error}", file=sys.stderr)
        return 2
    for remark in settings.remarks:
        print(f"settings: {remark}", file=sys.stderr)
    entries = acknowledgements.register(replica_regions=settings.replica_regions)
    incomplete = incomplete_entries((*entries, *SUPPLY_CHAIN, *WEAKENINGS, *RELEASES))
    if incomplete:
        return _refused(incomplete)
    with recorded_lines() as lines:
        PipelineStack(
            app,
            PIPELINE_STACK,
            settings=settings,
            env=cdk.Environment(account=settings.tools_account, region=settings.region),
            description=f"Delivers {TITLE}'s CV tailoring: push, build, {_way_of_a_change()}",
        )
    try:
        register = (*acknowledgements.apply(app, entries), *WEAKENINGS, *RELEASES)
    except UnknownConstructError as error:
        return _refused([str(error)])
    cdk.Validations.of(app).add_plugins(*synth_plugins(app))
    try:
        app.synth()
    finally:
        # Findings may end the synth; what it found, and where, is wanted then most.
        assembly = Path(app.outdir)
        if assembly.is_dir():
            lines.write(assembly)
            write_register(register, assembly)
    return _refused(expired_entries(register, today=today or gate.today()))


def _way_of_a_change() -> str:
    """``dev, approval, prod``."""
    steps = (step for wave in waves(ENVIRONMENTS) for step in (["approval"] if wave.approval else []) + [str(wave)])
    return ", ".join(steps)


def _refused(problems: list[str]) -> int:
    for problem in problems:
        print(f"register: {problem}", file=sys.stderr)
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
