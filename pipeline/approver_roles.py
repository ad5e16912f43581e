"""Who answers an approval, and can do nothing else: a role for each wave that a person is asked for.

It sees the pipeline's state and executions, which hold the approval's facts and its token, and answers that one action.
It starts, stops, retries and changes nothing, and reads no artifact: saying yes is apart from making what is said yes
to.

Who may assume it is a setting, `approvers`. Where it names nobody, a person of the tools account may who has signed in
with a second factor and whom a policy of that account allows it. A service's role never has one, so that nothing that
runs in a build can approve itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aws_cdk import CfnOutput
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam
from constructs import Construct

from feature_stacks.naming import role_name
from pipeline.steps.approval_step import APPROVAL_ACTION
from stages.waves import Wave

SEES: Final = (
    "codepipeline:GetPipelineExecution",
    "codepipeline:GetPipelineState",
    "codepipeline:ListActionExecutions",
    "codepipeline:ListPipelineExecutions",
)
ANSWERS: Final = "codepipeline:PutApprovalResult"
_WITH_SECOND_FACTOR: Final = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
_USER: Final = ":user/"


class ApproverRoles(Construct):
    """The roles, each with its ARN as an output such as ``ApproveProdRoleArn``.

    Args:
        approvers: ARNs of roles and users; none is the account of the stack.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: codepipeline.IPipeline,
        waves: Sequence[Wave],
        approvers: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id)
        for wave in waves:
            role = iam.Role(
                self,
                wave.approval_stage_name,
                role_name=role_name("approver", "delivery", wave.name),
                description=f"Answers the approval of {wave}, and does nothing else",
                assumed_by=_trusted(approvers),
            )
            role.add_to_policy(iam.PolicyStatement(actions=list(SEES), resources=[pipeline.pipeline_arn]))
            approval = f"{pipeline.pipeline_arn}/{wave.approval_stage_name}/{APPROVAL_ACTION}"
            role.add_to_policy(iam.PolicyStatement(actions=[ANSWERS], resources=[approval]))
            output = CfnOutput(
                self,
                f"{wave.approval_stage_name}Arn",
                value=role.role_arn,
                description=f"Assume it to answer the approval of {wave}",
            )
            output.override_logical_id(f"{wave.approval_stage_name}RoleArn")


def _trusted(approvers: Sequence[str]) -> iam.IPrincipal:
    """A user proves a second factor here; a role's session was authenticated where it was made."""
    if not approvers:
        return iam.AccountRootPrincipal().with_conditions(_WITH_SECOND_FACTOR)
    return iam.CompositePrincipal(
        *(
            iam.ArnPrincipal(arn).with_conditions(_WITH_SECOND_FACTOR) if _USER in arn else iam.ArnPrincipal(arn)
            for arn in approvers
        )
    )
