"""What must hold through every fault: prod answers with the right release, keeps every item, gets no release twice, and
no execution and no evidence is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.e2e.caller import Caller, outputs_of
from tests.e2e.delivery import DEV, PIPELINE, PROD, Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint
from tests.traffic import RELEASE_HEADER

DEPLOYED = (
    (DEV, f"{PRODUCT}-shared-dev"),
    (DEV, f"{PRODUCT}-cv-tailoring-dev"),
    (PROD, f"{PRODUCT}-shared-prod"),
    (PROD, f"{PRODUCT}-cv-tailoring-prod"),
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How things stand at one moment.

    Attributes:
        fingerprint: what is deployed in prod, and when it changed.
        release: what prod answered a signed request with; empty for the first one, which answers with none.
        items: the keys of prod's artifacts.
        executions: ids of the pipeline's executions.
        evidence: keys of the evidence bucket.
        deployments: how often a stack's creation or update was begun, by the stack's name.
        deploy_actions: how often the pipeline ran the action that does it, by the stack's name.
    """

    fingerprint: str
    release: str
    items: frozenset[str]
    executions: frozenset[str]
    evidence: frozenset[str]
    deployments: Mapping[str, int]
    deploy_actions: Mapping[str, int]


@dataclass(frozen=True)
class Observer:
    """Looks at prod as its users and its operator see it, and the pipeline before it."""

    delivery: Delivery

    def look(self) -> Standing:
        """Asks; every signed request leaves one more artifact in prod's table."""
        return Standing(
            fingerprint=prod_fingerprint(self.delivery),
            release=self._answered(),
            items=self._items(),
            executions=frozenset(found["pipelineExecutionId"] for found in self.delivery.executions()),
            evidence=self._evidence(),
            deployments={stack: self._deployments(account, stack) for account, stack in DEPLOYED},
            deploy_actions=self._deploy_actions(),
        )

    @cached_property
    def _outputs(self) -> dict[str, str]:
        return outputs_of(self.delivery, "prod")

    def _answered(self) -> str:
        """The release that a signed POST for a user of its own is answered with."""
        answer = Caller.of(self.delivery, "prod", kind="smoke-fault").ask()
        assert (answer.status, answer.json()["code"]) == (200, "CV_TAILORED"), answer.body
        return answer.headers.get(RELEASE_HEADER, "")

    def _items(self) -> frozenset[str]:
        pages = self.delivery.client("dynamodb", PROD).get_paginator("scan")
        found = pages.paginate(TableName=self._outputs["CVTailoringTableName"])
        return frozenset(
            f"{item['application_id']['S']} {item['created_at']['S']}"
            for page in found
            for item in page["Items"]
            # Checks of the endpoint come and go all the while, and take away what they leave.
            if not item["application_id"]["S"].startswith("smoke-application-")
        )

    def _evidence(self) -> frozenset[str]:
        outputs = self.delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"][0]
        (bucket,) = (
            output["OutputValue"] for output in outputs["Outputs"] if output["OutputKey"] == "EvidenceBucketName"
        )
        pages = self.delivery.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return frozenset(entry["Key"] for page in pages for entry in page.get("Contents", []))

    def _deployments(self, account: str, stack: str) -> int:
        pages = self.delivery.client("cloudformation", account).get_paginator("describe_stack_events")
        return sum(
            event["PhysicalResourceId"] == event["StackId"]
            and event["ResourceStatus"] in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS")
            for page in pages.paginate(StackName=stack)
            for event in page["StackEvents"]
        )

    def _deploy_actions(self) -> Mapping[str, int]:
        pages: Any = self.delivery.client("codepipeline").get_paginator("list_action_executions")
        ran = [
            detail["actionName"]
            for page in pages.paginate(pipelineName=PIPELINE)
            for detail in page["actionExecutionDetails"]
        ]
        return {stack: ran.count(f"{stack}.Deploy") for _, stack in DEPLOYED}


def assert_nothing_lost_or_done_twice(before: Standing, after: Standing) -> None:
    """Holds what stands after a fault against what stood before it."""
    assert before.items <= after.items, f"items lost: {sorted(before.items - after.items)}"
    assert before.executions <= after.executions, f"executions lost: {sorted(before.executions - after.executions)}"
    assert before.evidence <= after.evidence, f"evidence lost: {sorted(before.evidence - after.evidence)}"
    for stack, begun in after.deployments.items():
        deployments = begun - before.deployments[stack]
        actions = after.deploy_actions[stack] - before.deploy_actions[stack]
        assert deployments <= actions, f"{stack} was deployed {deployments} times by {actions} actions"
