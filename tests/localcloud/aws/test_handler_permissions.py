"""What the local cloud knows of CloudFormation's handlers is what the packages say that it was taken from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.cloudformation.handler_permissions import arn_pattern, kinds_of, type_permissions
from localcloud.aws.cloudformation.record_handler_permissions import OWN_TYPES, RECORD, record


@pytest.mark.slow
def test_the_record_is_that_of_the_installed_packages() -> None:
    assert json.loads(RECORD.read_text(encoding="utf-8")) == record(), (
        "run python -m localcloud.aws.cloudformation.record_handler_permissions"
    )


def test_a_type_is_known_by_its_service_its_arn_and_what_its_handlers_need() -> None:
    table = type_permissions("AWS::DynamoDB::Table")
    assert table is not None
    assert (table.service, table.kind, table.name) == ("dynamodb", "dynamodb:table", "TableName")
    assert "dynamodb:CreateTable" in table.actions["create"]
    assert "dynamodb:CreateTable" not in table.actions["delete"]
    assert arn_pattern(table.kind) == "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}"


def test_permissions_that_do_not_exist_are_left_out() -> None:
    group = type_permissions("AWS::Logs::LogGroup")
    assert group is not None
    assert not [action for actions in group.actions.values() for action in actions if action.startswith("s3:REST")]


def test_an_action_takes_kinds_of_resources_or_none() -> None:
    assert kinds_of("kms:CreateKey") == ()
    assert kinds_of("kms:CreateAlias") == ("kms:alias", "kms:key")
    with pytest.raises(KeyError):
        kinds_of("kms:Nothing")


def test_types_of_which_nothing_is_known_are_named_on_the_page() -> None:
    page = (Path(__file__).parents[3] / "docs/local-cloud.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if "whose schemas list nothing" in line]
    unknown = {name for name in (*_RESOURCE_HANDLERS, *OWN_TYPES) if type_permissions(name) is None}
    assert {*re.findall(r"AWS::\w+::\w+", row)} == unknown


def test_types_that_the_local_cloud_adds_are_all_known() -> None:
    services = Path(__file__).parents[3] / "localcloud/services"
    named = {
        name
        for path in services.glob("*/cloudformation_types.py")
        for name in re.findall(r"\"(AWS::\w+::\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    assert not {name for name in named if type_permissions(name) is None}
