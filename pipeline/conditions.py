"""V2 stage conditions, which CDK Pipelines has no properties for: they are set on the pipeline resource after it was
built.

A stage is found by its name, never by a number: steps come and go.
Source: docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html
"""

from __future__ import annotations

from typing import cast

from aws_cdk import aws_codepipeline as codepipeline


def roll_back_on_failure(pipeline: codepipeline.Pipeline, *, stage_name: str) -> None:
    """A failure in the stage restores what its last successful execution deployed there.

    Raises:
        ValueError: the pipeline has no stage of that name.
    """
    names = [stage.stage_name for stage in pipeline.stages]
    if stage_name not in names:
        raise ValueError(f"the pipeline has no stage {stage_name!r}; it has {', '.join(names)}")
    resource = cast(codepipeline.CfnPipeline, pipeline.node.default_child)
    resource.add_property_override(f"Stages.{names.index(stage_name)}.OnFailure", {"Result": "ROLLBACK"})
