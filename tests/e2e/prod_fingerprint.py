"""What "prod is exactly as it was" means: every stack, resource, function version and table of the account, with the
times they changed."""

from __future__ import annotations

import json
from typing import Any

from tests.e2e.delivery import PROD, Delivery


def prod_fingerprint(delivery: Delivery) -> str:
    """A text that changes when anything deployed in prod changes; comparable with ==, readable in a failed
    assertion."""
    cloudformation = delivery.client("cloudformation", PROD)
    lambda_ = delivery.client("lambda", PROD)
    dynamodb = delivery.client("dynamodb", PROD)
    facts: dict[str, Any] = {}
    for stack in cloudformation.describe_stacks()["Stacks"]:
        name = stack["StackName"]
        facts[name] = {
            "status": stack["StackStatus"],
            "changed": str(stack.get("LastUpdatedTime", stack["CreationTime"])),
            "template": cloudformation.get_template(StackName=name)["TemplateBody"],
            "resources": sorted(
                (resource["LogicalResourceId"], resource["PhysicalResourceId"])
                for resource in cloudformation.describe_stack_resources(StackName=name)["StackResources"]
            ),
        }
    for function in lambda_.list_functions()["Functions"]:
        facts[function["FunctionArn"]] = (function["CodeSha256"], function["LastModified"])
    for table in dynamodb.list_tables()["TableNames"]:
        description = dynamodb.describe_table(TableName=table)["Table"]
        facts[table] = (description["BillingModeSummary"], description["ProvisionedThroughput"]["ReadCapacityUnits"])
    return json.dumps(facts, indent=1, sort_keys=True, default=str)
