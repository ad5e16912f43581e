"""`delivery verify`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from compliance.provenance.verification import Check
from delivery.aws_account import aws_account
from delivery.evidence import PipelineAccount, newest_with_evidence
from delivery.kept_provenance import verify_artifact, verify_kept
from delivery.provenance import PublicKey, files_of_assembly, read_key, verified
from localcloud.cli import CommandError, ExitCode, Invocation, connect, execution_argument, execution_reader, invocation

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    epilog="Without any AWS: verify --envelope attestation.dsse.json --key attestation.pub.pem --assembly cdk.out"
)
@execution_argument("An execution's id. Default: the newest that kept evidence.")
@click.option("--profile", help="Read from AWS with this profile of the tools account, not from the local cloud.")
@click.option("--region", help="The pipeline's region on AWS.")
@click.option("--envelope", type=_FILE, help="Verify this envelope; needs --key.")
@click.option("--key", type=_FILE, help="Trust this public key (PEM), and not the one kept with the evidence.")
@click.option("--assembly", type=_FOLDER, help="Compare these files, and not what Build listed of them.")
@click.option("--artifact", is_flag=True, help="Compare the files of the artifact that stages deploy, too.")
@click.option("--commit", help="The commit that must have been built, 40 hex digits.")
@invocation
def verify(
    call: Invocation,
    *,
    execution_id: str | None,
    profile: str | None,
    region: str | None,
    envelope: Path | None,
    key: Path | None,
    assembly: Path | None,
    artifact: bool,
    commit: str | None,
) -> ExitCode:
    """Verify what an execution built: who signed it, the commit, and each file's SHA-256.

    The signature is verified on this machine. Envelope, key and listing come from the execution's evidence, by default
    the newest's, in the local cloud or, with --profile or --region, on AWS; there the key must be the pipeline's in
    KMS. Whoever was given the public key beforehand names it in --key and trusts nothing that lies beside the envelope.
    """
    if envelope is None:
        account, found = _account(call, execution_id, profile=profile, region=region)
        return _of_evidence(call, account, found, artifact=artifact, key=key, assembly=assembly, commit=commit)
    if key is None or assembly is None:
        raise CommandError(
            "--envelope needs --key and --assembly: trusting whom, about what?", exit_code=ExitCode.USAGE
        )
    trusted = read_key(key)
    files = files_of_assembly(assembly)
    checks = verified(envelope, key=trusted, files=files, execution=execution_id, commit=commit, builder=None)
    return _say(call, checks, trusted, source=str(envelope))


def _of_evidence(
    call: Invocation,
    account: PipelineAccount,
    execution_id: str,
    *,
    artifact: bool,
    key: Path | None,
    assembly: Path | None,
    commit: str | None,
) -> ExitCode:
    found = verify_kept(account, execution_id, key=key, assembly=assembly, commit=commit)
    checks = found.checks
    if artifact:
        of_artifact = verify_artifact(account, execution_id, found)
        if of_artifact is None:
            raise CommandError(
                f"no artifact of execution {execution_id} can be told from what it signed",
                exit_code=ExitCode.NOT_VERIFIED,
                remedy="without --artifact its files are compared with what Build listed of them",
            )
        checks = (*checks, *(replace(check, name=f"artifact: {check.name}") for check in of_artifact))
    return _say(call, checks, found.key, source=f"execution {execution_id}")


def _account(
    call: Invocation, execution_id: str | None, *, profile: str | None, region: str | None
) -> tuple[PipelineAccount, str]:
    if profile or region:
        if execution_id is None:
            raise CommandError("name the execution: verify EXECUTION --profile ...", exit_code=ExitCode.USAGE)
        return aws_account(profile, region), execution_id
    cloud = connect(call.workspace)
    return cloud, execution_id or newest_with_evidence(cloud, execution_reader(cloud))


def _say(call: Invocation, checks: tuple[Check, ...], key: PublicKey, *, source: str) -> ExitCode:
    output = call.output
    output.line(f"{source}, verified with the key {key.fingerprint}")
    for check in checks:
        if check.problem:
            output.failed(f"{check.name}: {check.problem}")
        else:
            output.done(check.name)
    holds = not any(check.problem for check in checks)
    output.line("the provenance holds" if holds else "the provenance does not hold")
    output.result(
        {
            "ok": holds,
            "source": source,
            "key_sha256": key.fingerprint,
            "checks": [{"name": check.name, "ok": not check.problem, "problem": check.problem} for check in checks],
        }
    )
    return ExitCode.OK if holds else ExitCode.NOT_VERIFIED
