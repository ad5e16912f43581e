"""The pages about AWS, run as they stand: from a fresh clone to prod.

The accounts, the region and the repository are others than the ones that the project ships with: what a page forgets to
set, commit or push is then missing in the cloud too.
"""

from __future__ import annotations

import configparser
import json
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from localcloud.git_host import Repositories
from localcloud.toolchain.layout import Toolchain
from tests.e2e.checkout import PROJECT, Checkout
from tests.e2e.executable_page import Reader, machine
from tests.localcloud.cloud_process import CloudProcess

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("pages")]

TOOLS, DEV, PROD = "123456789012", "444455556666", "777788889999"
REGION = "us-west-2"
REPOSITORY = "acme/careers"
PIPELINE = f"{PRODUCT}-delivery-pipeline-tools"
NOT_ON_A_READERS_MACHINE = frozenset({"aws", "cdk", "cdk-assets", "corepack", "node", "npm", "npx", "uv"})
EXECUTION_LIMIT_SECONDS = 420


class Provider:
    """Where the team's repository lies, and the connection that reads from it."""

    url = f"https://git.example/{REPOSITORY}.git"
    connection_arn = f"arn:aws:codeconnections:{REGION}:{TOOLS}:connection/b1EXAMPLE-1111-2222-3333-444455556666"

    def __init__(self, state_dir: Path, project: Checkout) -> None:
        self.repository = Repositories(state_dir).ensure(REPOSITORY)
        subprocess.run(["git", "push", "--quiet", str(self.repository.directory), "main"], cwd=project.path, check=True)


class Person:
    """Who follows the pages, and does in a console and an editor what no command can."""

    def __init__(self, cloud: CloudProcess, provider: Provider, home: Path) -> None:
        self._cloud = cloud
        self._provider = provider
        self._home = home
        self.clone = home / "careers"
        tools = machine(home.parent / "programs", without=NOT_ON_A_READERS_MACHINE)
        self.reader = Reader(
            folder=home,
            environment={
                "HOME": str(home),
                "PATH": tools,
                "AWS_ENDPOINT_URL": cloud.endpoint_url,
                "AWS_EC2_METADATA_DISABLED": "true",
                # Without a network: packages as they were prepared for builds, and nobody is asked for newer ones.
                **Toolchain(root=PROJECT / ".delivery/toolchain").build_variables(npm_registry_url=""),
            },
            person={
                "clones the repository": self._clone,
                "has profiles": self._write_profiles,
                "makes the connection": self._make_connection,
                "edits the settings": self._edit_settings,
                "has the quotas raised": self._have_quotas_raised,
                "waits for the approval": partial(self._wait_for, "ApproveProd/Approve", "InProgress"),
                "waits for prod": partial(self._wait_for, "Prod", "Succeeded"),
                "deletes the connection": self._delete_connection,
            },
            scratch=home.parent,
        )

    def _clone(self) -> None:
        (self._home / ".gitconfig").write_text(
            f"[user]\n\tname = Ada Example\n\temail = ada@example.com\n"
            f'[url "{self._provider.repository.url}"]\n\tinsteadOf = {self._provider.url}\n',
            encoding="utf-8",
        )
        environment = self.reader.environment
        subprocess.run(["git", "clone", "--quiet", self._provider.url, str(self.clone)], env=environment, check=True)
        # What set-up makes takes minutes and a network; it finds it made, by its own stamp.
        for made in (".venv", "node_modules"):
            (self.clone / made).symlink_to(PROJECT / made)
        (self.clone / ".git/info/exclude").write_text(".venv\nnode_modules\n", encoding="utf-8")
        self.reader.folder = self.clone

    def _write_profiles(self) -> None:
        config, credentials = configparser.RawConfigParser(), configparser.RawConfigParser()
        for name, account in (("tools", TOOLS), ("dev", DEV), ("prod", PROD)):
            key, secret = self._cloud.credentials(account)
            config[f"profile {PRODUCT}-{name}"] = {"region": REGION}
            credentials[f"{PRODUCT}-{name}"] = {"aws_access_key_id": key, "aws_secret_access_key": secret}
        (self._home / ".aws").mkdir()
        for file, content in (("config", config), ("credentials", credentials)):
            with (self._home / ".aws" / file).open("w", encoding="utf-8") as opened:
                content.write(opened)

    def _make_connection(self) -> None:
        """The local cloud's connections stand for their repositories by themselves."""

    def _delete_connection(self) -> None:
        """See above."""

    def _edit_settings(self) -> None:
        file = self.clone / "cdk.json"
        document = json.loads(file.read_text(encoding="utf-8"))
        document["context"]["careervp"] = {
            "repository": REPOSITORY,
            "branch": "main",
            "connection_arn": self._provider.connection_arn,
            "region": REGION,
            "accounts": {"tools": TOOLS, "dev": DEV, "prod": PROD},
            "builds_at_once": 1,
        }
        file.write_text(json.dumps(document, indent=2), encoding="utf-8")

    def _have_quotas_raised(self) -> None:
        """What AWS Support does to accounts, nothing does from within the cloud: it starts again and has them so."""
        self._cloud.stop()
        self._cloud.switches += ("--raise-quota=lambda-memory=10240",)
        self._cloud.start()
        self.reader.environment["AWS_ENDPOINT_URL"] = self._cloud.endpoint_url

    def _wait_for(self, what: str, status: str) -> None:
        """Watches the pipeline in the console until a stage, or one of its actions, is where it should be."""
        deadline = time.monotonic() + EXECUTION_LIMIT_SECONDS
        while time.monotonic() < deadline:
            seen = {name: latest for name, latest in self._stages().items() if latest}
            if seen.get(what, {}).get("status") == status:
                return
            failed = {name: latest for name, latest in seen.items() if latest["status"] in ("Failed", "Stopped")}
            assert not failed, self._failures()
            time.sleep(0.5)
        raise AssertionError(f"waited {EXECUTION_LIMIT_SECONDS} s for {what} to be {status}: {self._stages()}")

    def _stages(self) -> dict[str, dict[str, Any]]:
        state = self.client("codepipeline").get_pipeline_state(name=PIPELINE)["stageStates"]
        stages = {stage["stageName"]: stage.get("latestExecution", {}) for stage in state}
        actions = {
            f"{stage['stageName']}/{action['actionName']}": action.get("latestExecution", {})
            for stage in state
            for action in stage["actionStates"]
        }
        return {**stages, **actions}

    def _failures(self) -> str:
        actions = self.client("codepipeline").list_action_executions(pipelineName=PIPELINE)["actionExecutionDetails"]
        failed = [action for action in actions if action["status"] == "Failed"]
        return json.dumps(failed, indent=1, default=str)

    def client(self, service: str, account: str = TOOLS) -> Any:
        return self._cloud.client(service, account, region=REGION)


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Who has a repository and three accounts, and has done nothing yet."""
    directory = tmp_path_factory.mktemp("pages")
    with CloudProcess(
        state_dir=directory / "state",
        toolchain_dir=PROJECT / ".delivery/toolchain",
        accounts=(TOOLS, DEV, PROD),
        region=REGION,
        switches=("--new-accounts", "--strip-modes"),
    ) as cloud:
        provider = Provider(cloud.state_dir, Checkout.of_this_project(directory / "project"))
        home = directory / "home"
        home.mkdir()
        yield Person(cloud, provider, home)


@pytest.fixture(scope="module")
def arrived(person: Person) -> Person:
    """After docs/going-to-aws.md."""
    person.reader.follow(PROJECT / "docs/going-to-aws.md")
    return person


def test_the_page_leads_from_a_clone_to_prod(arrived: Person) -> None:
    newest, *others = arrived.client("codepipeline").list_pipeline_executions(pipelineName=PIPELINE)[
        "pipelineExecutionSummaries"
    ]
    assert (newest["status"], others) == ("Succeeded", []), "the first execution did not get to prod"
    for name, account in (("dev", DEV), ("prod", PROD)):
        tailored = (arrived.clone / f"tailored-in-{name}.md").read_text(encoding="utf-8")
        assert json.loads((PROJECT / "samples/cv.json").read_text())["contact_info"]["full_name"] in tailored
        stacks = arrived.client("cloudformation", account).describe_stacks()["Stacks"]
        assert {f"{PRODUCT}-shared-{name}", f"{PRODUCT}-cv-tailoring-{name}"} <= {each["StackName"] for each in stacks}


def test_prods_stacks_refuse_to_be_deleted_and_devs_do_not(arrived: Person) -> None:
    protected = {
        name
        for account in (DEV, PROD)
        for stack in arrived.client("cloudformation", account).describe_stacks()["Stacks"]
        if (name := stack["StackName"]).startswith(f"{PRODUCT}-") and stack["EnableTerminationProtection"]
    }
    assert protected == {f"{PRODUCT}-shared-prod", f"{PRODUCT}-cv-tailoring-prod"}


@pytest.fixture(scope="module")
def gone(arrived: Person) -> Person:
    """After docs/leaving-aws.md."""
    arrived.reader.follow(PROJECT / "docs/leaving-aws.md")
    return arrived


def test_dev_was_deployed_again_after_its_end(gone: Person) -> None:
    assert (gone.clone / "tailored-again.md").is_file()


def test_the_evidence_is_still_there_and_locked(gone: Person) -> None:
    s3 = gone.client("s3")
    (bucket,) = [each["Name"] for each in s3.list_buckets()["Buckets"]]
    assert "evidence" in bucket
    versions = s3.list_object_versions(Bucket=bucket)["Versions"]
    judged = next(each for each in versions if each["Key"].endswith("/synth/compliance/judgement.json"))
    assert json.loads(s3.get_object(Bucket=bucket, Key=judged["Key"])["Body"].read())
    with pytest.raises(s3.exceptions.ClientError, match="AccessDenied"):
        s3.delete_object(Bucket=bucket, Key=judged["Key"], VersionId=judged["VersionId"])


@pytest.mark.parametrize("account", [TOOLS, DEV, PROD])
def test_nothing_is_left_but_what_the_page_lists(gone: Person, account: str) -> None:
    evidence = "evidence" if account == TOOLS else None
    left: dict[str, list[str]] = {
        "stacks": [each["StackName"] for each in gone.client("cloudformation", account).describe_stacks()["Stacks"]],
        "tables": gone.client("dynamodb", account).list_tables()["TableNames"],
        "functions": [each["FunctionName"] for each in gone.client("lambda", account).list_functions()["Functions"]],
        "log groups": [
            each["logGroupName"] for each in gone.client("logs", account).describe_log_groups()["logGroups"]
        ],
        "roles": [
            each["RoleName"]
            for each in gone.client("iam", account).list_roles()["Roles"]
            if not each["Path"].startswith("/aws-service-role/")
        ],
        "policies": [
            each["PolicyName"] for each in gone.client("iam", account).list_policies(Scope="Local")["Policies"]
        ],
        "vaults": [
            each["BackupVaultName"] for each in gone.client("backup", account).list_backup_vaults()["BackupVaultList"]
        ],
        "report groups": gone.client("codebuild", account).list_report_groups()["reportGroups"],
        "buckets": [
            each["Name"]
            for each in gone.client("s3", account).list_buckets()["Buckets"]
            if not (evidence and evidence in each["Name"])
        ],
    }
    assert {kind: names for kind, names in left.items() if names} == {}
    kms = gone.client("kms", account)
    states = {key["KeyId"]: kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]}
    of_ours = [key["KeyState"] for key in states.values() if key["KeyManager"] == "CUSTOMER"]
    assert set(of_ours) <= {"PendingDeletion"}
