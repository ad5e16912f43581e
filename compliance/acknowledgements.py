"""The register of acknowledged findings: the one place where a rule's finding is excused, each with its construct and
its reason.

A finding that a change of code could satisfy does not belong here, and nothing is excused for a whole stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance.finding_ids import construct_at, finding_id

if TYPE_CHECKING:
    from constructs import IConstruct


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """One finding at one construct, and why it stands.

    Attributes:
        finding: ``{pack}::{rule}``, such as ``AwsSolutions::AwsSolutions-S1``. A rule with several findings names the
            exact one in brackets. ``{partition}``, and the placeholders of `finding_ids`, stand for what differs from
            one user's accounts to another's.
        path: of the construct that has the finding, from the app's root.
        reason: for an auditor: what forces it, and what limits the risk.
    """

    finding: str
    path: str
    reason: str


def _product(stage: str, environment: str) -> Iterator[Acknowledgement]:
    """What is excused in the product's stacks of one environment."""
    cv_tailoring = f"careervp-pipeline/{stage}/CvTailoring"
    function = f"{cv_tailoring}/CVTailoring/Tailoring"
    wildcard = "AwsSolutions::AwsSolutions-IAM5[Resource::"
    cvs = f"{wildcard}arn:{{partition}}:s3:::careervp-cv-artifacts-{{account}}-bucket-{environment}"
    yield Acknowledgement(
        finding="AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/"
        "service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
        path=f"careervp-pipeline/{stage}/Shared/ApiGatewayAccount/LogRole/Resource",
        reason="API Gateway accepts a log role only with the permissions of this AWS policy; only the service "
        "can assume the role.",
    )
    yield Acknowledgement(
        finding="AwsSolutions::AwsSolutions-COG4",
        path=f"{cv_tailoring}/Api/RestApi/Default/api/cv-tailoring/POST/Resource",
        reason="The callers are back ends with AWS identities: the method is authorized by AWS IAM (SigV4), "
        "there is no user pool.",
    )
    yield Acknowledgement(
        finding="AwsSolutions::AwsSolutions-L1",
        path=f"{function}/Function/Resource",
        reason="The service is specified for Python 3.11, a runtime that AWS supports; its locked wheels are "
        "built for it.",
    )
    yield Acknowledgement(
        finding=f"{wildcard}*]",
        path=f"{function}/Role/DefaultPolicy/Resource",
        reason="X-Ray's write actions and the network interface actions of a function in a VPC have no "
        "resource-level permission.",
    )
    yield Acknowledgement(
        finding=f"{cvs}/cvs/*]",
        path=f"{function}/Role/DefaultPolicy/Resource",
        reason="Master CVs have one key a user, which only a prefix can name; the permission is GetObject alone.",
    )
    yield Acknowledgement(
        finding=f"{cvs}/tailored-cvs/*]",
        path=f"{function}/Role/DefaultPolicy/Resource",
        reason="Tailored CVs have one key an application, which only a prefix can name; GetObject and "
        "PutObject, no delete, no list.",
    )
    yield Acknowledgement(
        finding=f"{cvs}/cvs/smoke-*]",
        path=f"{cv_tailoring}/CVTailoring/SmokeAccess/Role/DefaultPolicy/Resource",
        reason="Each smoke run plants a synthetic user of its own; the prefix holds synthetic users only.",
    )


PRODUCT: Final[tuple[Acknowledgement, ...]] = (*_product("Dev", "dev"), *_product("Prod", "prod"))
"""The application stacks of both environments: at most 15."""


def register() -> tuple[Acknowledgement, ...]:
    """Every entry: the product's, and those of the pipeline stack."""
    from compliance.pipeline_acknowledgements import entries  # which takes its type from here

    return (*PRODUCT, *entries())


def apply(scope: IConstruct) -> None:
    """Acknowledges every entry of the register on its construct, before synthesis.

    Raises:
        UnknownConstructError: an entry names a construct that the app does not have.
    """
    from aws_cdk import Acknowledgment, Stack, Validations  # starts jsii, which readers of the register do not need

    for entry in register():
        construct = construct_at(scope, entry.path)
        finding = entry.finding.replace("{partition}", Stack.of(construct).partition)
        # Positional: only this form is recorded in the validation report.
        Validations.of(construct).acknowledge(Acknowledgment(id=finding_id(finding, construct), reason=entry.reason))
