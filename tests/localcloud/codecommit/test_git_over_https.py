"""Git over HTTPS towards CodeCommit, as AWS's two helpers set it up: clones, fetches, pushes, and what they start.

Source: docs.aws.amazon.com/codecommit/latest/userguide/setting-up-https-unixes.html
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import pytest

from localcloud.git_host import credential_helper
from tests.localcloud.cloud_process import REGION, TOOLS, CloudProcess
from tests.localcloud.codecommit.https_git import HttpsGit, basic, host_of, password, signed_url, user_name
from tests.localcloud.events_queue import EventsQueue
from tests.localcloud.ministack.principals import allow, make_role, trust, unique

_HELPERS = {
    "aws": f"!{Path(sys.executable).with_name('aws')} codecommit credential-helper $@",
    "own": f"!{sys.executable} -I {credential_helper.__file__}",
}


@pytest.fixture
def operator(cloud: CloudProcess) -> boto3.Session:
    """Who may do everything."""
    return cloud.session(TOOLS)


@pytest.fixture
def checkout(https: HttpsGit, name: str) -> Path:
    """One commit that is pushed nowhere yet."""
    return https.checkout(f"checkout-{name}", {"tides.txt": b"high\n"})


def _heads(https: HttpsGit, operator: boto3.Session, name: str) -> dict[str, str]:
    lines = https.git("ls-remote", signed_url(operator, name)).splitlines()
    return {reference: commit for commit, reference in (line.split("\t") for line in lines)}


def test_a_clone_of_an_empty_repository_is_empty(https: HttpsGit, operator: boto3.Session, name: str) -> None:
    assert "cloned an empty repository" in https.git("clone", signed_url(operator, name), "clone")


def test_what_is_pushed_is_cloned_and_announced(
    cloud: CloudProcess, https: HttpsGit, operator: boto3.Session, name: str, checkout: Path
) -> None:
    queue = EventsQueue(cloud, {"source": ["aws.codecommit"], "detail": {"repositoryName": [name]}})
    said = https.git("push", signed_url(operator, name), "HEAD:main", folder=checkout)
    assert f"remote: CodeCommit announced that the branch main of {name} was created" in said
    (event,) = queue.received(bool)
    commit = https.git("rev-parse", "HEAD", folder=checkout).strip()
    assert (event["detail"]["event"], event["detail"]["commitId"]) == ("referenceCreated", commit)
    https.git("clone", "--quiet", signed_url(operator, name), "clone")
    assert (https.home / "clone" / "tides.txt").read_bytes() == b"high\n"


@pytest.mark.parametrize("version", ["0", "1", "2"])
def test_each_version_of_the_protocol_is_spoken(
    https: HttpsGit, operator: boto3.Session, name: str, checkout: Path, version: str
) -> None:
    settings = ("-c", f"protocol.version={version}")
    https.git(*settings, "push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    https.git(*settings, "clone", "--quiet", signed_url(operator, name), "clone")
    commit = https.commit(checkout, {"tides.txt": b"low\n"})
    https.git(*settings, "push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    https.git(*settings, "fetch", "--quiet", signed_url(operator, name), "main", folder=https.home / "clone")
    assert https.git("rev-parse", "FETCH_HEAD", folder=https.home / "clone").strip() == commit


@pytest.mark.parametrize("helper", _HELPERS)
def test_a_helper_of_git_signs_with_the_profile_of_a_person(
    cloud: CloudProcess, https: HttpsGit, client: Any, name: str, checkout: Path, helper: str
) -> None:
    url = client.get_repository(repositoryName=name)["repositoryMetadata"]["cloneUrlHttp"]
    settings = ("-c", f"credential.helper={_HELPERS[helper]}", "-c", "credential.useHttpPath=true")
    profile = {key: value for key, value in cloud.environment().items() if key.startswith("AWS_")}
    https.git(*settings, "push", "--quiet", url, "HEAD:main", folder=checkout, **profile)
    assert client.get_branch(repositoryName=name, branchName="main")["branch"]["branchName"] == "main"


def test_a_session_signs_with_its_token(cloud: CloudProcess, https: HttpsGit, name: str, checkout: Path) -> None:
    arn = f"arn:aws:codecommit:{REGION}:{TOOLS}:{name}"
    trusted = trust(AWS=f"arn:aws:iam::{TOOLS}:root")
    role = make_role(cloud, TOOLS, trusted=trusted, policy=allow(["codecommit:GitPush", "codecommit:GitPull"], arn))
    session = cloud.assume(role)
    https.git("push", "--quiet", signed_url(session, name), "HEAD:main", folder=checkout)
    https.git("clone", "--quiet", signed_url(session, name), "clone")
    assert (https.home / "clone" / "tides.txt").is_file()


def test_tags_and_branches_come_and_go(
    https: HttpsGit, operator: boto3.Session, client: Any, name: str, checkout: Path
) -> None:
    https.git("tag", "--annotate", "--message", "Spring", "v1", folder=checkout)
    https.git("push", "--quiet", signed_url(operator, name), "HEAD:main", "HEAD:next", "v1", folder=checkout)
    assert {"refs/heads/main", "refs/heads/next", "refs/tags/v1"} <= _heads(https, operator, name).keys()
    https.git("push", "--quiet", signed_url(operator, name), ":refs/heads/next", ":refs/tags/v1", folder=checkout)
    assert client.list_branches(repositoryName=name)["branches"] == ["main"]
    with pytest.raises(subprocess.CalledProcessError) as refused:
        https.git("push", signed_url(operator, name), ":refs/heads/main", folder=checkout)
    assert "deletion of the current branch prohibited" in refused.value.stdout
    assert client.list_branches(repositoryName=name)["branches"] == ["main"]


def test_the_first_branch_is_the_default_which_a_clone_checks_out(
    https: HttpsGit, operator: boto3.Session, client: Any, name: str, checkout: Path
) -> None:
    for branch in ("trunk", "alpha"):
        https.git("push", "--quiet", signed_url(operator, name), f"HEAD:{branch}", folder=checkout)
    assert client.get_repository(repositoryName=name)["repositoryMetadata"]["defaultBranch"] == "trunk"
    https.git("clone", "--quiet", signed_url(operator, name), "clone")
    assert https.git("branch", "--show-current", folder=https.home / "clone").strip() == "trunk"


def test_a_push_that_replaces_history_needs_force(
    https: HttpsGit, operator: boto3.Session, client: Any, name: str, checkout: Path
) -> None:
    https.git("push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    https.git("commit", "--quiet", "--amend", "--message", "Neap tides", folder=checkout)
    with pytest.raises(subprocess.CalledProcessError):
        https.git("push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    https.git("push", "--quiet", "--force", signed_url(operator, name), "HEAD:main", folder=checkout)
    newest = client.get_branch(repositoryName=name, branchName="main")["branch"]["commitId"]
    assert client.get_commit(repositoryName=name, commitId=newest)["commit"]["message"] == "Neap tides\n"


def test_twenty_megabytes_are_pushed_and_cloned(
    https: HttpsGit, operator: boto3.Session, name: str, checkout: Path
) -> None:
    content = os.urandom(20 << 20)
    https.commit(checkout, {"chart.bin": content})
    https.git("push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    https.git("clone", "--quiet", signed_url(operator, name), "clone")
    assert (https.home / "clone" / "chart.bin").read_bytes() == content


def test_of_pushes_at_once_one_moves_each_branch(
    https: HttpsGit, operator: boto3.Session, client: Any, name: str, checkout: Path
) -> None:
    https.git("push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    others = [https.home / f"other-{number}" for number in range(4)]
    for number, other in enumerate(others):
        https.git("clone", "--quiet", signed_url(operator, name), str(other))
        https.commit(other, {"tides.txt": b"%d\n" % number})

    def push(number: int) -> bool:
        url = signed_url(operator, name)
        https.git("push", "--quiet", url, f"HEAD:branch-{number}", folder=others[number])
        try:
            https.git("push", "--quiet", url, "HEAD:main", folder=others[number])
        except subprocess.CalledProcessError:
            return False
        return True

    with ThreadPoolExecutor(len(others)) as pool:
        moved = list(pool.map(push, range(len(others))))
    assert moved.count(True) == 1
    assert len(client.list_branches(repositoryName=name)["branches"]) == 1 + len(others)
    newest = client.get_file(repositoryName=name, filePath="tides.txt")["fileContent"]
    assert newest == b"%d\n" % moved.index(True)


def test_a_packed_request_is_unpacked(https: HttpsGit, operator: boto3.Session, name: str, checkout: Path) -> None:
    https.git("push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    wanted = f"want {_heads(https, operator, name)['HEAD']}\n"
    plain = f"{len(wanted) + 4:04x}{wanted}0000" + "0009done\n"
    status, _, body = https.request(
        "POST",
        f"/v1/repos/{name}/git-upload-pack",
        authorization=basic(user_name(operator), password(operator, f"/v1/repos/{name}")),
        body=gzip.compress(plain.encode()),
        Content_Type="application/x-git-upload-pack-request",
        Content_Encoding="gzip",
    )
    assert (status, b"PACK" in body) == (200, True)


def test_a_template_is_given_the_same_address(cloud: CloudProcess) -> None:
    stacks, stack = cloud.client("cloudformation"), unique("stack")
    resource = {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": stack}}
    address = {"Value": {"Fn::GetAtt": ["Tides", "CloneUrlHttp"]}}
    template = json.dumps({"Resources": {"Tides": resource}, "Outputs": {"Url": address}})
    stacks.create_stack(StackName=stack, TemplateBody=template)
    stacks.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    (output,) = stacks.describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
    assert output["OutputValue"] == f"https://{host_of()}/v1/repos/{stack}"
