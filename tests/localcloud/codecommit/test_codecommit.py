"""CodeCommit as boto3 and git see it: repositories of an account, branches, commits, and what is refused.

Source: docs.aws.amazon.com/codecommit/latest/APIReference/Welcome.html
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, REGION, TOOLS, CloudProcess
from tests.localcloud.events_queue import EventsQueue
from tests.localcloud.ministack.principals import DENIED, allow, make_user, refused, unique


def _put(client: Any, repository: str, path: str, content: bytes, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.put_file(
        repositoryName=repository, branchName="main", filePath=path, fileContent=content, **given
    )
    return answer


def _code(call: Any, **given: Any) -> str:
    with pytest.raises(ClientError) as error:
        call(**given)
    return str(error.value.response["Error"]["Code"])


def test_a_repository_is_made_shown_and_deleted(client: Any, name: str) -> None:
    shown = client.get_repository(repositoryName=name)["repositoryMetadata"]
    assert shown["Arn"] == f"arn:aws:codecommit:{REGION}:{TOOLS}:{name}"
    assert shown["repositoryDescription"] == "When the water comes"
    assert "defaultBranch" not in shown
    assert name in [item["repositoryName"] for item in client.list_repositories()["repositories"]]
    found = client.batch_get_repositories(repositoryNames=[name, "none"])
    assert [item["repositoryId"] for item in found["repositories"]] == [shown["repositoryId"]]
    assert found["repositoriesNotFound"] == ["none"]
    assert client.delete_repository(repositoryName=name)["repositoryId"] == shown["repositoryId"]
    assert _code(client.get_repository, repositoryName=name) == "RepositoryDoesNotExistException"


def test_the_addresses_are_those_of_aws(client: Any, name: str) -> None:
    shown = client.get_repository(repositoryName=name)["repositoryMetadata"]
    place = f"git-codecommit.{REGION}.amazonaws.com/v1/repos/{name}"
    assert (shown["cloneUrlHttp"], shown["cloneUrlSsh"]) == (f"https://{place}", f"ssh://{place}")


def test_files_are_committed_read_and_taken_away(client: Any, name: str) -> None:
    first = _put(client, name, "docs/tides.txt", b"high\n", name="Wanjiru", email="wanjiru@example.com")
    assert client.get_branch(repositoryName=name, branchName="main")["branch"]["commitId"] == first["commitId"]
    second = client.create_commit(
        repositoryName=name,
        branchName="main",
        parentCommitId=first["commitId"],
        authorName="Wanjiru",
        email="wanjiru@example.com",
        commitMessage="A tool",
        putFiles=[
            {"filePath": "tool", "fileMode": "EXECUTABLE", "fileContent": b"#!/bin/sh\n"},
            {"filePath": "docs/tides.txt", "fileContent": b"low\n"},
        ],
    )
    assert [item["absolutePath"] for item in second["filesAdded"]] == ["tool"]
    assert [item["absolutePath"] for item in second["filesUpdated"]] == ["docs/tides.txt"]
    commit = client.get_commit(repositoryName=name, commitId=second["commitId"])["commit"]
    assert (commit["message"], commit["parents"], commit["author"]["name"]) == (
        "A tool",
        [first["commitId"]],
        "Wanjiru",
    )
    file = client.get_file(repositoryName=name, filePath="tool")
    assert (file["fileMode"], file["fileContent"]) == ("EXECUTABLE", b"#!/bin/sh\n")
    third = client.create_commit(
        repositoryName=name,
        branchName="main",
        parentCommitId=second["commitId"],
        deleteFiles=[{"filePath": "docs/tides.txt"}],
        setFileModes=[{"filePath": "tool", "fileMode": "NORMAL"}],
    )
    assert [item["absolutePath"] for item in third["filesDeleted"]] == ["docs/tides.txt"]
    assert client.get_file(repositoryName=name, filePath="tool")["fileMode"] == "NORMAL"
    old = client.get_file(repositoryName=name, filePath="docs/tides.txt", commitSpecifier=first["commitId"])
    assert old["fileContent"] == b"high\n"


def test_branches_are_made_listed_and_deleted(client: Any, name: str) -> None:
    commit = _put(client, name, "a", b"a")["commitId"]
    client.create_branch(repositoryName=name, branchName="next", commitId=commit)
    assert client.list_branches(repositoryName=name)["branches"] == ["main", "next"]
    client.update_default_branch(repositoryName=name, defaultBranchName="next")
    assert client.get_repository(repositoryName=name)["repositoryMetadata"]["defaultBranch"] == "next"
    assert client.delete_branch(repositoryName=name, branchName="main")["deletedBranch"]["commitId"] == commit
    assert client.list_branches(repositoryName=name)["branches"] == ["next"]


def test_tags_are_kept(client: Any, name: str) -> None:
    arn = client.get_repository(repositoryName=name)["repositoryMetadata"]["Arn"]
    client.tag_resource(resourceArn=arn, tags={"team": "tides", "old": "1"})
    client.untag_resource(resourceArn=arn, tagKeys=["old"])
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "tides"}


@pytest.mark.enforces(
    "CodeCommit: a commit is made on the newest one of its branch, by who names it",
    source="https://docs.aws.amazon.com/codecommit/latest/APIReference/API_CreateCommit.html",
)
@pytest.mark.parametrize(
    ("operation", "given", "code"),
    [
        ("put_file", {"branchName": "main", "filePath": "a", "fileContent": b"b"}, "ParentCommitIdRequiredException"),
        (
            "put_file",
            {"branchName": "main", "filePath": "a", "fileContent": b"b", "parentCommitId": "0" * 40},
            "ParentCommitIdOutdatedException",
        ),
        ("put_file", {"branchName": "other", "filePath": "a", "fileContent": b"b"}, "BranchDoesNotExistException"),
        ("create_branch", {"branchName": "main", "commitId": "0" * 40}, "BranchNameExistsException"),
        ("create_branch", {"branchName": "a..b", "commitId": "0" * 40}, "InvalidBranchNameException"),
        ("create_branch", {"branchName": "next", "commitId": "--all"}, "CommitDoesNotExistException"),
        ("delete_branch", {"branchName": "main"}, "DefaultBranchCannotBeDeletedException"),
        ("get_branch", {"branchName": "--all"}, "BranchDoesNotExistException"),
        ("get_commit", {"commitId": "--output=/tmp/x"}, "CommitIdDoesNotExistException"),
        ("get_file", {"filePath": "b"}, "FileDoesNotExistException"),
        ("get_file", {"filePath": "../a"}, "InvalidPathException"),
        ("get_file", {"filePath": "a", "commitSpecifier": "--all"}, "CommitDoesNotExistException"),
    ],
)
def test_what_does_not_fit_the_repository_is_refused(
    client: Any, name: str, operation: str, given: dict[str, Any], code: str
) -> None:
    _put(client, name, "a", b"a")
    assert _code(getattr(client, operation), repositoryName=name, **given) == code


@pytest.mark.parametrize("path", ["/", ".git/config", "a/../../b", "a//b"])
def test_a_path_that_no_commit_holds_is_refused(client: Any, name: str, path: str) -> None:
    given = {"repositoryName": name, "branchName": "main", "filePath": path, "fileContent": b"x"}
    assert _code(client.put_file, **given) == "InvalidPathException"


def test_the_same_content_again_is_no_commit(client: Any, name: str) -> None:
    commit = _put(client, name, "a", b"a")["commitId"]
    with pytest.raises(ClientError, match="SameFileContentException"):
        _put(client, name, "a", b"a", parentCommitId=commit)


def test_a_name_is_taken_once_in_all_accounts(cloud: CloudProcess, client: Any, name: str) -> None:
    assert _code(client.create_repository, repositoryName=name) == "RepositoryNameExistsException"
    other = cloud.client("codecommit", DEV)
    with pytest.raises(ClientError, match=f"in account {TOOLS}, region {REGION}"):
        other.create_repository(repositoryName=name)
    assert _code(other.get_repository, repositoryName=name) == "RepositoryDoesNotExistException"
    assert _code(client.create_repository, repositoryName="-x") == "InvalidRepositoryNameException"


def test_only_what_a_policy_allows_is_done(cloud: CloudProcess, name: str) -> None:
    arn = f"arn:aws:codecommit:{REGION}:{TOOLS}:{name}"
    session = make_user(cloud, TOOLS, allow("codecommit:GetRepository", arn))
    reader = cloud.client("codecommit", session=session)
    assert reader.get_repository(repositoryName=name)["repositoryMetadata"]["Arn"] == arn
    with refused(*DENIED):
        reader.delete_repository(repositoryName=name)
    with refused(*DENIED):
        reader.list_branches(repositoryName=name)


def test_a_commit_by_the_api_is_announced_as_a_push_is(cloud: CloudProcess, client: Any, name: str) -> None:
    queue = EventsQueue(cloud, {"source": ["aws.codecommit"], "detail": {"repositoryName": [name]}})
    commit = _put(client, name, "a", b"a")["commitId"]
    (event,) = queue.received(bool)
    assert event["detail-type"] == "CodeCommit Repository State Change"
    assert event["resources"] == [f"arn:aws:codecommit:{REGION}:{TOOLS}:{name}"]
    detail = event["detail"]
    assert (detail["event"], detail["referenceName"], detail["commitId"]) == ("referenceCreated", "main", commit)


_WAIT = {"Delay": 1, "MaxAttempts": 30}


def _zip(files: dict[str, str]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return body.getvalue()


@pytest.fixture
def bucket(cloud: CloudProcess) -> str:
    """A bucket that keeps versions."""
    s3, name = cloud.client("s3"), unique("seeds")
    s3.create_bucket(Bucket=name)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


def test_a_template_brings_the_first_commit(cloud: CloudProcess, client: Any, bucket: str) -> None:
    name, stack, stacks, s3 = unique("seeded"), unique("stack"), cloud.client("cloudformation"), cloud.client("s3")
    first = s3.put_object(Bucket=bucket, Key="seed.zip", Body=_zip({"docs/tides.txt": "high\n", ".git/config": "x"}))
    newer = s3.put_object(Bucket=bucket, Key="seed.zip", Body=_zip({"docs/tides.txt": "low\n"}))
    place = {"Bucket": bucket, "Key": "seed.zip"}
    code = {"S3": {**place, "ObjectVersion": first["VersionId"]}, "BranchName": "trunk"}
    properties = {"RepositoryName": name, "RepositoryDescription": "one", "Code": code}
    stacks.create_stack(StackName=stack, TemplateBody=_template(properties))
    stacks.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig=_WAIT)
    assert client.get_file(repositoryName=name, filePath="docs/tides.txt")["fileContent"] == b"high\n"
    before = client.get_repository(repositoryName=name)["repositoryMetadata"]
    assert before["defaultBranch"] == "trunk"
    commit = client.get_branch(repositoryName=name, branchName="trunk")["branch"]["commitId"]
    changed = {"S3": {**place, "ObjectVersion": newer["VersionId"]}, "BranchName": "other"}
    update = {**properties, "RepositoryDescription": "two", "Code": changed}
    stacks.update_stack(StackName=stack, TemplateBody=_template(update))
    stacks.get_waiter("stack_update_complete").wait(StackName=stack, WaiterConfig=_WAIT)
    after = client.get_repository(repositoryName=name)["repositoryMetadata"]
    assert (after["repositoryId"], after["repositoryDescription"]) == (before["repositoryId"], "two")
    assert client.list_branches(repositoryName=name)["branches"] == ["trunk"]
    assert client.get_branch(repositoryName=name, branchName="trunk")["branch"]["commitId"] == commit
    stacks.delete_stack(StackName=stack)
    stacks.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=_WAIT)
    assert _code(client.get_repository, repositoryName=name) == "RepositoryDoesNotExistException"


@pytest.mark.parametrize(
    ("body", "branch", "reason"),
    [
        (None, "main", "does not exist"),
        (b"no zip", "main", "cannot be read"),
        (_zip({"../outside.txt": "x"}), "main", "cannot be read"),
        (_zip({"a.txt": "x"}), "a..b", "cannot be committed to a..b"),
    ],
    ids=["no object", "no zip", "a path outside", "no branch's name"],
)
def test_code_that_cannot_be_committed_leaves_no_repository(
    cloud: CloudProcess, client: Any, bucket: str, body: bytes | None, branch: str, reason: str
) -> None:
    if body is not None:
        cloud.client("s3").put_object(Bucket=bucket, Key="seed.zip", Body=body)
    name, stack, stacks = unique("seeded"), unique("stack"), cloud.client("cloudformation")
    code = {"S3": {"Bucket": bucket, "Key": "seed.zip"}, "BranchName": branch}
    stacks.create_stack(
        StackName=stack, TemplateBody=_template({"RepositoryName": name, "Code": code}), OnFailure="DELETE"
    )
    stacks.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=_WAIT)
    (identity,) = {item["StackId"] for item in stacks.list_stacks()["StackSummaries"] if item["StackName"] == stack}
    events = stacks.describe_stack_events(StackName=identity)["StackEvents"]
    assert any(reason in item.get("ResourceStatusReason", "") for item in events)
    assert _code(client.get_repository, repositoryName=name) == "RepositoryDoesNotExistException"


def _template(properties: dict[str, Any]) -> str:
    return json.dumps({"Resources": {"Seeded": {"Type": "AWS::CodeCommit::Repository", "Properties": properties}}})
