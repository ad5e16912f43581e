"""The second half of Build: what the commit synthesized, held by the deployed pipeline to what a release may change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from aws_cdk import Aws, pipelines
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam

from feature_stacks.naming import physical_name
from pipeline.build_spec import build_spec_content
from pipeline.compute import GATE_ENVIRONMENT
from pipeline.evidence import Evidence
from pipeline.steps.synth_step import SynthStep

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = ROOT / "pipeline" / "gate"
PACKAGES: Final = ROOT / "requirements" / "gate.txt"
DIGEST_VARIABLE: Final = "ASSEMBLY_DIGEST"


class GateStep(pipelines.CodeBuildStep):
    """Takes the assembly from Synth and hands the same files on; everything later reads this step's output.

    Its program is text in its build spec, so a commit that changes it is judged by the program as it was.

    Attributes:
        digest: the assembly's SHA-256 as a variable of the execution, for what deploys the assembly to compare.
    """

    def __init__(self, *, synth: SynthStep, evidence: Evidence, pipeline_name: str) -> None:
        super().__init__(
            "Gate",
            input=synth,
            commands=[],
            partial_build_spec=codebuild.BuildSpec.from_object(gate_build_spec()),
            primary_output_directory=".",
            project_name=physical_name("delivery", "gate", "tools"),
            build_environment=GATE_ENVIRONMENT,
            env=evidence.environment(),
            role_policy_statements=[
                evidence.write_statement(step="gate"),
                evidence.read_statement(step="gate"),
                iam.PolicyStatement(
                    actions=["codepipeline:ListPipelineExecutions"],
                    resources=[
                        f"arn:{Aws.PARTITION}:codepipeline:{Aws.REGION}:{Aws.ACCOUNT_ID}:{pipeline_name}",
                    ],
                ),
            ],
        )
        self.digest = self.exported_variable(DIGEST_VARIABLE)


def gate_build_spec() -> dict[str, Any]:
    """``buildspecs/gate.yml`` with the program and its packages written out before its own commands."""
    content = build_spec_content("gate")
    install = content["phases"]["install"]
    install["commands"] = [*_written_out(), *install["commands"]]
    return content


def _written_out() -> Iterator[str]:
    yield 'GATE=$(mktemp -d) && export GATE && mkdir -p "$GATE/pipeline/gate"'
    for module in sorted(PROGRAM.glob("*.py")):
        yield _file(f"pipeline/gate/{module.name}", without_comments(module.read_text(encoding="utf-8")))
    yield _file("requirements.txt", PACKAGES.read_text(encoding="utf-8"))


def _file(name: str, text: str) -> str:
    return f"cat > \"$GATE/{name}\" <<'END_OF_FILE'\n{text.rstrip()}\nEND_OF_FILE"


def without_comments(source: str) -> str:
    """A module's statements alone: a build spec has room for 25,600 characters, and a comment that changes is no other
    gate."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            node.body = [one for one in node.body if not _is_text(one)] or [ast.Pass()]
    return ast.unparse(tree)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
