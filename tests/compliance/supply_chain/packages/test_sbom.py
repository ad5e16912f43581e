"""The bills list exactly what is locked and what is in the zip, validate, and are the same each time for a commit."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from compliance.supply_chain.check_result import Outcome
from compliance.supply_chain.licences.licence_check import lambda_licences, toolchain_licences
from compliance.supply_chain.licences.recorded_licences import read_record, read_suppliers
from compliance.supply_chain.packages.cyclonedx import Component, Document
from compliance.supply_chain.packages.lambda_package import LambdaPackageError, read_lambda_package
from compliance.supply_chain.packages.lambda_runtime import PACKAGES as RUNTIME_PACKAGES
from compliance.supply_chain.packages.locked_packages import locked_npm, locked_python
from compliance.supply_chain.packages.sbom import lambda_sbom, toolchain_sbom
from compliance.supply_chain.packages.sbom_check import check_contents, check_schema
from compliance.supply_chain.requirement_groups import LAMBDA, TOOLCHAIN
from feature_stacks.naming import PRODUCT, TITLE
from tests.compliance.supply_chain.conftest import PROJECT
from tests.compliance.supply_chain.packages.locked_package import locked

Packaged = Callable[[Mapping[str, str]], Path]

TIME = "2026-01-31T12:00:00Z"


def carried(document: Document) -> list[Component]:
    """The packages that the lock pins: not the runtime, and not what it brings."""
    return [found for found in document["components"] if "version" in found]


def contents(document: Document) -> dict[str, tuple[str, frozenset[str]]]:
    """Version and archive hashes by package."""
    return {
        component["name"]: (
            component["version"],
            frozenset(found["content"] for entry in component["externalReferences"] for found in entry["hashes"]),
        )
        for component in carried(document)
    }


@pytest.fixture(scope="module")
def lambda_bill(assembly: Path) -> Document:
    package = read_lambda_package(assembly)
    return lambda_sbom(package, locked_python(PROJECT, LAMBDA), lambda_licences(package), project=PROJECT, time=TIME)


@pytest.fixture(scope="module")
def toolchain_bill() -> Document:
    packages = (*locked_python(PROJECT, TOOLCHAIN), *locked_npm(PROJECT))
    return toolchain_sbom(packages, toolchain_licences(packages, read_record()), read_suppliers(), time=TIME)


def test_the_lambda_bill_lists_exactly_the_locked_packages(lambda_bill: Document) -> None:
    pins = locked_python(PROJECT, LAMBDA)
    assert contents(lambda_bill) == {pin.name: (pin.version, frozenset(pin.hashes)) for pin in pins}


def test_the_toolchain_bill_lists_exactly_the_locked_packages_and_the_cdk_tools(toolchain_bill: Document) -> None:
    pins = (*locked_python(PROJECT, TOOLCHAIN), *locked_npm(PROJECT))
    assert contents(toolchain_bill) == {pin.name: (pin.version, frozenset(pin.hashes)) for pin in pins}
    assert {"aws-cdk", "cdk-assets", "aws-cdk-lib", "bandit"} <= contents(toolchain_bill).keys()


def test_every_component_has_its_licence(lambda_bill: Document, toolchain_bill: Document) -> None:
    for component in (*lambda_bill["components"], *toolchain_bill["components"]):
        assert component["type"] == "platform" or component["licenses"], component["name"]


def test_both_bills_say_when_by_whom_and_of_whom(lambda_bill: Document, toolchain_bill: Document) -> None:
    for bill in (lambda_bill, toolchain_bill):
        said = bill["metadata"]
        assert said["timestamp"] == TIME
        assert said["supplier"] == said["component"]["supplier"] == {"name": TITLE}
        assert said["authors"] == [{"name": f"{TITLE} delivery"}]
    assert [entry["name"] for entry in lambda_bill["components"] if not entry.get("supplier")] == []
    named = {f"{entry['name']} {entry['version']}": entry.get("supplier") for entry in toolchain_bill["components"]}
    assert named == {title: {"name": name} if name else None for title, name in read_suppliers().items()}
    assert sum(supplier is None for supplier in named.values()) < 0.05 * len(named)  # their metadata names nobody


def test_what_the_runtime_brings_is_listed_as_such_and_in_no_version(lambda_bill: Document) -> None:
    """The versions are AWS's to choose; the lock leaves out exactly these packages."""
    brought = {
        entry["name"]: entry
        for entry in lambda_bill["components"]
        if {"name": "careervp:provided-by", "value": "AWS Lambda runtime python3.11"} in entry.get("properties", [])
    }
    left_out = set(re.findall(r"--no-emit-package ([\w-]+)", (PROJECT / "requirements" / "lock").read_text()))
    assert brought.keys() == left_out
    assert {"boto3", "botocore"} < left_out
    for entry in brought.values():
        assert (entry["scope"], entry["supplier"]) == ("required", {"name": "Amazon Web Services"})
        assert "version" not in entry
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in lambda_bill["dependencies"]}
    assert set(needs["aws-lambda-python3.11"]) == {entry["purl"] for entry in brought.values()}
    assert {"aws-lambda-python3.11", "pkg:pypi/boto3", "pkg:pypi/botocore"} < set(
        needs[f"{PRODUCT}-cv-tailoring-function"]
    )


def test_the_runtimes_packages_are_described_as_those_installed_here_describe_themselves() -> None:
    recorded = {name: licence for (name, _), licence in read_record().items()}
    names = {package.name for package in RUNTIME_PACKAGES}
    for package in RUNTIME_PACKAGES:
        requirements = [Requirement(line) for line in metadata.requires(package.name) or []]
        needed = {found.name for found in requirements if not found.marker or found.marker.evaluate({"extra": ""})}
        assert (package.licence, {*package.needs}) == (recorded[package.name], needed & names)


def test_the_lambda_bill_names_the_zip_by_its_digest(lambda_bill: Document, assembly: Path) -> None:
    (digest,) = lambda_bill["metadata"]["component"]["hashes"]
    assert digest == {"alg": "SHA-256", "content": read_lambda_package(assembly).sha256}


def test_the_lambda_bill_says_who_needs_whom(lambda_bill: Document) -> None:
    needs = {entry["ref"].partition("@")[0]: entry.get("dependsOn", []) for entry in lambda_bill["dependencies"]}
    assert any(ref.startswith("pkg:pypi/pydantic-core@") for ref in needs["pkg:pypi/pydantic"])
    direct = {ref.partition("@")[0] for ref in needs[f"{PRODUCT}-cv-tailoring-function"] if "@" in ref}
    assert direct == {"pkg:pypi/anthropic", "pkg:pypi/aws-lambda-powertools", "pkg:pypi/pydantic"}
    powertools = {ref.partition("@")[0] for ref in needs["pkg:pypi/aws-lambda-powertools"]}
    assert "pkg:pypi/aws-xray-sdk" in powertools  # of the extra that is asked for
    assert "pkg:pypi/pydantic" not in powertools  # of one that is not


def test_both_bills_are_valid_cyclonedx(lambda_bill: Document, toolchain_bill: Document) -> None:
    cases = check_schema({"lambda": lambda_bill, "toolchain": toolchain_bill})
    assert [(case.where, case.outcome) for case in cases] == [("lambda", "passed"), ("toolchain", "passed")]


def test_a_bill_that_breaks_the_schema_fails(toolchain_bill: Document) -> None:
    broken = json.loads(json.dumps(toolchain_bill))
    broken["components"][0]["hashes"] = [{"alg": "SHA-256", "content": "no digest"}]
    (case,) = check_schema({"toolchain": broken})
    assert (case.outcome, case.rule) == (Outcome.FAILED, "invalid-sbom")
    assert "no digest" in case.message


def test_the_same_inputs_give_the_same_bill_and_others_another_serial_number(packaged: Packaged) -> None:
    package = read_lambda_package(packaged({"pydantic 1.0": "License-Expression: MIT"}))
    first, second = (lambda_sbom(package, [locked("pydantic")], {}, project=PROJECT, time=TIME) for _ in range(2))
    other = lambda_sbom(package, [locked("pydantic")], {"pydantic 1.0": "MIT"}, project=PROJECT, time=TIME)
    later = lambda_sbom(package, [locked("pydantic")], {}, project=PROJECT, time="2026-02-01T12:00:00Z")
    assert first == second
    assert len({bill["serialNumber"] for bill in (first, other, later)}) == 3


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"left-pad 1.0": "", "smuggled 6.6": ""}, ("smuggled", "the package holds 6.6")),
        ({"left-pad 1.1": ""}, ("left-pad", "holds 1.1, but requirements/lambda.txt pins 1.0")),
        ({}, ("left-pad", "does not hold it")),
    ],
)
def test_a_zip_that_differs_from_the_lock_fails_and_names_the_package(
    packaged: Packaged, held: dict[str, str], said: tuple[str, str]
) -> None:
    failed = [
        case
        for case in check_contents(read_lambda_package(packaged(held)), [locked("left-pad")])
        if case.outcome is Outcome.FAILED
    ]
    assert [case.name for case in failed] == [said[0]]
    assert said[1] in failed[0].message


def test_no_assembly_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LambdaPackageError, match="run `make synth`"):
        read_lambda_package(tmp_path)


def add_package(assembly: Path, files: dict[str, str]) -> None:
    """One more function, which deploys a zip of these files."""
    with zipfile.ZipFile(assembly / "asset.2c3d.zip", "w") as package:
        for name, text in files.items():
            package.writestr(name, text)
    path = assembly / f"{PRODUCT}-x-dev.template.json"
    template = json.loads(path.read_text(encoding="utf-8"))
    added = {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "python3.14", "Code": {"S3Key": "2c3d.zip"}}}
    path.write_text(json.dumps({"Resources": {**template["Resources"], "Added": added}}), encoding="utf-8")


def test_a_package_of_our_own_sources_alone_has_no_components(packaged: Packaged) -> None:
    assembly = packaged({"left-pad 1.0": ""})
    add_package(assembly, {"release_checks/__init__.py": ""})
    assert read_lambda_package(assembly).file == "asset.0a1b.zip"


def test_two_packages_with_components_are_refused(packaged: Packaged) -> None:
    assembly = packaged({"left-pad 1.0": ""})
    metadata = "Metadata-Version: 2.4\nName: right-pad\nVersion: 1.0\n"
    add_package(assembly, {"right_pad-1.0.dist-info/METADATA": metadata})
    with pytest.raises(LambdaPackageError, match="deploy 2 packages that have components"):
        read_lambda_package(assembly)
