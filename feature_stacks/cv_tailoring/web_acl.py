"""A web ACL in front of the API: requests that look like known attacks never reach authorization."""

from __future__ import annotations

from typing import Final

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from feature_stacks.naming import physical_name

# AWS's baseline groups (docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html), in this
# order.
MANAGED_RULE_GROUPS: Final = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")

# Refuses bodies over 8 KB with 403 (same page); the API itself refuses what is too large, with the 413 that its callers
# are promised.
COUNTED_RULES: Final = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}

LOGGED_ACTIONS: Final = ("BLOCK", "COUNT", "EXCLUDED_AS_COUNT")
# A signature and the token of a session, which would let a reader of the log call the API for some minutes.
REDACTED_HEADERS: Final = ("authorization", "x-amz-security-token")


class ApiWebAcl(Construct):
    """AWS's baseline rule groups on one stage; all else is allowed, and then judged by IAM.

    What a rule blocked or counted is logged; what was allowed is in the API's own access log, without addresses.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        stage: apigateway.Stage,
        log_group: logs.ILogGroup,
    ) -> None:
        super().__init__(scope, construct_id)
        name = physical_name("cv-tailoring", "web-acl", environment_name)
        acl = wafv2.CfnWebACL(
            self,
            "Acl",
            name=name,
            description="Baseline protection of the CV tailoring API",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visibility(name),
            rules=[
                wafv2.CfnWebACL.RuleProperty(
                    name=group,
                    priority=priority,
                    override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
                    statement=wafv2.CfnWebACL.StatementProperty(
                        managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                            vendor_name="AWS",
                            name=group,
                            rule_action_overrides=[_counted(rule) for rule in COUNTED_RULES.get(group, ())] or None,
                        )
                    ),
                    visibility_config=_visibility(group),
                )
                for priority, group in enumerate(MANAGED_RULE_GROUPS)
            ],
        )
        wafv2.CfnWebACLAssociation(self, "Association", resource_arn=stage.stage_arn, web_acl_arn=acl.attr_arn)
        wafv2.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=acl.attr_arn,
            log_destination_configs=[log_group.log_group_arn],
            redacted_fields=[
                wafv2.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": header})
                for header in REDACTED_HEADERS
            ],
            # Untyped in the CDK, so as CloudFormation spells it.
            logging_filter={
                "DefaultBehavior": "DROP",
                "Filters": [
                    {
                        "Behavior": "KEEP",
                        "Requirement": "MEETS_ANY",
                        "Conditions": [{"ActionCondition": {"Action": action}} for action in LOGGED_ACTIONS],
                    }
                ],
            },
        )


def _counted(rule: str) -> wafv2.CfnWebACL.RuleActionOverrideProperty:
    return wafv2.CfnWebACL.RuleActionOverrideProperty(
        name=rule, action_to_use=wafv2.CfnWebACL.RuleActionProperty(count={})
    )


def _visibility(metric_name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True,
        metric_name=metric_name,
        sampled_requests_enabled=False,  # samples show request contents in the console
    )
