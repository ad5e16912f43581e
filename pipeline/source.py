"""Where a push comes from: a CodeConnections connection, which AWS offers to every customer (CodeCommit is closed to
new ones).

The connection itself is made by hand once, in the console, because a person must authorize it at the Git provider;
its ARN is a setting.
"""

from __future__ import annotations

from typing import cast

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam
from aws_cdk import pipelines

from stages.settings import Settings

_STAGE = _ACTION = "Source"


def connection_source(settings: Settings) -> pipelines.CodePipelineSource:
    """The watched branch; a push to it starts an execution."""
    return pipelines.CodePipelineSource.connection(
        settings.repository,
        settings.branch,
        connection_arn=settings.connection_arn,
        action_name=_ACTION,
        trigger_on_push=True,
    )


def allow_use_of_connection(pipeline: codepipeline.Pipeline, settings: Settings) -> None:
    """Lets the action use the connection under the name that its ARN has.

    The CDK grants ``codestar-connections:UseConnection`` whatever the ARN says. The service was renamed, and AWS takes
    the action only where its prefix is that of the resource
    (docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html).
    """
    role = pipeline.node.find_child(_STAGE).node.find_child(_ACTION).node.find_child("CodePipelineActionRole")
    service = settings.connection_arn.split(":")[2]
    cast(iam.Role, role).add_to_policy(
        iam.PolicyStatement(actions=[f"{service}:UseConnection"], resources=[settings.connection_arn])
    )
