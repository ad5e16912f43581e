"""A wrong setting stops synth with one line, before anything is synthesized."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def test_synth_of_an_unknown_environment_ends_with_one_line_and_no_assembly(tmp_path: Path) -> None:
    context = json.loads((REPOSITORY / "cdk.json").read_text(encoding="utf-8"))["context"]
    context["careervp"]["accounts"]["staging"] = "444444444444"
    assembly = tmp_path / "cdk.out"
    result = subprocess.run(
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
    assert result.returncode == 2
    assert result.stderr.strip().splitlines() == [
        "settings: careervp.accounts.staging is an unknown environment: known are tools, dev, prod "
        "(cdk.json: context.careervp.accounts.staging)"
    ]
    assert not (assembly / "manifest.json").exists()
