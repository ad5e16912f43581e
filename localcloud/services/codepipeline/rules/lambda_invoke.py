"""The rule LambdaInvoke: a function judges, and reports the job's result as for an Invoke action.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-LambdaInvoke.html
"""

from __future__ import annotations

from localcloud.services.codepipeline.actions.lambda_invoke import invoke
from localcloud.services.codepipeline.rules.rule_type import RuleType

TYPE = RuleType(
    provider="LambdaInvoke",
    required=("FunctionName",),
    optional=("UserParameters",),
    inputs=(0, 5),
    ended_by_job_result=True,
    run=invoke,
    may_skip=True,
)
