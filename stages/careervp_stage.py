"""The Stage that deploys the product into one environment; the pipeline adds one for each."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import CfnOutput, Stage
from aws_cdk import Environment as CdkEnvironment
from constructs import Construct

from feature_stacks.constants import CV_TAILORING_FEATURE, SHARED_FEATURE
from feature_stacks.cv_tailoring_stack import CvTailoringStack
from feature_stacks.naming import TITLE, stack_name
from feature_stacks.shared_stack import SharedStack
from stages.environment import Environment
from stages.settings import Settings


class CareerVpStage(Stage):
    """The product's stacks in one environment.

    Attributes:
        environment: what this stage was made from.
        smoke_outputs: the deployed values that smoke tests need, by the name of the environment variable they read:
            ``CV_TAILORING_URL``, ``CV_BUCKET``, ``JOB_RESEARCH_TABLE``, ``ARTIFACTS_TABLE``, ``SMOKE_ROLE_ARN``.
    """

    def __init__(self, scope: Construct, construct_id: str, *, environment: Environment, settings: Settings) -> None:
        place = settings.place_of(environment.name)
        super().__init__(scope, construct_id, env=CdkEnvironment(account=place.account, region=place.region))
        self.environment = environment
        # A pipeline's deployments neither set termination protection nor take it off (aws-cdk #17871): a person sets it
        # once, docs/going-to-aws.md. It is said of the stacks all the same, because `cdk deploy` by hand would take off
        # what they do not say, and so that the gate tells of a commit that drops it.
        refuses_deletion = environment.data_protection.deletion_protection
        shared = SharedStack(
            self,
            "Shared",
            stack_name=stack_name(SHARED_FEATURE, environment.name),
            description=f"{TITLE} {environment.name}: network and data that features share",
            termination_protection=refuses_deletion,
            environment_name=environment.name,
            billing=environment.billing,
            data_protection=environment.data_protection,
            network=environment.network,
            log_retention_days=environment.log_retention_days,
        )
        cv_tailoring = CvTailoringStack(
            self,
            "CvTailoring",
            stack_name=stack_name(CV_TAILORING_FEATURE, environment.name),
            description=f"{TITLE} {environment.name}: CV tailoring",
            termination_protection=refuses_deletion,
            environment_name=environment.name,
            tools_account=settings.tools_account,
            shared=shared,
            billing=environment.billing,
            data_protection=environment.data_protection,
            throttle=environment.throttle,
            engine=environment.engine,
            alarms=environment.alarms,
            release=environment.release,
            rollout=environment.rollout,
            log_retention_days=environment.log_retention_days,
            integration_timeout_ms=environment.integration_timeout_ms,
            reserved_concurrency=environment.reserved_concurrency,
            cors_origins=environment.cors_origins,
        )
        self.smoke_outputs: Mapping[str, CfnOutput] = {**shared.smoke_outputs, **cv_tailoring.smoke_outputs}
