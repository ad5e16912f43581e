"""An execution's provenance, verified from what it kept: envelope, public key and listing from its evidence, the key
against the pipeline's own in KMS, the commit against what CodePipeline took, and the files by what Build listed, or
those of the artifact that stages deploy.

Everything is fetched anew each time, into a folder that goes again: what was changed since is seen.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compliance.provenance.attest import PUBLIC_KEY_FILE
from compliance.provenance.envelope import FILE, EnvelopeError, SignatureError, open_envelope
from compliance.provenance.kms_key import KmsKey
from compliance.provenance.statement import GATE_RECORD
from compliance.provenance.verification import Check
from delivery.evidence import PipelineAccount, fetch_evidence
from delivery.provenance import (
    GATE,
    LISTED,
    LISTING_PLACE,
    PublicKey,
    envelope_of_evidence,
    files_of_assembly,
    files_of_evidence,
    key_of_evidence,
    read,
    read_key,
    verified,
)
from localcloud.cli import CommandError, ExitCode

KEY_OUTPUT: Final = "ProvenanceKeyArn"
NAME_OUTPUT: Final = "PipelineName"
FILES: Final = (f"{GATE}/{FILE}", f"{GATE}/{PUBLIC_KEY_FILE}", f"{GATE}/{GATE_RECORD}", LISTING_PLACE)
"""What verification reads of an execution's evidence."""
_MOST_UNPACKED: Final = 1024 * 1024 * 1024


class NoProvenanceError(CommandError):
    """An execution kept no provenance."""

    def __init__(self, execution_id: str) -> None:
        super().__init__(
            f"execution {execution_id} kept no provenance",
            exit_code=ExitCode.NOT_VERIFIED,
            remedy="a rollback has that of the execution it returns to; one that stopped before its gate has none",
        )


@dataclass(frozen=True, kw_only=True)
class VerifiedProvenance:
    """Attributes:
    key: the one that the signature was held to.
    key_arn: the pipeline's key in KMS; empty where another was trusted.
    checks: each thing that was compared.
    envelope: as it was kept.
    statement: what was signed; empty where the signature does not hold.
    """

    key: PublicKey
    key_arn: str
    checks: tuple[Check, ...]
    envelope: bytes
    statement: Mapping[str, Any]

    @property
    def holds(self) -> bool:
        return not any(check.problem for check in self.checks)


def verify_kept(
    account: PipelineAccount,
    execution_id: str,
    *,
    key: Path | None = None,
    assembly: Path | None = None,
    commit: str | None = None,
) -> VerifiedProvenance:
    """The provenance that an execution kept.

    Args:
        key: a public key to trust, and not the one that lies beside the envelope.
        assembly: the files, and not what Build listed of them.
        commit: what must have been built, and not what CodePipeline says it took.

    Raises:
        CommandError: it kept none, or the pipeline's stack names no key.
        ClientError, BotoCoreError: something may not be read.
    """
    arn = _output(account, KEY_OUTPUT)
    with tempfile.TemporaryDirectory(prefix="provenance-") as name:
        folder = Path(name)
        fetch_evidence(account, execution_id, into=folder, only=FILES)
        envelope = envelope_of_evidence(folder)
        if not envelope.is_file():
            raise NoProvenanceError(execution_id)
        trusted = read_key(key or key_of_evidence(folder))
        checks = verified(
            envelope,
            key=trusted,
            files=files_of_assembly(assembly) if assembly else files_of_evidence(folder),
            execution=execution_id,
            commit=commit or _commit(account, execution_id),
            builder=_builder(arn, _output(account, NAME_OUTPUT)),
        )
        content = read(envelope)
    if key is None:
        checks = (_same_key(account, arn, trusted), *checks)
    return VerifiedProvenance(
        key=trusted,
        key_arn="" if key else arn,
        checks=checks,
        envelope=content,
        statement=_statement(content, trusted),
    )


def verify_artifact(
    account: PipelineAccount, execution_id: str, of_evidence: VerifiedProvenance
) -> tuple[Check, ...] | None:
    """The files themselves: those of the artifact that the signing build handed to the stages.

    Returns:
        A check of each file that is signed by name, and one of all others; None where the execution has no such
        artifact, or no signature says whose it would be.

    Raises:
        CommandError: it is no longer kept, or no assembly.
        ClientError, BotoCoreError: it may not be read.
    """
    project = str(_parameters(of_evidence.statement).get("project", "")).rpartition("/")[2]
    location = _artifact(account, execution_id, project) if project else None
    if location is None:
        return None
    with _unpacked(account, *location) as assembly:
        # Who signed what, of which execution, is among the checks of the evidence.
        envelope = assembly.with_name(FILE)
        envelope.write_bytes(of_evidence.envelope)
        files = files_of_assembly(assembly)
        checks = verified(envelope, key=of_evidence.key, files=files, execution=None, commit=None, builder=None)
    return tuple(check for check in checks if is_of_files(check))


def is_of_files(check: Check) -> bool:
    """Whether a check is of files, and not of who signed what."""
    return check.name.startswith("subject ") or check.name == LISTED


def _output(account: PipelineAccount, name: str) -> str:
    found = account.pipeline_outputs.get(name)
    if not found:
        raise CommandError(f"the pipeline's stack has no output {name}", exit_code=ExitCode.STEP_FAILED)
    return found


def _commit(account: PipelineAccount, execution_id: str) -> str:
    """The commit that the execution took, as CodePipeline has it."""
    execution = account.client("codepipeline").get_pipeline_execution(
        pipelineName=_output(account, NAME_OUTPUT), pipelineExecutionId=execution_id
    )["pipelineExecution"]
    return str(execution["artifactRevisions"][0]["revisionId"])


def _builder(key_arn: str, pipeline: str) -> str:
    """The pipeline's ARN: of the same place as its key."""
    _, partition, _, region, account, *_ = key_arn.split(":")
    return f"arn:{partition}:codepipeline:{region}:{account}:{pipeline}"


def _same_key(account: PipelineAccount, arn: str, kept: PublicKey) -> Check:
    """The key that lies beside the envelope proves nothing by itself; KMS says whether it is the pipeline's."""
    current = PublicKey.from_pem(KmsKey(arn=arn, client=account.client("kms")).public_pem().encode())
    problem = "" if current.fingerprint == kept.fingerprint else f"KMS has {current.fingerprint} for {arn}"
    return Check(name="key", problem=problem)


def _statement(envelope: bytes, key: PublicKey) -> Mapping[str, Any]:
    with suppress(EnvelopeError, SignatureError, ValueError, RecursionError):
        found = json.loads(open_envelope(envelope, verify=key.verify))
        return found if isinstance(found, dict) else {}
    return {}


def _parameters(statement: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        found = statement["predicate"]["buildDefinition"]["internalParameters"]
    except (KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _artifact(account: PipelineAccount, execution_id: str, project: str) -> tuple[str, str] | None:
    """Bucket and key of what the newest build of a project handed on in an execution."""
    pages = account.client("codepipeline").get_paginator("list_action_executions")
    for page in pages.paginate(
        pipelineName=_output(account, NAME_OUTPUT), filter={"pipelineExecutionId": execution_id}
    ):
        for action in page["actionExecutionDetails"]:
            artifacts = action.get("output", {}).get("outputArtifacts", ())
            if action.get("input", {}).get("configuration", {}).get("ProjectName") == project and artifacts:
                location = artifacts[0]["s3location"]
                return location["bucket"], location["key"]
    return None


@contextmanager
def _unpacked(account: PipelineAccount, bucket: str, key: str) -> Iterator[Path]:
    s3 = account.client("s3")
    with tempfile.TemporaryDirectory(prefix="artifact-") as name:
        packed, folder = Path(name) / "artifact.zip", Path(name) / "cdk.out"
        try:
            body = s3.get_object(Bucket=bucket, Key=key)["Body"]
        except s3.exceptions.NoSuchKey:
            raise CommandError(
                "its artifact is not kept any longer", exit_code=ExitCode.NOT_VERIFIED, remedy="its evidence is"
            ) from None
        with packed.open("wb") as file:
            shutil.copyfileobj(body, file)
        try:
            with zipfile.ZipFile(packed) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                    raise CommandError("its artifact is larger than 1 GB unpacked", exit_code=ExitCode.NOT_VERIFIED)
                archive.extractall(folder)
        except (zipfile.BadZipFile, OSError) as error:
            raise CommandError(f"its artifact cannot be unpacked: {error}", exit_code=ExitCode.NOT_VERIFIED) from None
        yield folder
