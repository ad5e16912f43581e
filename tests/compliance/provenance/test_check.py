"""What the digest step's program says and returns, and that the gate's leaves what that reads; KMS is stood in for by a
key of the test's own that answers as KMS does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from compliance.provenance.attest import attest
from compliance.provenance.check import check
from feature_stacks.naming import PRODUCT
from tests.compliance.provenance.conftest import PACKAGE, RUN, SBOM, new_key

ENVIRONMENT = {
    "PROVENANCE_KEY": "arn:aws:kms:us-east-1:111111111111:key/1",
    "PIPELINE_ARN": RUN.builder,
    "PIPELINE_EXECUTION_ID": RUN.execution,
    "ATTESTED_EXECUTION": RUN.execution,
    "CODEBUILD_BUILD_ARN": f"arn:aws:codebuild:us-east-1:111111111111:build/{PRODUCT}-delivery-gate-tools:1",
    "CONNECTION": RUN.connection,
    "REPOSITORY": RUN.repository,
    "BRANCH": RUN.branch,
    "COMMIT": RUN.commit,
}


class Kms:
    """A key that signs digests."""

    exceptions = SimpleNamespace(KMSInvalidSignatureException=InvalidSignature)

    def __init__(self) -> None:
        self.private = new_key().private

    def sign(self, *, Message: bytes, MessageType: str, SigningAlgorithm: str, KeyId: str) -> dict[str, bytes]:  # noqa: N803
        assert (MessageType, SigningAlgorithm) == ("DIGEST", "ECDSA_SHA_256")
        assert KeyId == ENVIRONMENT["PROVENANCE_KEY"]
        return {"Signature": self.private.sign(Message, ec.ECDSA(Prehashed(SHA256())))}

    def verify(self, *, Message: bytes, Signature: bytes, **_: str) -> dict[str, bool]:  # noqa: N803
        self.private.public_key().verify(Signature, Message, ec.ECDSA(Prehashed(SHA256())))
        return {"SignatureValid": True}

    def get_public_key(self, **_: str) -> dict[str, bytes]:
        return {"PublicKey": self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)}


class CodePipeline:
    """Two executions, the one that builds last."""

    def get_paginator(self, _: str) -> CodePipeline:
        return self

    def paginate(self, **_: str) -> list[dict[str, Any]]:
        started = datetime(2026, 11, 27, 6, tzinfo=UTC)
        ids = ("another", RUN.execution)
        return [{"pipelineExecutionSummaries": [{"pipelineExecutionId": each, "startTime": started}]} for each in ids]


@pytest.fixture
def kms() -> Kms:
    return Kms()


@pytest.fixture
def kept(assembly: Path, sources: Path, kms: Kms) -> dict[str, str]:
    """What the gate kept as evidence when it attested the assembly."""
    evidence: dict[str, str] = {}
    environment = {**ENVIRONMENT, "SOURCES": str(sources)}
    attest(assembly, environment, codepipeline=CodePipeline(), kms=kms, keep=evidence.__setitem__)
    return evidence


def test_what_the_gate_leaves_passes_before_the_wave(
    assembly: Path, kms: Kms, kept: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(assembly, ENVIRONMENT, kms=kms) == 0
    said = capsys.readouterr().out
    assert RUN.execution in said
    assert "4 subjects" in said


def test_evidence_gets_the_same_envelope_and_the_public_key(assembly: Path, kms: Kms, kept: dict[str, str]) -> None:
    assert kept["attestation.dsse.json"] == (assembly / "attestation.dsse.json").read_text(encoding="utf-8")
    key = load_pem_public_key(kept["attestation.pub.pem"].encode())
    assert key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) == kms.get_public_key()["PublicKey"]


@pytest.mark.parametrize("name", ["assembly.sha256", "gate.json", PACKAGE, SBOM])
def test_a_tampered_subject_stops_and_is_named(
    assembly: Path, kms: Kms, kept: dict[str, str], capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (assembly / name).write_text("changed", encoding="utf-8")
    assert check(assembly, ENVIRONMENT, kms=kms) == 1
    assert f"subject {name}: its SHA-256 is" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variable", "name"),
    [("ATTESTED_EXECUTION", "execution"), ("COMMIT", "commit"), ("PIPELINE_ARN", "builder")],
)
def test_provenance_of_something_else_stops(
    assembly: Path, kms: Kms, kept: dict[str, str], capsys: pytest.CaptureFixture[str], variable: str, name: str
) -> None:
    assert check(assembly, {**ENVIRONMENT, variable: "another"}, kms=kms) == 1
    assert f"{name}: it says" in capsys.readouterr().out


def test_what_another_key_signed_stops(
    assembly: Path, kept: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(assembly, ENVIRONMENT, kms=Kms()) == 1
    assert "signature: " in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", json.dumps({"payload": ""})])
def test_an_envelope_that_is_missing_or_none_stops(
    assembly: Path, kms: Kms, kept: dict[str, str], capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    place = assembly / "attestation.dsse.json"
    place.unlink() if content is None else place.write_text(content, encoding="utf-8")
    assert check(assembly, ENVIRONMENT, kms=kms) == 1
    assert "envelope: " in capsys.readouterr().out
