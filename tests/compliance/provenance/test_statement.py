"""The statement is what in-toto and SLSA publish, and names what it is about and where that came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement

from compliance.provenance.statement import BUILD_TYPE, PREDICATE_TYPE, statement, subject_names
from tests.compliance.provenance.conftest import FILES, PACKAGE, RUN, SBOM, SOURCES, sha256


@pytest.fixture
def document(assembly: Path, sources: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(statement(RUN, assembly=assembly, sources=sources)))
    return made


def test_it_is_a_statement_of_in_totos_published_schema(document: dict[str, Any]) -> None:
    # in-toto's package carries the schema (protobuf, Apache-2.0) and the rules that a schema cannot say.
    read = json_format.ParseDict(document, Statement([], "", {}).pb, ignore_unknown_fields=False)
    Statement.copy_from_pb(read).validate()


def test_its_predicate_is_of_slsas_published_schema(document: dict[str, Any]) -> None:
    read = json_format.ParseDict(document["predicate"], Provenance(), ignore_unknown_fields=False)
    assert document["predicateType"] == PREDICATE_TYPE
    assert read.build_definition.build_type == BUILD_TYPE
    assert read.run_details.metadata.started_on.ToJsonString() == RUN.started_on
    assert read.run_details.metadata.finished_on.ToJsonString() == RUN.finished_on


def test_its_dependencies_are_descriptors_as_in_toto_asks(document: dict[str, Any]) -> None:
    for one in document["predicate"]["buildDefinition"]["resolvedDependencies"]:
        ResourceDescriptor(name=one["name"], uri=one.get("uri", ""), digest=one["digest"]).validate()


def test_a_field_that_the_schema_lacks_would_be_noticed(document: dict[str, Any]) -> None:
    document["predicate"]["builtBy"] = "somebody"
    with pytest.raises(json_format.ParseError):
        json_format.ParseDict(document["predicate"], Provenance(), ignore_unknown_fields=False)


def test_its_subjects_are_the_listing_the_gates_record_each_package_and_each_sbom(document: dict[str, Any]) -> None:
    assert {one["name"]: one["digest"] for one in document["subject"]} == {
        name: {"sha256": sha256(FILES[name])} for name in ("assembly.sha256", "gate.json", PACKAGE, SBOM)
    }


@pytest.mark.parametrize("name", ["assembly.sha256", "gate.json"])
def test_there_is_none_about_an_assembly_without_listing_or_record(assembly: Path, sources: Path, name: str) -> None:
    (assembly / name).unlink()
    assert name in subject_names(assembly)
    with pytest.raises(FileNotFoundError):
        statement(RUN, assembly=assembly, sources=sources)


def test_it_says_the_commit_and_each_lock_that_the_build_installed_from(document: dict[str, Any]) -> None:
    source, *locks = document["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert source["digest"] == {"gitCommit": RUN.commit}
    assert source["uri"] == f"{RUN.connection}/example-org/careervp@refs/heads/main"
    assert {one["name"]: one["digest"]["sha256"] for one in locks} == {
        name: sha256(SOURCES[name]) for name in ("requirements/lambda.txt", "package-lock.json")
    }


def test_it_says_who_built_in_which_execution_with_which_parameters(document: dict[str, Any]) -> None:
    predicate = document["predicate"]
    assert predicate["runDetails"]["builder"]["id"] == RUN.builder
    assert predicate["runDetails"]["metadata"]["invocationId"] == RUN.execution
    assert predicate["buildDefinition"]["externalParameters"] == {
        "repository": "example-org/careervp",
        "branch": "main",
        "commit": RUN.commit,
    }
