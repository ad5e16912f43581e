"""Before a wave is deployed: does the deployed pipeline's own key say that its execution built exactly these files?

PROVENANCE_KEY=... PIPELINE_ARN=... ATTESTED_EXECUTION=... COMMIT=... main([ASSEMBLY], os.environ)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from compliance.provenance.envelope import FILE
from compliance.provenance.kms_key import KmsKey
from compliance.provenance.statement import subject_names
from compliance.provenance.verification import Expected, file_digest, verify


def check(assembly: Path, environment: Mapping[str, str], *, kms: Any) -> int:
    """Says each check that does not hold; returns the exit status, 0 where all do.

    What is expected comes from CodePipeline: the key and the builder from the deployed definition, execution and commit
    from the variables of the execution, which in a rollback are those of the execution that is returned to.

    Raises:
        ClientError, BotoCoreError: KMS cannot be asked.
    """
    key = KmsKey(arn=environment["PROVENANCE_KEY"], client=kms)
    expected = Expected(
        builder=environment["PIPELINE_ARN"],
        execution=environment["ATTESTED_EXECUTION"],
        commit=environment["COMMIT"],
        subjects=subject_names(assembly),
    )
    envelope = (assembly / FILE).read_bytes() if (assembly / FILE).is_file() else b""
    checks = list(verify(envelope, key=key.verify, expected=expected, digest_of=partial(file_digest, assembly)))
    failed = [one for one in checks if one.problem]
    if not failed:
        subjects = sum(one.name.startswith("subject ") for one in checks)
        print(f"provenance: execution {expected.execution} built these {subjects} subjects from {expected.commit}")
        return 0
    print("provenance: this is not what the pipeline's gate signed for this execution")
    for one in failed:
        print(f"  {one.name}: {one.problem}")
    print("  nothing of it was deployed here; what to do: docs/runbook.md")
    return 1


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """`check` with the build's own credentials."""
    import boto3  # installed by the step; what reads provenance elsewhere need not have it

    return check(Path(arguments[0]), environment, kms=boto3.client("kms"))
