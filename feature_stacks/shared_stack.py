"""What features share in an environment: the network, the CVs, the job research, and where alarms go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsii
from aws_cdk import CfnOutput, Fn, Stack
from constructs import Construct

from feature_stacks.alarm_topic import AlarmTopic
from feature_stacks.api_gateway_account import ApiGatewayAccount
from feature_stacks.backups import BackupPlan, TableBackups
from feature_stacks.constants import JOB_RESEARCH_KEY_ATTRIBUTE, JOB_RESEARCH_TTL_ATTRIBUTE, SHARED_FEATURE
from feature_stacks.cv_bucket import CvBucket
from feature_stacks.data_table import DataTable
from feature_stacks.environment_choices import Billing, DataProtection, NetworkLayout
from feature_stacks.log_key import LogKey
from feature_stacks.naming import job_research_table_name
from feature_stacks.network import Network
from feature_stacks.tagging import tag


class SharedStack(Stack):
    """Everything here outlives any one feature.

    Attributes:
        vpc, lambda_security_group, alarm_topic, log_key, cv_key, backup_plan: what a feature's stack takes by
            reference. Bucket and table it takes by name.
        smoke_outputs: what the smoke tests need to know of this deployment, by the name of their environment variable.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        billing: Billing,
        data_protection: DataProtection,
        network: NetworkLayout,
        log_retention_days: int,
        **kwargs: Any,
    ) -> None:
        self._zone_count = network.availability_zones
        super().__init__(scope, construct_id, **kwargs)
        self.log_key = LogKey(self, "Logs", environment_name=environment_name, retain=data_protection.retain).key
        net = Network(
            self,
            "Network",
            environment_name=environment_name,
            layout=network,
            log_retention_days=log_retention_days,
            retain_logs=data_protection.retain,
            log_key=self.log_key,
        )
        self.vpc = net.vpc
        self.lambda_security_group = net.lambda_security_group
        cvs = CvBucket(
            self,
            "Cvs",
            environment_name=environment_name,
            account=self.account,
            data_protection=data_protection,
        )
        self.cv_key = cvs.key
        job_research_table = DataTable(
            self,
            "JobResearch",
            table_name=job_research_table_name(environment_name),
            partition_key=JOB_RESEARCH_KEY_ATTRIBUTE,
            time_to_live_attribute=JOB_RESEARCH_TTL_ATTRIBUTE,
            billing=billing,
            data_protection=data_protection,
        ).table
        self.backup_plan = BackupPlan(self, "Backups", environment_name=environment_name, retain=data_protection.retain)
        TableBackups(
            self,
            "TableBackups",
            feature=SHARED_FEATURE,
            environment_name=environment_name,
            tables=[job_research_table],
            plan_id=self.backup_plan.plan_id,
            vault_arn=self.backup_plan.vault_arn,
        )
        self.alarm_topic = AlarmTopic(self, "Alarms", environment_name=environment_name, account=self.account).topic
        setting = ApiGatewayAccount(self, "ApiGatewayAccount", environment_name=environment_name)
        setting.made_after(child for child in self.node.children if child is not setting)
        self.smoke_outputs: Mapping[str, CfnOutput] = {
            "CV_BUCKET": CfnOutput(self, "CvBucketName", value=cvs.bucket.bucket_name),
            "JOB_RESEARCH_TABLE": CfnOutput(self, "JobResearchTableName", value=job_research_table.table_name),
        }
        CfnOutput(self, "AlarmTopicArn", value=self.alarm_topic.topic_arn, description="Subscribe to hear of alarms")
        tag(self, feature=SHARED_FEATURE, environment_name=environment_name)

    @property
    @jsii.member(jsii_name="availabilityZones")
    def availability_zones(self) -> list[str]:
        """The account's first zones, chosen when deployed:
        CDK would look them up now, and synthesis must not need an account.
        """
        return [Fn.select(index, Fn.get_azs()) for index in range(self._zone_count)]
