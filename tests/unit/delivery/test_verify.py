"""`verify`: what it says of provenance that holds and that was tampered with, from files and from evidence."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from botocore.response import StreamingBody
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from compliance.assembly.assembly_digest import listing
from compliance.provenance.envelope import seal
from compliance.provenance.statement import BuildRun, statement
from delivery import cli
from localcloud.cli import ExitCode
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

EXECUTION, COMMIT = "0a1b2c3d-0000-4000-8000-000000000001", "4c" * 20
PACKAGE, TEMPLATE = "asset.0123.zip", "Prod.template.json"
KEY_ARN = "arn:aws:kms:us-east-1:111111111111:key/1"


class Release:
    """An assembly with its provenance, and the files that say so."""

    def __init__(self, folder: Path) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.assembly = folder / "cdk.out"
        self.assembly.mkdir()
        for name in (PACKAGE, TEMPLATE, "gate.json", "manifest.json"):
            (self.assembly / name).write_text(name, encoding="utf-8")
        self.envelope, self.key = folder / "attestation.dsse.json", folder / "key.pem"
        self.key.write_bytes(self.public(Encoding.PEM))
        self.list_and_sign()

    def public(self, encoding: Encoding) -> bytes:
        return self.private.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)

    def list_and_sign(self) -> None:
        (self.assembly / "assembly.sha256").write_text(listing(self.assembly), encoding="utf-8")
        run = BuildRun(
            builder="arn:aws:codepipeline:us-east-1:111111111111:delivery",
            project="arn:aws:codebuild:us-east-1:111111111111:project/gate",
            execution=EXECUTION,
            started_on="2026-11-27T06:00:00Z",
            finished_on="2026-11-27T06:00:12Z",
            connection="arn:aws:codeconnections:us-east-1:111111111111:connection/1",
            repository="example-org/careervp",
            branch="main",
            commit=COMMIT,
        )
        document = statement(run, assembly=self.assembly, sources=self.assembly)
        sealed = seal(
            json.dumps(document).encode(),
            key_id="",
            sign=lambda message: self.private.sign(message, ec.ECDSA(SHA256())),
        )
        self.envelope.write_text(json.dumps(sealed), encoding="utf-8")


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return Release(tmp_path)


def of_files(release: Release, *arguments: str) -> int:
    files = ["--envelope", release.envelope, "--key", release.key, "--assembly", release.assembly]
    return cli.main(["verify", *map(str, files), "--json", *arguments])


def failed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The names of the checks that do not hold."""
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert document["ok"] == all(check["ok"] for check in document["checks"])
    return [check["name"] for check in document["checks"] if not check["ok"]]


def test_files_that_hold_need_no_cloud(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    assert of_files(release, EXECUTION, "--commit", COMMIT) == ExitCode.OK
    assert failed(capsys) == []


@pytest.mark.parametrize(
    ("name", "named"),
    [
        (PACKAGE, [f"subject {PACKAGE}", "listed files"]),
        ("gate.json", ["subject gate.json"]),
        ("assembly.sha256", ["subject assembly.sha256", "listed files"]),
        (TEMPLATE, ["listed files"]),
        ("Added.template.json", ["listed files"]),
    ],
)
def test_a_changed_file_is_named(
    release: Release, capsys: pytest.CaptureFixture[str], name: str, named: list[str]
) -> None:
    (release.assembly / name).write_text("changed", encoding="utf-8")
    assert of_files(release) == ExitCode.NOT_VERIFIED
    assert failed(capsys) == named


def test_another_key_is_refused(release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    release.key.write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert of_files(release) == ExitCode.NOT_VERIFIED
    assert failed(capsys) == ["signature"]


@pytest.mark.parametrize(
    ("arguments", "name"), [([f"{EXECUTION[:-1]}0"], "execution"), (["--commit", "0" * 40], "commit")]
)
def test_another_execution_or_commit_is_refused(
    release: Release, capsys: pytest.CaptureFixture[str], arguments: list[str], name: str
) -> None:
    assert of_files(release, *arguments) == ExitCode.NOT_VERIFIED
    assert failed(capsys) == [name]


def test_a_file_that_is_no_key_is_wrong_usage(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    release.key.write_text("no key", encoding="utf-8")
    assert of_files(release) == ExitCode.USAGE
    assert "no public key" in capsys.readouterr().err


def test_an_envelope_without_a_trusted_key_is_wrong_usage(release: Release) -> None:
    assert cli.main(["verify", "--envelope", str(release.envelope)]) == ExitCode.USAGE


def test_aws_needs_the_executions_id() -> None:
    assert cli.main(["verify", "--region", "us-east-1"]) == ExitCode.USAGE


def keep(stubbed: StubbedCloud, release: Release, *, kms_key: bytes) -> None:
    """Queues an execution that kept its provenance, and what KMS and CodePipeline say of it."""
    outputs = {"EvidenceBucketName": "evidence", "PipelineName": "delivery", "ProvenanceKeyArn": KEY_ARN}
    stubbed.cloud.__dict__["pipeline_outputs"] = outputs
    files = {
        "gate/attestation.dsse.json": release.envelope.read_bytes(),
        "gate/attestation.pub.pem": release.key.read_bytes(),
        "gate/gate.json": (release.assembly / "gate.json").read_bytes(),
        "synth/compliance/assembly.sha256": (release.assembly / "assembly.sha256").read_bytes(),
    }
    keys = [{"Key": f"{EXECUTION}/{name}"} for name in files]
    stubbed.answers("list_objects_v2", {"Contents": keys}, service="s3")
    for content in files.values():
        stubbed.answers("get_object", {"Body": StreamingBody(io.BytesIO(content), len(content))}, service="s3")
    revision = {"name": "Source", "revisionId": COMMIT}
    execution = {"pipelineName": "delivery", "pipelineExecutionId": EXECUTION, "artifactRevisions": [revision]}
    stubbed.answers("get_pipeline_execution", {"pipelineExecution": execution})
    stubbed.answers("get_public_key", {"KeyId": KEY_ARN, "PublicKey": kms_key}, service="kms")


def of_evidence(stubbed: StubbedCloud, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    monkeypatch.setattr("delivery.commands.verify.connect", lambda _: stubbed.cloud)
    return cli.main(["verify", EXECUTION, "--json", *options])


def test_evidence_that_holds(
    stubbed: StubbedCloud, release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(stubbed, release, kms_key=release.public(Encoding.DER))
    assert of_evidence(stubbed, monkeypatch) == ExitCode.OK
    assert failed(capsys) == []


def test_a_key_beside_the_envelope_that_is_not_the_pipelines_is_named(
    stubbed: StubbedCloud, release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    keep(stubbed, release, kms_key=other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    assert of_evidence(stubbed, monkeypatch) == ExitCode.NOT_VERIFIED
    assert failed(capsys) == ["key"]


def hand_on(stubbed: StubbedCloud, *, project: str) -> None:
    """Queues which artifact a build of a project handed to the stages."""
    action = {
        "input": {"configuration": {"ProjectName": project}},
        "output": {"outputArtifacts": [{"name": "Gate", "s3location": {"bucket": "artifacts", "key": "gate/1"}}]},
    }
    stubbed.answers("list_action_executions", {"actionExecutionDetails": [action]})


def pack(stubbed: StubbedCloud, release: Release) -> None:
    """Queues the artifact itself: the assembly as it is now."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in release.assembly.iterdir():
            archive.write(path, path.name)
    body = StreamingBody(io.BytesIO(packed.getvalue()), len(packed.getvalue()))
    stubbed.answers("get_object", {"Body": body}, service="s3")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (None, []),
        (TEMPLATE, ["artifact: listed files"]),
        (PACKAGE, [f"artifact: subject {PACKAGE}", "artifact: listed files"]),
    ],
)
def test_a_file_changed_in_the_artifact_is_named(
    stubbed: StubbedCloud,
    release: Release,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changed: str | None,
    named: list[str],
) -> None:
    keep(stubbed, release, kms_key=release.public(Encoding.DER))
    if changed:
        (release.assembly / changed).write_text("changed", encoding="utf-8")
    hand_on(stubbed, project="gate")
    pack(stubbed, release)
    assert of_evidence(stubbed, monkeypatch, "--artifact") == (ExitCode.NOT_VERIFIED if named else ExitCode.OK)
    assert failed(capsys) == named


def test_an_artifact_of_another_build_is_not_the_one_that_was_signed(
    stubbed: StubbedCloud, release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(stubbed, release, kms_key=release.public(Encoding.DER))
    hand_on(stubbed, project="another")
    assert of_evidence(stubbed, monkeypatch, "--artifact") == ExitCode.NOT_VERIFIED
    assert "can be told from what it signed" in capsys.readouterr().err
