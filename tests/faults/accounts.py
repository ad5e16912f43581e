"""Somebody changes an account or an artifact behind the pipeline's back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from feature_stacks.naming import PRODUCT
from tests.e2e.delivery import DEV, REGION, TOOLS, Delivery
from tests.e2e.tampering import (
    assembly_location,
    asset_of_the_function,
    described_otherwise,
    other_code,
    replace_in_zip,
)
from tests.faults.fault import Fault, Prod
from tests.faults.scene import Outcome, Scene

_POLICY = "fault"
_DEV_DEPLOY = f"Dev/{PRODUCT}-cv-tailoring-dev.Deploy"


@contextmanager
def denied(delivery: Delivery, role: str, action: str) -> Iterator[None]:
    """A role may not do something; the bootstrap's have their account in their name, the others are dev's."""
    iam = delivery.client("iam", TOOLS if TOOLS in role else DEV)
    statement = {"Effect": "Deny", "Action": action, "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_role_policy(RoleName=role, PolicyName=_POLICY, PolicyDocument=document)
    try:
        yield
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName=_POLICY)


def without_permission(
    name: str, role: str, permission: str, action: str, said: tuple[str, ...], *, procedure: str = ""
) -> Fault:
    """A role lacks a permission, and the action that needs it fails."""

    def inject(scene: Scene) -> Outcome:
        scene.settle()
        with denied(scene.delivery, role, permission):
            pushed = scene.push(f"Fault: {name}")
            scene.delivery.wait_for_end(pushed.execution)
        return pushed

    return Fault(
        name=name,
        injected=f"{role} is denied {permission}",
        action=action,
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=said,
        inject=inject,
        procedure=procedure,
    )


def _rolled_back(scene: Scene) -> Outcome:
    """The function's package is another one than the template says, which CloudFormation finds while it updates."""
    delivery = scene.delivery
    scene.settle()
    scene.close("Dev")
    pushed = scene.push("Code that somebody replaces in dev")
    scene.until(
        lambda: delivery.actions(pushed.execution).get("Assets/FileAssets", {}).get("status") == "Succeeded",
        "the assets to be published",
    )
    s3, key = delivery.client("s3", DEV), asset_of_the_function(delivery, pushed.execution)
    place = {"Bucket": f"cdk-hnb659fds-assets-{DEV}-{REGION}", "Key": key}
    published = s3.get_object(**place)["Body"].read()
    s3.put_object(**place, Body=other_code(published))
    try:
        scene.open("Dev")
        delivery.wait_for_end(pushed.execution)
    finally:
        s3.put_object(**place, Body=published)
    cloudformation = delivery.client("cloudformation", DEV)
    (stack,) = cloudformation.describe_stacks(StackName=f"{PRODUCT}-cv-tailoring-dev")["Stacks"]
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    return pushed


def _rolled_back_on_create(scene: Scene) -> Outcome:
    """Somebody has deleted dev's stack by hand, and one of its names is taken when it is made again."""
    delivery, stack = scene.delivery, f"{PRODUCT}-cv-tailoring-dev"
    scene.settle()
    cloudformation, logs = delivery.client("cloudformation", DEV), delivery.client("logs", DEV)
    resources = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    taken = next(
        found["PhysicalResourceId"]
        for page in resources
        for found in page["StackResourceSummaries"]
        if found["ResourceType"] == "AWS::Logs::LogGroup"
    )
    cloudformation.delete_stack(StackName=stack)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})
    logs.create_log_group(logGroupName=taken)
    try:
        pushed = scene.push("Fault: a name that is taken")
        delivery.wait_for_end(pushed.execution)
        (found,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
        assert found["StackStatus"] == "ROLLBACK_COMPLETE"
    finally:
        logs.delete_log_group(logGroupName=taken)
    return pushed


def _tampered(scene: Scene) -> Outcome:
    """Prod goes back to what it has, which changes nothing."""
    delivery = scene.delivery
    waiting = scene.at_approval("An assembly that somebody replaces")
    replace_in_zip(delivery.client("s3"), assembly_location(delivery, waiting.execution), described_otherwise)
    scene.answer(scene.token(), "Approved")
    scene.moving = None
    delivery.wait_for_end(waiting.execution)
    if delivery.newest_execution() != waiting.execution:
        scene.put_back(waiting.execution)
    return waiting


def _unsigned_accepted(scene: Scene) -> Outcome:
    """Whoever may change the API in dev lets everybody call it."""
    scene.settle()
    with _authorized_by(scene.delivery, "NONE"):
        pushed = scene.push("Fault: unsigned accepted")
        scene.delivery.wait_for_end(pushed.execution)
    return pushed


@contextmanager
def _authorized_by(delivery: Delivery, kind: str) -> Iterator[None]:
    apigateway = delivery.client("apigateway", DEV)
    (api,) = apigateway.get_rest_apis()["items"]
    (resource,) = (
        found
        for found in apigateway.get_resources(restApiId=api["id"], limit=500)["items"]
        if found["path"].endswith("/cv-tailoring")
    )

    def authorize(by: str) -> None:
        apigateway.update_method(
            restApiId=api["id"],
            resourceId=resource["id"],
            httpMethod="POST",
            patchOperations=[{"op": "replace", "path": "/authorizationType", "value": by}],
        )
        apigateway.create_deployment(restApiId=api["id"], stageName="v1")

    authorize(kind)
    try:
        yield
    finally:
        authorize("AWS_IAM")


FAULTS = (
    Fault(
        name="artifact tampered with between steps",
        injected="a template of prod in the artifact bucket is replaced while a person is asked, who then approves",
        action="Prod/Digest",
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("this is not the assembly that Build recorded",),
        inject=_tampered,
    ),
    Fault(
        name="stack that rolls back on update",
        injected="the function's package in dev's asset bucket is replaced between Assets and Dev",
        action=_DEV_DEPLOY,
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("CodeSHA256",),
        inject=_rolled_back,
    ),
    without_permission(
        "asset that cannot be published",
        f"cdk-hnb659fds-file-publishing-role-{DEV}-{REGION}",
        "s3:PutObject*",
        "Assets/FileAssets",
        ("Access",),
    ),
    without_permission(
        "deploy role without a permission",
        f"cdk-hnb659fds-deploy-role-{DEV}-{REGION}",
        "cloudformation:CreateChangeSet",
        f"Dev/{PRODUCT}-shared-dev.Prepare",
        ("cloudformation:CreateChangeSet",),
        procedure="A change set that failed",
    ),
    without_permission(
        "self-mutation that fails",
        f"cdk-hnb659fds-deploy-role-{TOOLS}-{REGION}",
        "cloudformation:DescribeStacks",
        "UpdatePipeline/SelfMutate",
        ("cloudformation:DescribeStacks",),
        procedure="A self-mutation that failed",
    ),
    Fault(
        name="stack that rolls back on create",
        injected="dev has lost a stack, and a log group that somebody made has the name of one of its own; "
        "the deployment fails, and its second attempt finds what the first one left",
        action=f"Dev/{PRODUCT}-cv-tailoring-dev.Prepare",
        state="Failed",
        failed_before=(_DEV_DEPLOY,),
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("already exists", "ROLLBACK_COMPLETE", "delete it first"),
        inject=_rolled_back_on_create,
        procedure="A stack in ROLLBACK_COMPLETE",
    ),
    without_permission(
        "store down",
        f"{PRODUCT}-role-lambda-cv-tailoring-dev",
        "dynamodb:PutItem",
        _DEV_DEPLOY,
        ("BeforeAllowTraffic", "UPDATE_ROLLBACK_COMPLETE"),
    ),
    Fault(
        name="dev smoke failure: unsigned accepted",
        injected="somebody takes IAM authorization off the method in dev, past the pipeline",
        action="Dev/Smoke",
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("test_an_unsigned_call_is_forbidden",),
        inject=_unsigned_accepted,
    ),
)
