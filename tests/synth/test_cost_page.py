"""docs/cost.md says what the templates cost: whatever they hold has a price, or is known to have none."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from compliance.assembly import read_stacks
from delivery.costs import PAGE, PICTURE, page, picture, prices
from delivery.costs.billing_modes import BillingModes
from delivery.costs.charges import BY_USE, FIXED, FREE, fixed_charges
from delivery.costs.demand import DEMAND
from delivery.costs.prices import Price
from feature_stacks.environment_choices import Provisioned
from stages.environments import ENVIRONMENTS


def test_the_page_is_what_the_templates_say(assembly: Path) -> None:
    assert page(assembly) == PAGE.read_text(encoding="utf-8"), "docs/cost.md is stale: make docs"


def test_the_plot_is_what_the_prices_say() -> None:
    assert picture() == PICTURE.read_text(encoding="utf-8"), f"docs/pictures/{PICTURE.name} is stale: make docs"


def test_the_plotted_tables_are_those_of_the_templates(assembly: Path) -> None:
    """Demand names as many tables and indexes as stand provisioned in an environment, and they cost what the page's
    columns say.
    """
    provisioned = [each.billing for each in ENVIRONMENTS if isinstance(each.billing, Provisioned)]
    charges = [charge for stack in read_stacks(assembly) for charge in fixed_charges(stack.template)]
    standing = [charge for charge in charges if charge.what in {"read capacity", "write capacity"}]
    assert len(standing) == 2 * len(DEMAND) * len(provisioned)
    tracked = [charge for charge in charges if charge.what == "alarms of target tracking"]
    together = sum((charge.a_month for charge in [*standing, *tracked]), start=Decimal(0))
    assert sum(BillingModes(provisioned=each).reserved(Decimal(0)) for each in provisioned) == together


def test_every_resource_type_is_priced_or_known_to_be_free(assembly: Path) -> None:
    found = {resource["Type"] for stack in read_stacks(assembly) for resource in stack.resources().values()}
    assert found - FIXED.keys() - BY_USE.keys() - FREE == set()
    assert FREE & (FIXED.keys() | BY_USE.keys()) == set()


def test_addresses_keys_and_every_table_are_counted(assembly: Path) -> None:
    stacks = read_stacks(assembly)
    counted = Counter({c.what: 0 for stack in stacks for c in fixed_charges(stack.template)})
    for charge in (charge for stack in stacks for charge in fixed_charges(stack.template)):
        counted[charge.what] += charge.count
    kinds = Counter(resource["Type"] for stack in stacks for resource in stack.resources().values())
    assert counted["public IPv4 address"] == kinds["AWS::EC2::EIP"] > 0
    assert counted["KMS key"] == kinds["AWS::KMS::Key"] > 0
    assert counted["alarms of target tracking"] == 4 * kinds["AWS::ApplicationAutoScaling::ScalingPolicy"]


def test_provisioned_capacity_of_tables_and_indexes_is_counted() -> None:
    units = {"ProvisionedThroughput": {"ReadCapacityUnits": 10, "WriteCapacityUnits": 5}}
    table = {"Type": "AWS::DynamoDB::Table", "Properties": {**units, "GlobalSecondaryIndexes": [units]}}
    on_demand = {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST"}}
    charges = list(fixed_charges({"Resources": {"Table": table, "OnDemand": on_demand}}))
    assert sum(charge.a_month for charge in charges) == 730 * 2 * (10 * Decimal("0.00013") + 5 * Decimal("0.00065"))


def test_an_alarm_on_an_expression_is_charged_by_its_metrics() -> None:
    metrics = [{"Expression": "a + b", "Id": "e"}, *({"Id": name, "MetricStat": {}} for name in "ab")]
    alarms = {
        "Sum": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": metrics}},
        "One": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "Errors"}},
    }
    assert [charge.count for charge in fixed_charges({"Resources": alarms})] == [2, 1]


@pytest.mark.parametrize("price", [price for price in vars(prices).values() if isinstance(price, Price)], ids=str)
def test_a_price_says_who_publishes_it(price: Price) -> None:
    assert price.source.startswith("https://aws.amazon.com/")
    assert price.usd > 0
