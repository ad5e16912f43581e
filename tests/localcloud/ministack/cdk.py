"""The real CDK CLI against a server."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.localcloud.cloud_process import DEV, PROD, REGION, REPOSITORY, TOOLS, CloudProcess

_CLI = REPOSITORY / "node_modules" / ".bin" / "cdk"
_SECONDS = 180


def run_cdk(cloud: CloudProcess, *arguments: str, account: str, directory: Path) -> str:
    """Run the CLI as an account's operator and return what it printed."""
    environment = cloud.environment(account)
    environment["PATH"] = f"{REPOSITORY / '.venv' / 'bin'}:{environment['PATH']}"
    environment["CDK_HOME"] = str(directory / "cdk-home")
    run = subprocess.run(
        [str(_CLI), *arguments], cwd=directory, env=environment, capture_output=True, text=True, timeout=_SECONDS
    )
    assert run.returncode == 0, f"{run.stdout}{run.stderr}{cloud.log()[-4000:]}"
    return run.stdout + run.stderr


def bootstrap(cloud: CloudProcess, directory: Path) -> None:
    """Bootstrap tools, and dev and prod with trust in tools, as the product's instructions say."""
    for account in (TOOLS, DEV, PROD):
        trusted = () if account == TOOLS else ("--trust", TOOLS)
        policy = ("--cloudformation-execution-policies", "arn:aws:iam::aws:policy/AdministratorAccess")
        run_cdk(
            cloud, "bootstrap", f"aws://{account}/{REGION}", *trusted, *policy, account=account, directory=directory
        )
