"""Beside the synth: what is known of a commit from its files alone, before the pipeline changes itself."""

from __future__ import annotations

from typing import Final

from aws_cdk import pipelines

from feature_stacks.naming import physical_name
from pipeline.build_spec import build_spec
from pipeline.compute import CHECK_ENVIRONMENT, CHECK_TIMEOUT
from pipeline.evidence import Evidence
from stages.checks import SOURCE_SCANS

STEP_ID: Final = "SourceScans"


class SourceScansStep(pipelines.CodeBuildStep):
    """``make source-scans`` on the pushed commit: the product's code, and secrets; a finding ends the execution here.

    It needs no assembly, so nothing waits for it that does not wait for Synth as well.
    """

    def __init__(self, *, source: pipelines.CodePipelineSource, evidence: Evidence) -> None:
        super().__init__(
            STEP_ID,
            input=source,
            commands=[],
            partial_build_spec=build_spec("source_scans"),
            project_name=physical_name("delivery", SOURCE_SCANS, "tools"),
            build_environment=CHECK_ENVIRONMENT,
            timeout=CHECK_TIMEOUT,
            env=evidence.environment(),
            role_policy_statements=[evidence.write_statement(step=SOURCE_SCANS)],
        )
