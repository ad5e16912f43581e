"""Where a push comes from: a CodeConnections connection, which AWS offers to every customer (CodeCommit is closed to
new ones).

The connection itself is made by hand once, in the console, because a person must authorize it at the Git provider;
its ARN is a setting.
"""

from __future__ import annotations

from aws_cdk import pipelines

from stages.settings import Settings


def connection_source(settings: Settings) -> pipelines.CodePipelineSource:
    """The watched branch; a push to it starts an execution."""
    return pipelines.CodePipelineSource.connection(
        settings.repository,
        settings.branch,
        connection_arn=settings.connection_arn,
        action_name="Source",
        trigger_on_push=True,
    )
