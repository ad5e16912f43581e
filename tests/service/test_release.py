"""A new version of the function in the deployed service: it takes over where its checks find nothing, and the old one
stays where they do.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from tests.localcloud.ministack.stacks import describe, failure_reasons
from tests.service.deployed_service import ALIAS, FUNCTION, Applicant, DeployedService
from tests.service.published_document import envelope_of

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("service")]

STACK = f"{PRODUCT}-cv-tailoring-dev"
APPLICATION, GROUP = f"{PRODUCT}-cv-tailoring-application-dev", f"{PRODUCT}-cv-tailoring-deployment-group-dev"
LONGEST_RELEASE_SECONDS = 120
CHECK_LOGS = f"{PRODUCT}-cv-tailoring-checks-logs-dev"


def live_version(service: DeployedService) -> str:
    alias = service.operator("lambda").get_alias(FunctionName=FUNCTION, Name=ALIAS)
    assert not alias.get("RoutingConfig", {}).get("AdditionalVersionWeights")
    version: str = alias["FunctionVersion"]
    return version


def release(service: DeployedService, name: str, change: Callable[[dict[str, Any]], Any]) -> str:
    """Updates the stack to a function that is changed so, as a version of its own; returns the stack's status."""
    cloudformation = service.operator("cloudformation")
    template = cloudformation.get_template(StackName=STACK)["TemplateBody"]
    text = template if isinstance(template, str) else json.dumps(template)
    resources = json.loads(text)["Resources"]
    (version,) = (key for key, one in resources.items() if one["Type"] == "AWS::Lambda::Version")
    document = json.loads(text.replace(version, f"{version[:-8]}{name}"))
    (function,) = (
        one["Properties"]
        for one in document["Resources"].values()
        if one["Properties"].get("FunctionName") == FUNCTION and one["Type"] == "AWS::Lambda::Function"
    )
    change(function)
    bucket = "release-templates"
    service.operator("s3").create_bucket(Bucket=bucket)
    service.operator("s3").put_object(Bucket=bucket, Key=f"{name}.json", Body=json.dumps(document).encode())
    cloudformation.update_stack(
        StackName=STACK,
        TemplateURL=f"{service.cloud.endpoint_url}/{bucket}/{name}.json",
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    return ended(service)


def ended(service: DeployedService) -> str:
    """The stack's status when nothing is in progress in it: CloudFormation can only be asked again and again."""
    deadline = time.monotonic() + LONGEST_RELEASE_SECONDS
    while (status := str(describe(service.cloud, STACK)["StackStatus"])).endswith("_IN_PROGRESS"):
        assert time.monotonic() < deadline, status
        time.sleep(0.1)
    return status


def deployments(service: DeployedService) -> list[dict[str, Any]]:
    """All of the group, the newest first."""
    codedeploy = service.operator("codedeploy")
    ids = codedeploy.list_deployments(applicationName=APPLICATION, deploymentGroupName=GROUP)["deployments"]
    found = [codedeploy.get_deployment(deploymentId=one)["deploymentInfo"] for one in ids]
    return sorted(found, key=lambda one: one["createTime"], reverse=True)


def check_results(service: DeployedService) -> list[dict[str, Any]]:
    """What the checks have written of what they found, oldest first."""
    pages = service.operator("logs").get_paginator("filter_log_events").paginate(logGroupName=CHECK_LOGS)
    lines = [event["message"] for page in pages for event in page["events"]]
    return [json.loads(line) for line in lines if line.startswith('{"status"')]


def test_a_version_that_passes_its_checks_takes_over(service: DeployedService, applicant: Applicant) -> None:
    before = live_version(service)
    more = {"LOG_LEVEL": "DEBUG"}
    assert release(service, "Good", lambda function: function["Environment"]["Variables"].update(more)) == (
        "UPDATE_COMPLETE"
    ), (failure_reasons(service.cloud, STACK), check_results(service))
    assert int(live_version(service)) > int(before)
    (deployment, *_) = deployments(service)
    assert deployment["status"] == "Succeeded"
    assert [(one["status"], one["problems"]) for one in check_results(service)[-2:]] == [("Succeeded", [])] * 2
    envelope_of(service.post(applicant.request()), 200, "CV_TAILORED")


def test_a_version_that_cannot_answer_gets_no_request(service: DeployedService, applicant: Applicant) -> None:
    before = live_version(service)
    status = release(service, "Broken", lambda function: function.update(Handler="handlers.absent.handler"))
    assert status == "UPDATE_ROLLBACK_COMPLETE"
    assert live_version(service) == before
    assert "Failed" in {one["status"] for one in deployments(service)}
    (refused,) = (one for one in check_results(service) if one["status"] == "Failed")
    assert "handlers.absent" in refused["problems"][0]
    envelope_of(service.post(applicant.request()), 200, "CV_TAILORED")


def test_checks_leave_nothing_behind(service: DeployedService) -> None:
    assert check_results(service)
    assert service.objects("cvs/smoke-") == []
    keys = [*service.table_keys(service.artifacts_table), *service.table_keys(service.jobs_table)]
    assert [key for key in keys if any(value["S"].startswith("smoke-") for value in key.values())] == []
