"""What of a stack's outputs a person is shown as its addresses."""

from __future__ import annotations

from delivery.cli import COMMANDS, PROJECT
from delivery.console.reading.deployed_stages import addresses


def test_an_address_that_only_leads_to_another_is_left_out() -> None:
    outputs = [
        {"OutputKey": "ApiEndpoint4DEFB5CC", "OutputValue": "https://api.example/v1/"},
        {"OutputKey": "TailoringUrl", "OutputValue": "https://api.example/v1/tailoring"},
        {"OutputKey": "Other", "OutputValue": "https://other.example/"},
        {"OutputKey": "TableName", "OutputValue": "table"},
    ]
    assert list(addresses(outputs)) == ["TailoringUrl", "Other"]


def test_two_outputs_with_one_address_are_both_shown() -> None:
    outputs = [{"OutputKey": key, "OutputValue": "https://api.example/"} for key in ("A", "B")]
    assert list(addresses(outputs)) == ["A", "B"]


def test_what_up_names_for_the_browser_is_a_command() -> None:
    assert PROJECT.console_command in COMMANDS
