"""AWS's managed policies for CodeDeploy's service role of Lambda deployments, which AWS's own constructs attach.

MiniStack has the policies that are attached most often; a stack that attaches another one fails.
Source: docs.aws.amazon.com/codedeploy/latest/userguide/managed-policies.html
"""

from __future__ import annotations

import json
from typing import Any, Final

from ministack.services import iam

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.iam", "_aws_managed_policies"),
    Touched("services.iam", "_make_aws_managed_record", "name,document,description"),
)
_SHIFT: Final = [
    "cloudwatch:DescribeAlarms",
    "lambda:UpdateAlias",
    "lambda:GetAlias",
    "lambda:GetProvisionedConcurrencyConfig",
]
_READ: Final = ["s3:GetObject", "s3:GetObjectVersion"]


def apply() -> None:
    """Add the policies that are missing."""
    policies = {
        "AWSCodeDeployRoleForLambda": [*_SHIFT, "sns:Publish"],
        "AWSCodeDeployRoleForLambdaLimited": _SHIFT,
    }
    for name, actions in policies.items():
        record = iam._make_aws_managed_record(f"service-role/{name}", _document(actions), "For CodeDeploy on Lambda.")
        iam._aws_managed_policies.setdefault(record["Arn"], record)


def _document(actions: list[str]) -> str:
    tagged = {"StringEquals": {"s3:ExistingObjectTag/UseWithCodeDeploy": "true"}}
    statements: list[dict[str, Any]] = [
        {"Effect": "Allow", "Action": actions, "Resource": "*"},
        {"Effect": "Allow", "Action": _READ, "Resource": "arn:aws:s3:::*/CodeDeploy/*"},
        {"Effect": "Allow", "Action": _READ, "Resource": "*", "Condition": tagged},
        {
            "Effect": "Allow",
            "Action": ["lambda:InvokeFunction"],
            "Resource": "arn:aws:lambda:*:*:function:CodeDeployHook_*",
        },
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
