"""The pipeline's template does not depend on application code, or every commit would make the pipeline change and
restart itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SYNTHESIZED_FROM = (
    "pipeline_app.py",
    "cdk.json",
    "package.json",
    "pipeline",
    "stages",
    "feature_stacks",
    "compliance",
    "docs/adr",
    "buildspecs",
    "src",
    "requirements",
)
PIPELINE_TEMPLATE = "careervp-pipeline.template.json"


def function_template(assembly: Path) -> Path:
    (path,) = (
        found for found in assembly.rglob("*.template.json") if "CvTailoring" in found.name and "Dev" in found.name
    )
    return path


@pytest.fixture(scope="module")
def assembly_of_other_handler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synth of the same sources with one more line in the handler."""
    tree = tmp_path_factory.mktemp("tree")
    for name in SYNTHESIZED_FROM:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, tree / name)
    handler = tree / "src/backend/handlers/cv_tailoring_handler.py"
    handler.write_text(handler.read_text(encoding="utf-8") + "\nCHANGED = True\n", encoding="utf-8")
    python = REPOSITORY / ".venv/bin/python"
    subprocess.run(
        [
            REPOSITORY / "node_modules/.bin/cdk",
            "synth",
            "--quiet",
            "--no-lookups",
            "--app",
            f"{python} pipeline_app.py",
        ],
        cwd=tree,
        env={**os.environ, "PATH": f"{python.parent}:{os.environ['PATH']}", "CDK_DISABLE_CLI_TELEMETRY": "true"},
        check=True,
        timeout=240,
    )
    return tree / "cdk.out"


def test_other_handler_code_gives_the_same_pipeline_template(assembly: Path, assembly_of_other_handler: Path) -> None:
    assert (assembly_of_other_handler / PIPELINE_TEMPLATE).read_bytes() == (assembly / PIPELINE_TEMPLATE).read_bytes()


def test_other_handler_code_gives_another_function(assembly: Path, assembly_of_other_handler: Path) -> None:
    assert function_template(assembly_of_other_handler).read_bytes() != function_template(assembly).read_bytes()
