"""A wrong setting stops synth with one line, before anything is synthesized; one that slows builds down is
said in one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from feature_stacks.naming import PIPELINE_STACK

REPOSITORY = Path(__file__).resolve().parents[2]


def test_synth_of_an_unknown_environment_ends_with_one_line_and_no_assembly(tmp_path: Path) -> None:
    context = json.loads((REPOSITORY / "cdk.json").read_text(encoding="utf-8"))["context"]
    context["careervp"]["accounts"]["staging"] = "444444444444"
    assembly = tmp_path / "cdk.out"
    result = synthesize(context, assembly)
    assert result.returncode == 2
    assert result.stderr.strip().splitlines() == [
        "settings: careervp.accounts.staging is an unknown environment: known are tools, dev, prod "
        "(cdk.json: context.careervp.accounts.staging)"
    ]
    assert not (assembly / "manifest.json").exists()


def test_where_codebuild_has_no_lambda_compute_every_step_runs_on_ec2_and_synth_says_so(tmp_path: Path) -> None:
    context = json.loads((REPOSITORY / "cdk.json").read_text(encoding="utf-8"))["context"]
    settings = context["careervp"]
    settings["connection_arn"] = settings["connection_arn"].replace(settings["region"], "eu-west-2")
    settings["region"] = "eu-west-2"
    result = synthesize(context, tmp_path / "cdk.out")
    assert result.returncode == 0, result.stderr
    assert [line for line in result.stderr.splitlines() if "EC2 compute" in line] == [
        "settings: eu-west-2 lacks Lambda compute of CodeBuild (regions as of 2026-11: "
        "https://docs.aws.amazon.com/codebuild/latest/userguide/lambda.html): gate, digest and smoke tests run on EC2 "
        "compute, more slowly"
    ]
    template = json.loads((tmp_path / f"cdk.out/{PIPELINE_STACK}.template.json").read_text(encoding="utf-8"))
    projects = [one["Properties"] for one in template["Resources"].values() if one["Type"] == "AWS::CodeBuild::Project"]
    assert {project["Environment"]["Type"] for project in projects} == {"LINUX_CONTAINER"}
    quick = [
        project for project in projects if any(name in project.get("Name", "") for name in ("gate", "digest", "smoke"))
    ]
    assert len(quick) >= 3
    for project in quick:
        assert json.loads(project["Source"]["BuildSpec"])["phases"]["install"]["runtime-versions"] == {"python": "3.11"}


def synthesize(context: dict[str, Any], assembly: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "pipeline_app.py"],
        cwd=REPOSITORY,
        env={
            **os.environ,
            # The pinned Node first: jsii warns on an older one.
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "CDK_CONTEXT_JSON": json.dumps(context),
            "CDK_OUTDIR": str(assembly),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
