"""Whatever was tampered with is named: each subject, each part of the envelope, an envelope of something else."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from compliance.provenance.envelope import seal
from compliance.provenance.statement import subject_names
from compliance.provenance.verification import Expected, file_digest, verify
from tests.compliance.provenance.conftest import PACKAGE, RUN, SBOM, SigningKey, new_key

Sealed = Callable[..., dict[str, Any]]
SUBJECTS = ("assembly.sha256", "gate.json", PACKAGE, SBOM)


def problems(
    envelope: dict[str, Any] | bytes, assembly: Path, key: SigningKey, *, expected: Expected | None = None
) -> dict[str, str]:
    """The checks that do not hold, with what they say."""
    known = Expected(builder=RUN.builder, execution=RUN.execution, commit=RUN.commit, subjects=subject_names(assembly))
    text = envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode()
    checks = list(verify(text, key=key.verify, expected=expected or known, digest_of=partial(file_digest, assembly)))
    assert checks
    return {check.name: check.problem for check in checks if check.problem}


def changed_payload(envelope: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> bytes:
    document = json.loads(base64.b64decode(envelope["payload"]))
    change(document)
    return json.dumps(document).encode()


def test_untouched_provenance_holds_and_every_check_is_said(sealed: Sealed, assembly: Path, key: SigningKey) -> None:
    assert problems(sealed(), assembly, key) == {}
    known = Expected(builder=RUN.builder, execution=RUN.execution, commit=RUN.commit, subjects=())
    names = [
        check.name
        for check in verify(
            json.dumps(sealed()).encode(), key=key.verify, expected=known, digest_of=partial(file_digest, assembly)
        )
    ]
    assert names == [
        *("envelope", "signature", "statement type", "predicate type", "build type"),
        *("builder", "execution", "commit", "source"),
        *(f"subject {name}" for name in sorted(SUBJECTS)),
    ]


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_subject_that_was_changed_is_named_with_both_digests(
    sealed: Sealed, assembly: Path, key: SigningKey, name: str
) -> None:
    envelope, before = sealed(), file_digest(assembly, name)
    (assembly / name).write_text("changed", encoding="utf-8")
    found = problems(envelope, assembly, key)
    assert set(found) == {f"subject {name}"}
    assert str(before) in found[f"subject {name}"]
    assert str(file_digest(assembly, name)) in found[f"subject {name}"]


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_subject_that_was_removed_is_named(sealed: Sealed, assembly: Path, key: SigningKey, name: str) -> None:
    envelope = sealed()
    (assembly / name).unlink()
    assert problems(envelope, assembly, key) == {f"subject {name}": "there is no such file"}


@pytest.mark.parametrize("name", ["asset.4567.zip", "sbom/another.cdx.json"])
def test_a_package_or_sbom_that_was_added_is_named(sealed: Sealed, assembly: Path, key: SigningKey, name: str) -> None:
    envelope = sealed()
    (assembly / name).write_text("added", encoding="utf-8")
    assert problems(envelope, assembly, key) == {f"subject {name}": "the provenance does not name it"}


def test_a_changed_payload_is_no_longer_signed(sealed: Sealed, assembly: Path, key: SigningKey) -> None:
    envelope = sealed()
    payload = changed_payload(envelope, lambda document: document["subject"].pop())
    assert set(problems({**envelope, "payload": base64.b64encode(payload).decode()}, assembly, key)) == {"signature"}


def test_another_signature_is_refused(sealed: Sealed, assembly: Path, key: SigningKey) -> None:
    envelope = {**sealed(), "signatures": sealed(commit="0" * 40)["signatures"]}
    assert set(problems(envelope, assembly, key)) == {"signature"}


def test_what_another_key_signed_is_refused(sealed: Sealed, assembly: Path, key: SigningKey) -> None:
    assert set(problems(sealed(new_key()), assembly, key)) == {"signature"}


def test_another_type_of_payload_is_refused(sealed: Sealed, assembly: Path, key: SigningKey) -> None:
    found = problems({**sealed(), "payloadType": "application/json"}, assembly, key)
    assert set(found) == {"envelope"}
    assert "application/json" in found["envelope"]


def test_no_envelope_at_all_is_refused(assembly: Path, key: SigningKey) -> None:
    assert set(problems(b"", assembly, key)) == {"envelope"}


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("execution", "0a1b2c3d-0000-4000-8000-000000000002", "execution"),
        ("commit", "0" * 40, "commit"),
        ("builder", "arn:aws:codepipeline:us-east-1:111111111111:another", "builder"),
    ],
)
def test_another_execution_commit_or_builder_is_refused_however_well_signed(
    sealed: Sealed, assembly: Path, key: SigningKey, field: str, value: str, name: str
) -> None:
    found = problems(sealed(**{field: value}), assembly, key)
    assert set(found) == {name}
    assert value in found[name]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (lambda document: document.update(_type="https://in-toto.io/Statement/v0.1"), "statement type"),
        (lambda document: document.update(predicateType="https://slsa.dev/provenance/v0.2"), "predicate type"),
        (lambda document: document["predicate"]["buildDefinition"].update(buildType="tag:other"), "build type"),
        (lambda document: document["predicate"]["buildDefinition"]["resolvedDependencies"].clear(), "source"),
        (lambda document: document.pop("subject"), "statement"),
        (lambda document: document.update(predicate=[]), "statement"),
    ],
)
def test_a_signed_statement_of_another_kind_is_refused(
    sealed: Sealed, assembly: Path, key: SigningKey, place: Callable[[dict[str, Any]], None], name: str
) -> None:
    payload = changed_payload(sealed(), place)
    assert name in problems(seal(payload, key_id="", sign=key.sign), assembly, key)


def test_what_a_reader_does_not_know_is_not_compared(sealed: Sealed, assembly: Path, key: SigningKey) -> None:
    unknown = Expected(builder=None, execution=None, commit=None, subjects=())
    digest_of = partial(file_digest, assembly)
    checks = verify(json.dumps(sealed()).encode(), key=key.verify, expected=unknown, digest_of=digest_of)
    assert {check.name for check in checks}.isdisjoint({"builder", "execution", "commit"})
    assert set(problems(sealed(), assembly, key, expected=replace(unknown, commit="1" * 40))) == {"commit"}
