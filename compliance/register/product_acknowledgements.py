"""The application stacks' acknowledgements, the same for each environment.

None of them is for a rule that a change of code could satisfy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.register.acknowledgement import Acknowledgement
from compliance.register.decisions import CALLERS_HAVE_AWS_IDENTITIES, PRODUCT_WILDCARDS, PYTHON_3_11
from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from stages.environment import Environment


def _product(environment: Environment) -> Iterator[Acknowledgement]:
    """What is excused in the product's stacks of one environment."""
    cv_tailoring = f"{PIPELINE_STACK}/{environment.stage_name}/CvTailoring"
    function = f"{cv_tailoring}/CVTailoring/Tailoring"
    wildcard = "AwsSolutions::AwsSolutions-IAM5[Resource::"
    cvs = f"{wildcard}arn:{{partition}}:s3:::{PRODUCT}-cv-artifacts-{{account}}-bucket-{environment.name}"
    yield PRODUCT_WILDCARDS.excuses(
        finding="AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/"
        "service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
        path=f"{PIPELINE_STACK}/{environment.stage_name}/Shared/ApiGatewayAccount/LogRole/Resource",
        reason="API Gateway accepts a log role only with the permissions of this AWS policy; only the service "
        "can assume the role.",
    )
    yield CALLERS_HAVE_AWS_IDENTITIES.excuses(
        finding="AwsSolutions::AwsSolutions-COG4",
        path=f"{cv_tailoring}/Api/RestApi/Default/api/cv-tailoring/POST/Resource",
        reason="The callers are back ends with AWS identities: the method is authorized by AWS IAM (SigV4), "
        "there is no user pool.",
    )
    yield PYTHON_3_11.excuses(
        finding="AwsSolutions::AwsSolutions-L1",
        path=f"{function}/Function/Resource",
        reason="The service is specified for Python 3.11, a runtime that AWS supports; its locked wheels are "
        "built for it.",
    )
    yield PYTHON_3_11.excuses(
        finding="Serverless::Serverless-LambdaLatestVersion",
        path=f"{function}/Function/Resource",
        reason="The same decision as for AwsSolutions-L1, which this pack's rule repeats.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{wildcard}*]",
        path=f"{function}/Policy/Resource",
        reason="X-Ray's write actions, ec2:DescribeNetworkInterfaces and ec2:DescribeSubnets have no resource-level "
        "permission; Lambda refuses the role unless it may remove and re-address network interfaces before there is "
        "one. What the function's own code asks of EC2 is denied.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{wildcard}arn:{{partition}}:ec2:{{region}}:{{account}}:network-interface/*]",
        path=f"{function}/Policy/Resource",
        reason="Lambda chooses the ids of the network interfaces that attach the function to its VPC; they can be made "
        "in its subnets only, and the function's own code is denied all of it.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{cvs}/cvs/*]",
        path=f"{function}/Policy/Resource",
        reason="Master CVs have one key a user, which only a prefix can name; the permission is GetObject alone.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{cvs}/tailored-cvs/*]",
        path=f"{function}/Policy/Resource",
        reason="Tailored CVs have one key an application, which only a prefix can name; GetObject and "
        "PutObject, no delete, no list.",
    )


def product_entries(environments: Sequence[Environment]) -> tuple[Acknowledgement, ...]:
    """The application stacks of these environments, at most 8 entries each."""
    return tuple(entry for environment in environments for entry in _product(environment))
