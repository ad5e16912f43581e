"""The packs as the CDK runs them: a small app per question, synthesized in this process."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_s3 as s3

from compliance.packs import PackRun
from compliance.packs.pack_plugins import gating_plugins
from compliance.packs.rule_packs import AWS_SOLUTIONS, GATING_PACKS, HIPAA, PACKS, Pack

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("guard")]


def synthesized(folder: Path, *, packs: tuple[Pack, ...]) -> tuple[list[PackRun], dict[str, Any]]:
    """A bare bucket in each environment, judged by these packs: their runs and the validation report."""
    app = cdk.App(outdir=str(folder))
    root = cdk.Stack(app, "careervp-pipeline")
    for environment in ("Dev", "Prod"):
        stage = cdk.Stage(root, environment)
        s3.CfnBucket(cdk.Stack(stage, "Shared"), "Bucket")
    runs: list[PackRun] = []
    cdk.Validations.of(app).add_plugins(*gating_plugins(app, runs=runs, packs=packs))
    with pytest.raises(RuntimeError, match=r"AwsSolutions-S1|HIPAA\.Security"):
        app.synth()  # the CDK ends a synth with findings so, where no CLI runs it
    return runs, json.loads((folder / "validation-report.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[PackRun]:
    return synthesized(tmp_path_factory.mktemp("all"), packs=PACKS)[0]


def test_every_gating_pack_and_no_other_records_its_run(runs: list[PackRun]) -> None:
    assert {run.pack for run in runs} == set(GATING_PACKS)


def test_runs_count_rules_and_resources_and_catch_the_canary(runs: list[PackRun]) -> None:
    for run in runs:
        assert run.rules >= 18, run
        assert run.resources == 2, run
        assert run.canary, run


def test_runs_count_findings(runs: list[PackRun]) -> None:
    found = {run.pack: run.findings for run in runs}
    assert found["AwsSolutions"] == 2 * len(["AwsSolutions-S1", "AwsSolutions-S10"])


def test_a_pack_that_gates_prod_alone_leaves_dev_in_peace(tmp_path: Path) -> None:
    hipaa = dataclasses.replace(HIPAA, gates=("prod",), reported=())
    _, report = synthesized(tmp_path, packs=(AWS_SOLUTIONS, hipaa))
    (findings,) = (plugin["violations"] for plugin in report["pluginReports"] if plugin["pluginName"] == HIPAA.name)
    paths = {construct["constructPath"] for finding in findings for construct in finding["violatingConstructs"]}
    assert paths == {"careervp-pipeline/Prod/Shared/Bucket"}
