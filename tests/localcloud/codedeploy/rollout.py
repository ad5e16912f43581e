"""A function behind an alias, and what deploys its next version: by the API."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections import Counter
from typing import Any

from tests.localcloud.cloud_process import DEV, REGION, ServerProcess
from tests.localcloud.ministack.functions import LOGGING
from tests.localcloud.ministack.principals import allow, trust, unique

ALIAS = "live"
_WAIT_SECONDS = 60
_ENDED = ("Succeeded", "Failed", "Stopped")
SHIFT_POLICY = allow(
    ["lambda:GetAlias", "lambda:UpdateAlias", "lambda:InvokeFunction", "cloudwatch:DescribeAlarms"], "*"
)
HOOK = """
import boto3

def handler(event, context):
    boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status="{status}",
    )
"""
"""Reports its judgement at once."""


class Rollout:
    """A function with versions 1 and 2, its alias on 1, and a group that deploys all at once.

    Everything is made through the APIs, as a person's script would.
    """

    def __init__(self, cloud: ServerProcess, *, policy: dict[str, Any] = SHIFT_POLICY, **group: Any) -> None:
        self.cloud = cloud
        self.reconnect()
        self.role = self.make_role("codedeploy.amazonaws.com", policy)
        self.function = self.make_function(_answering("one"))
        self.publish()
        self.functions.update_function_code(FunctionName=self.function, ZipFile=_zipped(_answering("two")))
        self.publish()
        self.functions.create_alias(FunctionName=self.function, Name=ALIAS, FunctionVersion="1")
        self.application, self.group = unique("application"), unique("group")
        self.codedeploy.create_application(applicationName=self.application, computePlatform="Lambda")
        self.make_group(self.group, **group)

    def reconnect(self) -> None:
        """Talk to the server where it listens now."""
        self.codedeploy = self.cloud.client("codedeploy", DEV)
        self.functions = self.cloud.client("lambda", DEV)

    def make_group(self, name: str, **members: Any) -> None:
        """Create another group of the application."""
        given = {
            "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            "serviceRoleArn": self.role,
            **members,
        }
        self.codedeploy.create_deployment_group(applicationName=self.application, deploymentGroupName=name, **given)

    def make_role(self, service: str, policy: dict[str, Any] | None = None) -> str:
        """Create a role that a service may assume; return its ARN."""
        iam, name = self.cloud.client("iam", DEV), unique("role")
        arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(Service=service))["Role"]["Arn"]
        if policy is not None:
            iam.put_role_policy(RoleName=name, PolicyName="given", PolicyDocument=json.dumps(policy))
        return arn

    def make_function(self, code: str, *, policy: dict[str, Any] | None = None) -> str:
        """Create a function; return its name."""
        name, role = unique("function"), self.make_role("lambda.amazonaws.com", policy)
        self.cloud.client("iam", DEV).attach_role_policy(RoleName=role.rpartition("/")[2], PolicyArn=LOGGING)
        self.functions.create_function(
            FunctionName=name,
            Runtime="python3.11",
            Handler="index.handler",
            Role=role,
            Code={"ZipFile": _zipped(code)},
            Timeout=20,
        )
        return name

    def make_hook(self, status: str) -> str:
        """Create a hook that reports a judgement; return its name."""
        report = allow("codedeploy:PutLifecycleEventHookExecutionStatus", self.group_arn)
        return self.make_function(HOOK.format(status=status), policy=report)

    def make_config(self, **routing: Any) -> str:
        """Create a configuration; return its name."""
        name = unique("config")
        self.codedeploy.create_deployment_config(
            deploymentConfigName=name, computePlatform="Lambda", trafficRoutingConfig=routing
        )
        return name

    def canary(self, percentage: int, minutes: int) -> str:
        """Create a canary configuration; return its name."""
        routing = {"canaryPercentage": percentage, "canaryInterval": minutes}
        return self.make_config(type="TimeBasedCanary", timeBasedCanary=routing)

    def publish(self) -> None:
        """Publish a version of what the function is now."""
        self.functions.publish_version(FunctionName=self.function)

    @property
    def group_arn(self) -> str:
        """What policies name the group by."""
        return f"arn:aws:codedeploy:{REGION}:{DEV}:deploymentgroup:{self.application}/{self.group}"

    @property
    def target_id(self) -> str:
        """What CodeDeploy calls the deployments' target."""
        return f"{self.function}:{ALIAS}"

    def app_spec(self, *, current: str = "1", target: str = "2", **hooks: str) -> str:
        """The AppSpec of a deployment to the alias; `hooks` are functions by lifecycle event."""
        properties = {"Name": self.function, "Alias": ALIAS, "CurrentVersion": current, "TargetVersion": target}
        resource = {"Type": "AWS::Lambda::Function", "Properties": properties}
        listed = [{event: function} for event, function in hooks.items()]
        return json.dumps({"version": 0.0, "Resources": [{"function": resource}], "Hooks": listed})

    def deploy(self, content: str = "", **request: Any) -> str:
        """Begin a deployment of version 2; return its id."""
        given = {"deploymentGroupName": self.group, **request}
        answer = self.codedeploy.create_deployment(
            applicationName=self.application,
            revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": content or self.app_spec()}},
            **given,
        )
        return str(answer["deploymentId"])

    def info(self, deployment_id: str) -> dict[str, Any]:
        """The deployment as CodeDeploy describes it."""
        found: dict[str, Any] = self.codedeploy.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
        return found

    def target(self, deployment_id: str) -> dict[str, Any]:
        """The deployment's target."""
        answer = self.codedeploy.get_deployment_target(deploymentId=deployment_id, targetId=self.target_id)
        found: dict[str, Any] = answer["deploymentTarget"]["lambdaTarget"]
        return found

    def events(self, deployment_id: str) -> dict[str, str]:
        """The lifecycle events' statuses by name."""
        events = self.target(deployment_id)["lifecycleEvents"]
        return {event["lifecycleEventName"]: event["status"] for event in events}

    def ended(self, deployment_id: str) -> dict[str, Any]:
        """Wait for the end of a deployment; CodeDeploy can only be asked again and again."""
        return dict(self.once(lambda: self.info(deployment_id), lambda found: found["status"] in _ENDED))

    def shifted(self, deployment_id: str, weight: float) -> dict[str, Any]:
        """Wait until the new version has that much of the traffic, in percent; returns the alias."""
        self.once(
            lambda: self.target(deployment_id)["lambdaFunctionInfo"], lambda info: info["targetVersionWeight"] == weight
        )
        return self.alias()

    @staticmethod
    def once(ask: Any, holds: Any) -> Any:
        """Ask until the answer is as wanted, and return it; fails after a minute."""
        deadline = time.monotonic() + _WAIT_SECONDS
        while not holds(found := ask()):
            assert time.monotonic() < deadline, found
            time.sleep(0.05)
        return found

    def alias(self) -> dict[str, Any]:
        """Where the alias points."""
        found: dict[str, Any] = self.functions.get_alias(FunctionName=self.function, Name=ALIAS)
        return found

    def printed(self, function: str) -> str:
        """What a function has printed."""
        logs, group = self.cloud.client("logs", DEV), f"/aws/lambda/{function}"
        if not logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
            return ""
        return "\n".join(event["message"] for event in logs.filter_log_events(logGroupName=group)["events"])

    def calls(self, number: int) -> Counter[tuple[str, str]]:
        """Call the function through the alias; how often which version answered, and said that it did."""
        answers: Counter[tuple[str, str]] = Counter()
        for _ in range(number):
            answer = self.functions.invoke(FunctionName=self.function, Qualifier=ALIAS)
            answers[json.loads(answer["Payload"].read())["body"], answer["ExecutedVersion"]] += 1
        return answers


def _answering(word: str) -> str:
    return f'def handler(event, context):\n    return {{"statusCode": 200, "body": "{word}"}}\n'


def _zipped(code: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("index.py", code)
    return content.getvalue()
