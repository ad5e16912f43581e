"""Scope: the provenance's documents against their published schemas and other people's readers, and every way to tamper
with them. A key of its own stands for the one in KMS; tests/localcloud/ministack holds KMS itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from compliance.provenance.envelope import seal
from compliance.provenance.statement import BuildRun, statement
from feature_stacks.naming import PRODUCT

RUN = BuildRun(
    builder=f"arn:aws:codepipeline:us-east-1:111111111111:{PRODUCT}-delivery-pipeline-tools",
    project=f"arn:aws:codebuild:us-east-1:111111111111:project/{PRODUCT}-delivery-gate-tools",
    execution="0a1b2c3d-0000-4000-8000-000000000001",
    started_on="2026-11-27T06:00:00Z",
    finished_on="2026-11-27T06:00:12Z",
    connection="arn:aws:codeconnections:us-east-1:111111111111:connection/00000000-0000-4000-8000-000000000000",
    repository="example-org/careervp",
    branch="main",
    commit="4c" * 20,
)
PACKAGE, SBOM = "asset.0123.zip", "sbom/function.cdx.json"
FILES = {
    "assembly.sha256": "the listing",
    "gate.json": "{}",
    PACKAGE: "the package",
    SBOM: "{}",
    "manifest.json": "not a subject: the listing names it",
}
SOURCES = {"requirements/lambda.txt": "pydantic==2", "requirements/lambda.in": "pydantic", "package-lock.json": "{}"}


@dataclass(frozen=True)
class SigningKey:
    """A P-256 key that signs as KMS does."""

    private: ec.EllipticCurvePrivateKey

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message, ec.ECDSA(hashes.SHA256()))

    def verify(self, message: bytes, signature: bytes) -> bool:
        try:
            self.private.public_key().verify(signature, message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True


def new_key() -> SigningKey:
    return SigningKey(ec.generate_private_key(ec.SECP256R1()))


@pytest.fixture(scope="session")
def key() -> SigningKey:
    return new_key()


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    return written(tmp_path / "cdk.out", FILES)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return written(tmp_path / "source", SOURCES)


@pytest.fixture
def sealed(assembly: Path, sources: Path, key: SigningKey) -> Callable[..., dict[str, Any]]:
    """Makes the envelope of a run, by default `RUN`, with fields of the run replaced."""

    def made(signer: SigningKey = key, **changed: str) -> dict[str, Any]:
        document = statement(replace(RUN, **changed), assembly=assembly, sources=sources)
        return seal(json.dumps(document).encode(), key_id="a hint", sign=signer.sign)

    return made


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
