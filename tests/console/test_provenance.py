"""The page verifies what an execution signed with the command line's own code, and says what was changed since."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, expect

from compliance.assembly.assembly_digest import listing
from compliance.provenance.attest import attest
from delivery.evidence import EVIDENCE_OUTPUT
from delivery.kept_provenance import KEY_OUTPUT, NAME_OUTPUT
from tests.console.eventful_pipeline import HOSTILE
from tests.console.served_console import ServedConsole, served_console
from tests.console.visit import start_visit
from tests.localcloud.cloud_process import REGION, TOOLS, CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

PACKAGE, TEMPLATE = "asset.0123.zip", "Prod.template.json"
HOLDS, BROKEN = "The provenance holds", "The provenance does not hold"
ENVELOPE, KEY, RECORD, LISTED = (
    "gate/attestation.dsse.json",
    "gate/attestation.pub.pem",
    "gate/gate.json",
    "synth/compliance/assembly.sha256",
)


@dataclass(frozen=True, kw_only=True)
class SignedRelease:
    """A delivered execution whose assembly was signed with a key in KMS, as the pipeline's gate signs it."""

    small: SmallPipeline
    console: ServedConsole
    execution: str
    evidence: Mapping[str, bytes]
    artifact: Mapping[str, bytes]

    def keep(self, **changed: bytes | None) -> None:
        """Puts evidence and artifact; a change by its path in the evidence or the artifact, None to leave it out."""
        s3 = self.small.cloud.client("s3")
        for path, content in {**self.evidence, **{k: v for k, v in changed.items() if k in self.evidence}}.items():
            key = f"{self.execution}/{path}"
            if content is None:
                s3.delete_object(Bucket=self.small.bucket, Key=key)
            else:
                s3.put_object(Bucket=self.small.bucket, Key=key, Body=content)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for path, body in {**self.artifact, **{k: v for k, v in changed.items() if k in self.artifact}}.items():
                if body is not None:
                    archive.writestr(path, body)
        s3.put_object(**self.location, Body=packed.getvalue())

    @property
    def location(self) -> dict[str, str]:
        """Bucket and key of what the build handed on."""
        (artifact,) = self.small.actions(self.execution)["Build"]["output"]["outputArtifacts"]
        return {"Bucket": artifact["s3location"]["bucket"], "Key": artifact["s3location"]["key"]}

    def page(self, part: str = "") -> str:
        return self.console.ask(f"/executions/{self.execution}/provenance{part}").body


@pytest.fixture(scope="module")
def signed(
    cloud: CloudProcess, delivered: SmallPipeline, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SignedRelease]:
    kms = cloud.client("kms")
    arn = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    assembly = tmp_path_factory.mktemp("assembly")
    for name in ("manifest.json", "gate.json", PACKAGE, TEMPLATE):
        (assembly / name).write_text(f'{{"is": "{name}"}}', encoding="utf-8")
    (assembly / "assembly.sha256").write_text(listing(assembly), encoding="utf-8")
    execution = str(delivered.executions()[0]["pipelineExecutionId"])
    evidence: dict[str, bytes] = {
        RECORD: (assembly / "gate.json").read_bytes(),
        LISTED: (assembly / "assembly.sha256").read_bytes(),
        "gate/facts.json": json.dumps({"findings": {"Pack": {"now": {"open": 0, "acknowledged": 1}}}}).encode(),
    }
    attest(
        assembly,
        {
            "PROVENANCE_KEY": arn,
            "PIPELINE_EXECUTION_ID": execution,
            "PIPELINE_ARN": f"arn:aws:codepipeline:{REGION}:{TOOLS}:{delivered.name}",
            "CODEBUILD_BUILD_ARN": f"arn:aws:codebuild:{REGION}:{TOOLS}:build/{delivered.name}:1",
            "CONNECTION": delivered.connection,
            "REPOSITORY": delivered.repository,
            "BRANCH": "main",
            "COMMIT": delivered.git("rev-parse", "HEAD").stdout.strip(),
            "SOURCES": str(assembly),
        },
        codepipeline=delivered.codepipeline,
        kms=kms,
        keep=lambda name, text: evidence.__setitem__(f"gate/{name}", text.encode()),
    )
    artifact = {path.name: path.read_bytes() for path in assembly.iterdir()}
    outputs = {EVIDENCE_OUTPUT: delivered.bucket, KEY_OUTPUT: arn, NAME_OUTPUT: delivered.name}
    with served_console(cloud, delivered.name, outputs=outputs) as console:
        yield SignedRelease(small=delivered, console=console, execution=execution, evidence=evidence, artifact=artifact)


def test_what_holds_is_shown_with_its_key_and_its_commit(signed: SignedRelease) -> None:
    signed.keep()
    page = signed.page()
    assert HOLDS in page
    for expected in (":key/", f"project/{signed.small.name}", signed.small.git("rev-parse", "HEAD").stdout.strip()):
        assert expected in page
    assert f"verify {signed.execution} --artifact" in page
    assert "were not compared" not in page
    assert HOLDS in signed.page("/part")
    assert "holds" in signed.page("/mark")


def _other_payload(envelope: bytes) -> bytes:
    document: dict[str, Any] = json.loads(envelope)
    return json.dumps({**document, "payload": document["payload"][:-8] + "AAAAAAA="}).encode()


def _other_key(_key: bytes) -> bytes:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(
    ("path", "change", "named"),
    [
        (RECORD, lambda body: body + b" ", "gate.json"),
        (LISTED, lambda body: body.replace(b"0", b"1"), "assembly.sha256"),
        (LISTED, lambda body: None, "there is no such file"),
        (ENVELOPE, _other_payload, "signature"),
        (ENVELOPE, lambda body: b"[" * 100_000, "nested too deeply"),
        (KEY, _other_key, "KMS has"),
    ],
    ids=["record", "listing", "no listing", "payload", "nesting", "key"],
)
def test_evidence_that_was_changed_is_named(
    signed: SignedRelease, path: str, change: Callable[[bytes], bytes | None], named: str
) -> None:
    signed.keep(**{path: change(signed.evidence[path])})
    page = signed.page()
    assert BROKEN in page
    assert HOLDS not in page
    assert named in page.partition("<details>")[0]
    assert "does not hold" in signed.page("/mark")


@pytest.mark.parametrize(
    ("path", "named"),
    [(PACKAGE, PACKAGE), ("gate.json", "gate.json"), (TEMPLATE, f"not as assembly.sha256 says: {TEMPLATE}")],
)
def test_an_artifact_that_was_changed_is_named_though_its_evidence_holds(
    signed: SignedRelease, path: str, named: str
) -> None:
    signed.keep(**{path: HOSTILE.encode()})
    assert HOLDS in signed.page("/part")
    page = signed.page()
    assert BROKEN in page
    assert named in page.partition("In the artifact that stages deploy")[2].partition("<details>")[0]
    assert "In the evidence" not in page


def test_what_cannot_be_verified_is_neither_good_nor_bad(signed: SignedRelease) -> None:
    signed.keep(**{ENVELOPE: None})
    page = signed.page()
    assert "kept no provenance" in page
    assert HOLDS not in page
    assert BROKEN not in page
    signed.keep()
    signed.small.cloud.client("s3").delete_object(**signed.location)
    page = signed.page()
    assert HOLDS in page
    assert "were not compared: its artifact is not kept any longer" in page
    signed.keep()
    assert signed.console.ask("/executions/none/provenance").status == 404


@pytest.mark.slow
def test_it_is_seen_where_people_look(browser: Browser, signed: SignedRelease) -> None:
    signed.keep(**{RECORD: HOSTILE.encode()})
    for scheme in ("light", "dark"):
        visit = start_visit(browser, signed.console, color_scheme=scheme)
        for path in ("/compliance", f"/executions/{signed.execution}", f"/executions/{signed.execution}/provenance"):
            visit.open(path)
            expect(visit.page.get_by_role("main")).to_contain_text("does not hold")
            assert visit.problems() == [], path
            for width in (390, 1280, 1920):
                assert visit.fits(width), (path, width)
        visit.page.context.close()
        assert visit.complaints == []
    signed.keep()
