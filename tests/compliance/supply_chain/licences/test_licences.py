"""A licence that is not known or not allowed stops, and names the package."""

from __future__ import annotations

from email.message import Message

import pytest
from license_expression import get_spdx_licensing

from compliance.supply_chain.check_result import Outcome, Verdict
from compliance.supply_chain.licences.licence_check import check_licences, toolchain_licences
from compliance.supply_chain.licences.licence_metadata import is_allowed, spdx_expression
from compliance.supply_chain.licences.licence_policy import ALLOWED, CLARIFIED, MEANING
from compliance.supply_chain.licences.recorded_licences import installed_licences, read_record, read_suppliers
from compliance.supply_chain.packages.locked_packages import locked_npm, locked_python
from compliance.supply_chain.requirement_groups import LAMBDA, TOOLCHAIN
from tests.compliance.supply_chain.conftest import PROJECT
from tests.compliance.supply_chain.packages.locked_package import locked


def metadata(**fields: str | list[str]) -> Message:
    message = Message()
    for name, values in fields.items():
        for value in [values] if isinstance(values, str) else values:
            message[name.replace("_", "-")] = value
    return message


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "MIT AND Apache-2.0", "License": "something else"}, "MIT AND Apache-2.0"),
        ({"License": "MIT OR Apache-2.0"}, "MIT OR Apache-2.0"),
        ({"License": "Apache License 2.0"}, "Apache-2.0"),
        ({"License": "UNKNOWN", "Classifier": ["License :: OSI Approved :: MIT License"]}, "MIT"),
        ({"Classifier": ["License :: OSI Approved", "License :: OSI Approved :: ISC License (ISCL)"]}, "ISC"),
        ({"Classifier": [f"License :: {name}" for name in ("MIT License", "PSFL")]}, "MIT AND PSF-2.0"),
        ({"Classifier": ["License :: OSI Approved :: BSD License"]}, ""),  # which of them?
        ({"Classifier": ["License :: MIT License", "License :: Other/Proprietary License"]}, ""),
        ({"License": "Ask us"}, ""),
        ({}, ""),
    ],
)
def test_metadata_becomes_an_expression_only_where_it_is_clear(fields: dict[str, str], licence: str) -> None:
    assert spdx_expression("left-pad", metadata(**fields)) == licence


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("MIT AND (GPL-3.0-only OR Apache-2.0)", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("LicenseRef-Ours", False),
        ("MIT (", False),
        ("", False),
    ],
)
def test_an_expression_is_held_to_the_list(expression: str, allowed: bool) -> None:
    assert is_allowed(expression, frozenset({"MIT", "Apache-2.0"})) is allowed


def test_a_disallowed_and_an_unknown_licence_fail_and_name_the_package() -> None:
    licences = {LAMBDA: {"good 1.0": "MIT", "viral 2.0": "AGPL-3.0-only"}, TOOLCHAIN: {"silent 3.0": ""}}
    result = check_licences(licences)
    assert result.verdict is Verdict.FINDINGS
    assert [(case.name, case.rule) for case in result.having(Outcome.FAILED)] == [
        ("viral 2.0", "licence-not-allowed"),
        ("silent 3.0", "unknown-licence"),
    ]
    assert "AGPL-3.0-only" in result.having(Outcome.FAILED)[0].message


def test_weak_copyleft_may_be_used_but_not_delivered() -> None:
    licences = {LAMBDA: {"certifi 1": "MPL-2.0"}, TOOLCHAIN: {"certifi 1": "MPL-2.0"}}
    assert [case.where for case in check_licences(licences).having(Outcome.FAILED)] == [LAMBDA]


def test_a_package_that_was_updated_has_no_licence_until_it_is_recorded_again() -> None:
    recorded = {("left-pad", "1.0"): "MIT"}
    assert toolchain_licences([locked("left-pad", "1.0"), locked("left-pad", "1.1")], recorded) == {
        "left-pad 1.0": "MIT",
        "left-pad 1.1": "",
    }


def test_the_record_says_what_the_installed_packages_say() -> None:
    said = installed_licences((*locked_python(PROJECT, TOOLCHAIN), *locked_npm(PROJECT)))
    assert {(name, entry["version"]): entry["licence"] for name, entry in said.items()} == read_record()
    assert {f"{name} {entry['version']}": entry["supplier"] for name, entry in said.items()} == read_suppliers()


def test_npm_packages_bring_their_licence_in_their_lock() -> None:
    assert {package.name: package.licence for package in locked_npm(PROJECT)} == {
        "aws-cdk": "Apache-2.0",
        "cdk-assets": "Apache-2.0",
    }


def test_every_id_of_the_policy_is_a_licence_of_the_spdx_list() -> None:
    spdx = get_spdx_licensing()
    named = {*MEANING.values(), *(entry.licence for entry in CLARIFIED.values())}.union(*ALLOWED.values())
    for expression in named:
        assert not spdx.validate(expression).errors, expression


def test_what_is_delivered_is_held_to_the_shorter_list() -> None:
    assert ALLOWED[LAMBDA] < ALLOWED[TOOLCHAIN]


def test_every_clarification_is_for_a_locked_package_and_names_its_source() -> None:
    names = {package.name for group in (LAMBDA, TOOLCHAIN) for package in locked_python(PROJECT, group)}
    assert {name for name, entry in CLARIFIED.items() if name not in names or not entry.source.strip()} == set()
