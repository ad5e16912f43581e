"""A DynamoDB table as every table here is: encrypted, point-in-time recovery, billed and protected as the environment
decides.

The older ``Table`` and not ``TableV2``, because cdk-nag's DynamoDB rules do not see the latter.
"""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from feature_stacks.environment_choices import Billing, CapacityBounds, DataProtection, Provisioned


class DataTable(Construct):
    """One table with string keys. Where billing is provisioned, table and indexes follow the load by target tracking.

    Attributes:
        table: the table itself.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        table_name: str,
        partition_key: str,
        sort_key: str | None = None,
        time_to_live_attribute: str | None = None,
        billing: Billing,
        data_protection: DataProtection,
    ) -> None:
        super().__init__(scope, construct_id)
        self._billing = billing
        # Capacity belongs to provisioned billing only: CDK refuses it on an on-demand table.
        provisioned = billing if isinstance(billing, Provisioned) else None
        self.table = dynamodb.Table(
            self,
            "Table",
            table_name=table_name,
            partition_key=_string(partition_key),
            sort_key=_string(sort_key) if sort_key else None,
            billing_mode=dynamodb.BillingMode.PROVISIONED if provisioned else dynamodb.BillingMode.PAY_PER_REQUEST,
            read_capacity=provisioned.read.minimum if provisioned else None,
            write_capacity=provisioned.write.minimum if provisioned else None,
            time_to_live_attribute=time_to_live_attribute,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
            if data_protection.retain
            else RemovalPolicy.DESTROY,
            deletion_protection=data_protection.deletion_protection,
        )
        if provisioned:
            _track(self.table.auto_scale_read_capacity(**_bounds(provisioned.read)), provisioned.read)
            _track(self.table.auto_scale_write_capacity(**_bounds(provisioned.write)), provisioned.write)

    def add_index(self, *, index_name: str, partition_key: str, sort_key: str) -> None:
        """A global secondary index with all attributes, which bills and scales as the table does."""
        provisioned = self._billing if isinstance(self._billing, Provisioned) else None
        self.table.add_global_secondary_index(
            index_name=index_name,
            partition_key=_string(partition_key),
            sort_key=_string(sort_key),
            read_capacity=provisioned.read.minimum if provisioned else None,
            write_capacity=provisioned.write.minimum if provisioned else None,
        )
        if provisioned:
            read = self.table.auto_scale_global_secondary_index_read_capacity(index_name, **_bounds(provisioned.read))
            write = self.table.auto_scale_global_secondary_index_write_capacity(
                index_name, **_bounds(provisioned.write)
            )
            _track(read, provisioned.read)
            _track(write, provisioned.write)


def _string(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _bounds(bounds: CapacityBounds) -> dict[str, int]:
    return {"min_capacity": bounds.minimum, "max_capacity": bounds.maximum}


def _track(scaling: dynamodb.IScalableTableAttribute, bounds: CapacityBounds) -> None:
    scaling.scale_on_utilization(target_utilization_percent=bounds.target_utilization_percent)
