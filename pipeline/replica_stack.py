"""The artifact store in a region that is not the pipeline's, where CodePipeline copies what actions there read.

CDK Pipelines would make one by itself, without access logs, versions or a key that rotates; this one is as strict as
the pipeline's own. Its names are fixed, because the pipeline's stack, in another region, must know them.
"""

from __future__ import annotations

from typing import Final

from aws_cdk import Environment, Stack
from constructs import Construct

from feature_stacks.naming import PRODUCT, bucket_name, physical_name, stack_name
from pipeline.storage import PipelineStorage, StoreNames
from stages.settings import Settings

REPLICA_STACK: Final = stack_name("replica-region", "tools").replace("region", "{region}")
"""A region's stack by its name, for those who know the region only later."""


class ReplicaStack(Stack):
    """One region's artifact store, in the pipeline's account; `cdk deploy` of the pipeline's stack deploys it first."""

    def __init__(self, scope: Construct, *, settings: Settings, region: str) -> None:
        super().__init__(
            scope,
            f"{PRODUCT}-replica-{region}",
            stack_name=REPLICA_STACK.format(region=region),
            env=Environment(account=settings.tools_account, region=region),
            description=f"Copies of the delivery pipeline's artifacts for actions in {region}",
        )
        names = StoreNames(
            bucket=replica_bucket_name(region, account=settings.tools_account),
            key_alias=f"alias/{physical_name(f'replica-{region}', 'key', 'tools')}",
        )
        self.artifacts = PipelineStorage(self, "Storage", names=names).artifacts


def replica_bucket_name(region: str, *, account: str) -> str:
    """The bucket of a region's copies."""
    return bucket_name(f"replica-{region}", "tools", account=account)
