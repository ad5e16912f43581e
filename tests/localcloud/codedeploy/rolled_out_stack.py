"""A stack as the CDK's `LambdaDeploymentGroup` writes it: version, alias with its policy, group, hooks, alarm."""

from __future__ import annotations

import json
from typing import Any

from tests.localcloud.cloud_process import DEV, REGION, ServerProcess
from tests.localcloud.codedeploy.rollout import ALIAS, HOOK, Rollout
from tests.localcloud.ministack.principals import allow, trust, unique
from tests.localcloud.ministack.stacks import create_stack, describe, outputs_of, template, wait

_MANAGED = "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited"


class RolledOutStack:
    """A stack whose function answers a word; each `release` is an update with another word."""

    def __init__(self, cloud: ServerProcess, *, percentage: int = 10, minutes: int = 5, role_arn: str = "") -> None:
        self.cloud = cloud
        self.percentage = percentage
        self.minutes = minutes
        self.judgement = "Succeeded"
        self.last_judgement = "Succeeded"
        self.rolls_back = True
        self.function = unique("function")
        self.alarm = unique("alarm")
        self.more: dict[str, Any] = {}
        self.deployed_by: dict[str, Any] = {
            "ApplicationName": {"Ref": "Application"},
            "DeploymentGroupName": {"Ref": "Group"},
        }
        self._options = {"RoleARN": role_arn} if role_arn else {}
        self.reconnect()
        self.name = create_stack(cloud, self._resources("one"), outputs=_OUTPUTS, **self._options)
        assert describe(cloud, self.name)["StackStatus"] == "CREATE_COMPLETE", self.reasons()
        outputs = outputs_of(cloud, self.name)
        self.application, self.group = outputs["Application"], outputs["Group"]

    def reconnect(self) -> None:
        """Talk to the server where it listens now."""
        self.codedeploy = self.cloud.client("codedeploy", DEV)
        self.cloudformation = self.cloud.client("cloudformation", DEV)

    def begin(self, word: str) -> None:
        """Begin a release."""
        self.cloudformation.update_stack(
            StackName=self.name,
            TemplateBody=template(self._resources(word), _OUTPUTS),
            Capabilities=["CAPABILITY_NAMED_IAM"],
            **self._options,
        )

    def release(self, word: str) -> str:
        """Release and wait for the end; returns the stack's status."""
        self.begin(word)
        return self.status()

    def status(self) -> str:
        """Wait for the end of what goes on; returns the stack's status."""
        wait(self.cloud, self.name)
        return str(describe(self.cloud, self.name)["StackStatus"])

    def deployments(self) -> list[dict[str, Any]]:
        """The group's deployments, newest first."""
        ids = self.codedeploy.list_deployments(applicationName=self.application, deploymentGroupName=self.group)[
            "deployments"
        ]
        return [self.codedeploy.get_deployment(deploymentId=one)["deploymentInfo"] for one in ids]

    def alias(self) -> tuple[str, dict[str, float]]:
        """The alias's version, and the weights beside it."""
        found = self.cloud.client("lambda", DEV).get_alias(FunctionName=self.function, Name=ALIAS)
        return found["FunctionVersion"], found.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})

    def weights(self) -> dict[str, float]:
        """Wait until the alias has weights, and return them."""
        return dict(Rollout.once(self.alias, lambda alias: alias[1])[1])

    def reasons(self) -> str:
        """Why resources failed, a line each."""
        events = self.cloudformation.describe_stack_events(StackName=self.name)["StackEvents"]
        return "\n".join(e.get("ResourceStatusReason", "") for e in events if e["ResourceStatus"].endswith("FAILED"))

    def use_group_of(self, other: RolledOutStack) -> None:
        """Deploy by another stack's group from now on."""
        self.deployed_by = {"ApplicationName": other.application, "DeploymentGroupName": other.group}

    def sound_alarm(self) -> None:
        """Put the group's alarm on."""
        self.cloud.client("cloudwatch", DEV).set_alarm_state(
            AlarmName=self.alarm, StateValue="ALARM", StateReason="a test"
        )

    def _resources(self, word: str) -> dict[str, Any]:
        version = f"Version{word.title()}"
        return {
            "Role": _role("lambda.amazonaws.com"),
            "Function": _function(
                f'def handler(event, context):\n    return {{"statusCode": 200, "body": "{word}"}}\n',
                "Role",
                FunctionName=self.function,
            ),
            version: {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Function"}}},
            "Alias": {
                "Type": "AWS::Lambda::Alias",
                "Properties": {
                    "FunctionName": {"Ref": "Function"},
                    "FunctionVersion": {"Fn::GetAtt": [version, "Version"]},
                    "Name": ALIAS,
                },
                "UpdatePolicy": {
                    "CodeDeployLambdaAliasUpdate": {
                        **self.deployed_by,
                        "BeforeAllowTrafficHook": {"Ref": "Before"},
                        "AfterAllowTrafficHook": {"Ref": "After"},
                    }
                },
            },
            "HookRole": _role("lambda.amazonaws.com", allow("codedeploy:PutLifecycleEventHookExecutionStatus", _GROUP)),
            "Before": _function(HOOK.format(status=self.judgement), "HookRole"),
            "After": _function(HOOK.format(status=self.last_judgement), "HookRole"),
            "Alarm": _alarm(self.alarm, self.function),
            "Config": _config(self.percentage, self.minutes),
            "ServiceRole": _role(
                "codedeploy.amazonaws.com", allow("lambda:InvokeFunction", _HOOKS), ManagedPolicyArns=[_MANAGED]
            ),
            "Application": {"Type": "AWS::CodeDeploy::Application", "Properties": {"ComputePlatform": "Lambda"}},
            "Group": _deployment_group(rolls_back=self.rolls_back),
            **self.more,
        }


_OUTPUTS = {"Application": {"Ref": "Application"}, "Group": {"Ref": "Group"}}
_GROUP: Any = {"Fn::Join": ["", [f"arn:aws:codedeploy:{REGION}:{DEV}:deploymentgroup:", {"Ref": "Application"}, "/*"]]}
_HOOKS: Any = [{"Fn::GetAtt": ["Before", "Arn"]}, {"Fn::GetAtt": ["After", "Arn"]}]


def _deployment_group(*, rolls_back: bool) -> dict[str, Any]:
    events = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST", "DEPLOYMENT_STOP_ON_ALARM"]
    properties = {
        "ApplicationName": {"Ref": "Application"},
        "ServiceRoleArn": {"Fn::GetAtt": ["ServiceRole", "Arn"]},
        "DeploymentConfigName": {"Ref": "Config"},
        "DeploymentStyle": {"DeploymentOption": "WITH_TRAFFIC_CONTROL", "DeploymentType": "BLUE_GREEN"},
        "AlarmConfiguration": {"Alarms": [{"Name": {"Ref": "Alarm"}}], "Enabled": True},
    }
    if rolls_back:
        properties["AutoRollbackConfiguration"] = {"Enabled": True, "Events": events}
    return {"Type": "AWS::CodeDeploy::DeploymentGroup", "Properties": properties}


def _role(service: str, policy: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    given = {"Policies": [{"PolicyName": "given", "PolicyDocument": policy}]} if policy else {}
    trusted = {"AssumeRolePolicyDocument": json.loads(trust(Service=service))}
    return {"Type": "AWS::IAM::Role", "Properties": {**trusted, **given, **properties}}


def _function(code: str, role: str, **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "python3.11",
            "Handler": "index.handler",
            "Role": {"Fn::GetAtt": [role, "Arn"]},
            "Code": {"ZipFile": code},
            "Timeout": 20,
            **properties,
        },
    }


def _alarm(name: str, function: str) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": name,
            "Namespace": "AWS/Lambda",
            "MetricName": "Errors",
            "Dimensions": [{"Name": "FunctionName", "Value": function}],
            "Statistic": "Sum",
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": 1,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "ignore",
        },
    }


def _config(percentage: int, minutes: int) -> dict[str, Any]:
    routing = {
        "Type": "TimeBasedCanary",
        "TimeBasedCanary": {"CanaryPercentage": percentage, "CanaryInterval": minutes},
    }
    return {
        "Type": "AWS::CodeDeploy::DeploymentConfig",
        "Properties": {"ComputePlatform": "Lambda", "TrafficRoutingConfig": routing},
    }
