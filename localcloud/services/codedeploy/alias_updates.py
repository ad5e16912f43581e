"""A stack's update of an alias to another version, where the alias's policy is `CodeDeployLambdaAliasUpdate`.

CloudFormation makes a deployment and waits for it; one that fails or is stopped fails the resource. What the execution
role needs is what the published schema of `AWS::Lambda::Alias` lists for its update.
Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
"""

from __future__ import annotations

import threading
from typing import Any, Final

from ministack.services import cloudformation
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.cloudformation.resource_types import Properties, cloudformation_caller
from localcloud.aws.service_error import ServiceError
from localcloud.ministack.fixes.cloudformation.resource_permissions import require_of_execution_role
from localcloud.ministack.fixes.cloudformation.update_policies import update_policy
from localcloud.services.codedeploy.appspec import AppSpec
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.deployments import DeploymentOperations
from localcloud.services.codedeploy.records import Deployment, Status
from localcloud.services.codedeploy.resources.deployment_groups import require_group
from localcloud.services.codedeploy.store import Deployments

_ALIAS: Final = "AWS::Lambda::Alias"
_POLICY: Final = "CodeDeployLambdaAliasUpdate"
_CANCEL_SECONDS: Final = 0.5  # between two looks whether the stack's update was cancelled


def deploy_alias_updates(store: Deployments, deployments: DeploymentOperations, *, stopping: threading.Event) -> None:
    """Put deployments before an alias's own update handler, which sets the other properties afterwards."""
    handlers: dict[str, Any] = _RESOURCE_HANDLERS[_ALIAS]
    update = handlers["update"]

    def update_alias(
        physical_id: str, old: Properties, new: Properties, stack_name: str, logical_id: str | None = None
    ) -> Any:
        policy = update_policy(stack_name, logical_id or "", _POLICY)
        if not policy or not _goes_to_another_version(old, new):
            return update(physical_id, old, new, stack_name, logical_id)
        deployment = _AliasDeployment(store, deployments, stack_name, stopping)
        try:
            deployment.run(policy, old, new)
        except ValueError:
            # CloudFormation's roll-back of the alias: straight back, whatever the deployment left.
            update(physical_id, {**new, "RoutingConfig": {}}, old, stack_name, logical_id)
            raise
        return update(physical_id, old, new, stack_name, logical_id)

    handlers["update"], handlers["update_with_logical_id"] = update_alias, True


def _goes_to_another_version(old: Properties, new: Properties) -> bool:
    same = all(old.get(key) == new.get(key) for key in ("FunctionName", "Name"))
    return same and old.get("FunctionVersion") != new.get("FunctionVersion")


class _AliasDeployment:
    """One update's deployment."""

    def __init__(
        self, store: Deployments, deployments: DeploymentOperations, stack_name: str, stopping: threading.Event
    ) -> None:
        self._store = store
        self._deployments = deployments
        self._stack_name = stack_name
        self._stopping = stopping

    def run(self, policy: Properties, old: Properties, new: Properties) -> None:
        """Deploy and wait for the end, and for that of the roll-back if there is one.

        Raises:
            ValueError: the deployment could not be made or did not succeed; the message is the resource's reason.
        """
        application, group = policy["ApplicationName"], policy["DeploymentGroupName"]
        spec = AppSpec(
            function=new["FunctionName"],
            alias=new["Name"],
            current_version=old["FunctionVersion"],
            target_version=new["FunctionVersion"],
            before_allow_traffic=policy.get("BeforeAllowTrafficHook", ""),
            after_allow_traffic=policy.get("AfterAllowTrafficHook", ""),
        )
        request = {
            "applicationName": application,
            "deploymentGroupName": group,
            "revision": {"revisionType": "AppSpecContent", "appSpecContent": {"content": spec.content()}},
        }
        try:
            self._require(application, group)
            deployment_id = self._deployments.create_for_stack(cloudformation_caller(), request, stack=self._stack_name)
        except ServiceError as error:
            raise ValueError(_refusal(error)) from error
        deployment = self._await(deployment_id)
        if deployment.rolled_back_by:
            self._await(deployment.rolled_back_by)
        if deployment.status is not Status.SUCCEEDED:
            raise ValueError(
                f"Deployment {deployment_id} has ended with the status {deployment.status}: "
                f"{deployment.error_message} (Error code: {deployment.error_code})"
            )

    def _require(self, application: str, group: str) -> None:
        scope = Scope.of(cloudformation_caller())
        config = require_group(application, group)["deploymentConfigName"]
        arn = scope.deployment_group(application, group)
        for action in ("CreateDeployment", "GetDeployment", "GetDeploymentGroup"):
            require_of_execution_role(self._stack_name, f"codedeploy:{action}", arn)
        require_of_execution_role(self._stack_name, "codedeploy:GetDeploymentConfig", scope.deployment_config(config))
        require_of_execution_role(self._stack_name, "codedeploy:StopDeployment", "*")

    def _await(self, deployment_id: str) -> Deployment:
        while not self._store.await_change(deployment_id, lambda found: found.ended, seconds=_CANCEL_SECONDS):
            if self._stopping.is_set():
                # The stack stays in its operation, so that what was not finished is in no checkpoint.
                threading.Event().wait()
            stack = cloudformation._stacks.get(self._stack_name) or {}
            found = self._store.get(deployment_id)
            if stack.get("_cancel_requested") and found is not None and not found.stop_requested:
                self._deployments.stop(cloudformation_caller(), {"deploymentId": deployment_id})
        found = self._store.get(deployment_id)
        if found is None:
            raise KeyError(deployment_id)
        return found


def _refusal(error: ServiceError) -> str:
    if error.code == "DeploymentLimitExceededException":
        return f"A conflicting deployment is in progress: {error.message}"
    return f"{error.message} (Service: AmazonCodeDeploy; Status Code: {error.status}; Error Code: {error.code})"
