"""Ways to weaken the product or its pipeline by a small edit, one for each family of rules, and what must be said about
it; and one that only the template shows, in the pipeline's own stack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from feature_stacks.naming import PIPELINE_STACK

APPLICATION: Final = f"{PIPELINE_STACK}/Prod/CvTailoring"
ARTIFACTS: Final = f"{APPLICATION}/CVTailoring/Artifacts/Table/Resource"
TABLE: Final = ("feature_stacks/data_table.py", "self.table = dynamodb.Table(")


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One edit.

    Attributes:
        file, old, new: the edit; `old` stands in the file once.
        rules: findings that must stop it, as the gate names them.
        resource: path of a construct that has the findings; of the product's, the one in prod.
        made_in: the file whose line made it, and what stands on that line.
    """

    name: str
    file: str
    old: str
    new: str
    rules: tuple[str, ...]
    resource: str
    made_in: tuple[str, str]


_CV_BUCKET: Final = (
    "            bucket_name=cv_bucket_name(environment_name, account=account),\n"
    "            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,\n"
)
_PROVISIONED: Final = """\
        billing=Provisioned(
            read=CapacityBounds(
                minimum=CV_TAILORING_TABLE_READ_CAPACITY,
                maximum=TABLE_MAX_CAPACITY,
                target_utilization_percent=TABLE_TARGET_UTILIZATION_PERCENT,
            ),
            write=CapacityBounds(
                minimum=CV_TAILORING_TABLE_WRITE_CAPACITY,
                maximum=TABLE_MAX_CAPACITY,
                target_utilization_percent=TABLE_TARGET_UTILIZATION_PERCENT,
            ),
        ),
"""
_VARIABLES: Final = '                "LOG_LEVEL": CV_TAILORING_LOG_LEVEL,\n'
_PLAIN_TEXT: Final = '                "ANTHROPIC_API_KEY": "in-plain-text",\n'  # pragma: allowlist secret
_FUNCTION: Final = "feature_stacks/cv_tailoring/function.py"
_LIVE: Final = """\
        self.live = lambda_.Alias(
            self, "Live", alias_name=CV_TAILORING_LAMBDA_ALIAS, version=self.function.current_version
        )
"""
_URL: Final = "        self.function.add_function_url(auth_type=lambda_.FunctionUrlAuthType.NONE)\n"
_FUNCTION_PATH: Final = f"{APPLICATION}/CVTailoring/Tailoring/Function"
_FUNCTION_POLICY: Final = f"{APPLICATION}/CVTailoring/Tailoring/Policy/Resource"
_POLICY: Final = (_FUNCTION, "self._policy = iam.ManagedPolicy(")
_ARTIFACT_EXPIRY: Final = """\
                s3.LifecycleRule(
                    expiration=ARTIFACT_RETENTION, noncurrent_version_expiration=REPLACED_ARTIFACT_RETENTION
                )
            ],
        )
"""
_ACCESS_OVERRIDE: Final = """\
        self.artifacts.node.default_child.add_property_override("PublicAccessBlockConfiguration.BlockPublicAcls", False)
"""

VIOLATIONS: Final = (
    Violation(
        name="open bucket",
        file="feature_stacks/cv_bucket.py",
        old=_CV_BUCKET,
        new=_CV_BUCKET.replace(
            "s3.BlockPublicAccess.BLOCK_ALL",
            "s3.BlockPublicAccess(block_public_policy=False, restrict_public_buckets=False)",
        ),
        rules=("AwsSolutions-S2",),
        resource=f"{PIPELINE_STACK}/Prod/Shared/Cvs/Bucket/Resource",
        made_in=("feature_stacks/cv_bucket.py", "self.bucket = s3.Bucket("),
    ),
    Violation(
        name="wildcard policy",
        file=_FUNCTION,
        old='        self._allow(("dynamodb:GetItem",), table.table_arn)\n',
        new='        self._allow(("dynamodb:*",), table.table_arn)\n',
        rules=("AwsSolutions-IAM5[Action::dynamodb:*]",),
        resource=_FUNCTION_POLICY,
        made_in=_POLICY,
    ),
    Violation(
        name="no point-in-time recovery",
        file="feature_stacks/data_table.py",
        old="                point_in_time_recovery_enabled=True\n",
        new="                point_in_time_recovery_enabled=False\n",
        rules=("AwsSolutions-DDB3", "CareerVP_TablePointInTimeRecovery"),
        resource=ARTIFACTS,
        made_in=TABLE,
    ),
    Violation(
        name="no time to live",
        file="feature_stacks/cv_tailoring/construct.py",
        old="            time_to_live_attribute=CV_TAILORING_TABLE_TTL_ATTRIBUTE,\n",
        new="",
        rules=("CareerVP_TableTimeToLive",),
        resource=ARTIFACTS,
        made_in=TABLE,
    ),
    Violation(
        name="plain-text secret",
        file="feature_stacks/cv_tailoring/construct.py",
        old=_VARIABLES,
        new=_VARIABLES + _PLAIN_TEXT,
        rules=("CareerVP_NoSecretUnderItsName",),
        resource=f"{_FUNCTION_PATH}/Resource",
        made_in=(_FUNCTION, "self.function = lambda_.Function("),
    ),
    Violation(
        name="unauthenticated method",
        file="feature_stacks/cv_tailoring/api_route.py",
        old="authorization_type=apigateway.AuthorizationType.IAM",
        new="authorization_type=apigateway.AuthorizationType.NONE",
        rules=("AwsSolutions-APIG4", "CareerVP_MethodIsAuthorized"),
        resource=f"{APPLICATION}/Api/RestApi/Default/api/cv-tailoring/POST/Resource",
        made_in=("feature_stacks/cv_tailoring/api_route.py", "self.resource.add_method("),
    ),
    Violation(
        name="no log retention",
        file="feature_stacks/log_group.py",
        old="        retention=_RETENTION[retention_days],\n",
        new="        retention=logs.RetentionDays.INFINITE,\n",
        rules=("CareerVP_LogGroupRetention",),
        resource=f"{APPLICATION}/FunctionLog/Resource",
        made_in=("feature_stacks/log_group.py", "return logs.LogGroup("),
    ),
    Violation(
        name="on-demand billing in prod",
        file="stages/environments.py",
        old=_PROVISIONED,
        new="        billing=OnDemand(),\n",
        rules=("CareerVP_TableBillingOfProtected",),
        resource=ARTIFACTS,
        made_in=TABLE,
    ),
    Violation(
        name="no deletion protection",
        file="stages/environments.py",
        old="DataProtection(retain=True, deletion_protection=True)",
        new="DataProtection(retain=True, deletion_protection=False)",
        rules=("CareerVP_TableDeletionProtectionOfProtected",),
        resource=ARTIFACTS,
        made_in=TABLE,
    ),
    Violation(
        name="public function URL",
        file=_FUNCTION,
        old=_LIVE,
        new=_LIVE + _URL,
        rules=("CareerVP_FunctionUrlIsAuthorized",),
        resource=f"{_FUNCTION_PATH}/FunctionUrl/Resource",
        made_in=(_FUNCTION, "self.function.add_function_url("),
    ),
    Violation(
        name="missing encryption",
        file="feature_stacks/data_table.py",
        old="            encryption=dynamodb.TableEncryption.AWS_MANAGED,\n",
        new="",
        rules=("CareerVP_TableEncryption",),
        resource=ARTIFACTS,
        made_in=TABLE,
    ),
    Violation(
        name="wildcard secret",
        file=_FUNCTION,
        old="secret:{secret}-??????",
        new="secret:anthropic-*",
        rules=("AwsSolutions-IAM5[Resource::arn:aws:secretsmanager:us-east-1:333333333333:secret:anthropic-*]",),
        resource=_FUNCTION_POLICY,
        made_in=_POLICY,
    ),
    Violation(
        name="override in the pipeline's own stack",
        file="pipeline/storage.py",
        old=_ARTIFACT_EXPIRY,
        new=_ARTIFACT_EXPIRY + _ACCESS_OVERRIDE,
        rules=("AwsSolutions-S2",),
        resource=f"{PIPELINE_STACK}/Storage/Artifacts/Resource",
        made_in=("pipeline/storage.py", "self.artifacts = s3.Bucket("),
    ),
)
