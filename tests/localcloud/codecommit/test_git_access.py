"""Who and what CodeCommit's host for git refuses: no secret, no policy, no repository, no protocol of git's."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import FOREIGN, REGION, TOOLS, CloudProcess
from tests.localcloud.codecommit.https_git import HttpsGit, basic, host_of, password, signed_url, user_name
from tests.localcloud.ministack.principals import allow, make_role, make_user, trust

_SOURCE = "https://docs.aws.amazon.com/codecommit/latest/userguide/setting-up-https-unixes.html"
_PULL, _PUSH = ("info/refs?service=git-upload-pack", "info/refs?service=git-receive-pack")
_UPLOAD = "application/x-git-upload-pack-request"
_RECEIVE = "application/x-git-receive-pack-request"
_PACKED = {"Content_Encoding": "gzip"}
_OF_EMULATORS = "test"
"""What goes with an account's number as key id where keys are not checked."""
# (session, path of the repository) -> the header Authorization
Credentials = Callable[[boto3.Session, str], str]


@pytest.fixture
def operator(cloud: CloudProcess) -> boto3.Session:
    return cloud.session(TOOLS)


def _signed(session: boto3.Session, path: str, **given: Any) -> str:
    return basic(user_name(session), password(session, path, **given))


def _arn(name: str) -> str:
    return f"arn:aws:codecommit:{REGION}:{TOOLS}:{name}"


def _statuses(https: HttpsGit, session: boto3.Session, name: str) -> tuple[int, int]:
    """Of a pull and of a push."""
    path = f"/v1/repos/{name}"
    pull, push = (
        https.request("GET", f"{path}/{asked}", authorization=_signed(session, path))[0] for asked in (_PULL, _PUSH)
    )
    return pull, push


_WRONG: dict[str, tuple[Credentials, int]] = {
    "nothing": (lambda _session, _path: "", 401),
    "another scheme": (lambda _session, _path: "Bearer x", 401),
    "no base64": (lambda _session, _path: "Basic ****", 403),
    "no user": (lambda session, path: basic("", password(session, path)), 403),
    "no password": (lambda session, _path: basic(user_name(session), ""), 403),
    "the secret itself": (
        lambda session, _path: basic(user_name(session), session.get_credentials().get_frozen_credentials().secret_key),
        403,
    ),
    "an unknown key": (lambda session, path: basic("AKIDEXAMPLE", password(session, path)), 403),
    "an account's number": (lambda session, path: basic(TOOLS, password(session, path, secret=_OF_EMULATORS)), 403),
    "another secret": (lambda session, path: _signed(session, path, secret="x" * 40), 403),
    "a token too much": (lambda session, path: basic(f"{user_name(session)}%x", password(session, path)), 403),
    "16 minutes ago": (lambda session, path: _signed(session, path, age=timedelta(minutes=16)), 403),
    "in 16 minutes": (lambda session, path: _signed(session, path, age=timedelta(minutes=-16)), 403),
    "another repository": (lambda session, path: _signed(session, f"{path}-2"), 403),
    "another region": (lambda session, path: _signed(session, path, region="eu-west-1", host=host_of()), 403),
    "another host": (lambda session, path: _signed(session, path, host="git.example.com"), 403),
    "another method": (lambda session, path: _signed(session, path, method="GET"), 403),
    "a time that is none": (
        lambda session, path: basic(user_name(session), "20269999T999999Z" + password(session, path)[16:]),
        403,
    ),
    "14 minutes ago": (lambda session, path: _signed(session, path, age=timedelta(minutes=14)), 200),
    "in 14 minutes": (lambda session, path: _signed(session, path, age=timedelta(minutes=-14)), 200),
}


@pytest.mark.enforces("CodeCommit: git over HTTPS is signed with the secret of an access key, now", source=_SOURCE)
@pytest.mark.parametrize("given", _WRONG)
def test_a_password_is_a_signature_of_this_repository_and_of_now(
    https: HttpsGit, operator: boto3.Session, name: str, given: str
) -> None:
    make, expected = _WRONG[given]
    path = f"/v1/repos/{name}"
    status, challenge, _ = https.request("GET", f"{path}/{_PULL}", authorization=make(operator, path))
    assert (status, challenge.startswith("Basic ")) == (expected, expected == 401)


def test_a_session_needs_its_own_token(cloud: CloudProcess, https: HttpsGit, name: str) -> None:
    trusted = trust(AWS=f"arn:aws:iam::{TOOLS}:root")
    session = cloud.assume(make_role(cloud, TOOLS, trusted=trusted, policy=allow("codecommit:*", _arn(name))))
    path = f"/v1/repos/{name}"
    key_id = session.get_credentials().get_frozen_credentials().access_key
    statuses = [
        https.request("GET", f"{path}/{_PULL}", authorization=basic(user, password(session, path)))[0]
        for user in (user_name(session), key_id, f"{key_id}%", f"{user_name(session)}x")
    ]
    assert statuses == [200, 403, 403, 403]


def test_an_inactive_key_is_refused(cloud: CloudProcess, https: HttpsGit, name: str) -> None:
    session = make_user(cloud, TOOLS, allow("codecommit:*", _arn(name)))
    assert _statuses(https, session, name) == (200, 200)
    user = cloud.client("sts", session=session).get_caller_identity()["Arn"].rpartition("/")[2]
    key_id = session.get_credentials().get_frozen_credentials().access_key
    cloud.client("iam").update_access_key(UserName=user, AccessKeyId=key_id, Status="Inactive")
    assert _statuses(https, session, name) == (403, 403)


@pytest.mark.enforces(
    "CodeCommit: GitPull and GitPush are asked of who signed",
    source="https://docs.aws.amazon.com/codecommit/latest/userguide/auth-and-access-control-permissions-reference.html",
)
@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (["codecommit:GitPull"], (200, 403)),
        (["codecommit:GitPush"], (403, 200)),
        (["codecommit:GetRepository", "codecommit:PutFile"], (403, 403)),
        (["codecommit:Git*"], (200, 200)),
    ],
)
def test_a_policy_says_who_pulls_and_who_pushes(
    cloud: CloudProcess, https: HttpsGit, name: str, actions: list[str], expected: tuple[int, int]
) -> None:
    assert _statuses(https, make_user(cloud, TOOLS, allow(actions, _arn(name))), name) == expected


def test_a_policy_for_another_repository_says_nothing_of_this_one(
    cloud: CloudProcess, https: HttpsGit, name: str
) -> None:
    session = make_user(cloud, TOOLS, allow("codecommit:*", _arn("none")))
    assert _statuses(https, session, name) == (403, 403)
    assert _statuses(https, session, "none") == (404, 404)


def test_a_reader_that_pushes_is_told_and_moves_nothing(
    cloud: CloudProcess, https: HttpsGit, client: Any, name: str
) -> None:
    checkout = https.checkout("checkout", {"tides.txt": b"high\n"})
    reader = make_user(cloud, TOOLS, allow("codecommit:GitPull", _arn(name)))
    with pytest.raises(subprocess.CalledProcessError) as refused:
        https.git("push", signed_url(reader, name), "HEAD:main", folder=checkout)
    assert "is not authorized to perform: codecommit:GitPush" in refused.value.stdout
    assert client.list_branches(repositoryName=name)["branches"] == []


@pytest.mark.enforces(
    "CodeCommit: a policy limits a push to some branches by codecommit:References",
    source="https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-conditional-branch.html",
)
def test_a_policy_limits_pushes_to_branches(
    cloud: CloudProcess, https: HttpsGit, operator: boto3.Session, client: Any, name: str
) -> None:
    denied = {
        "Effect": "Deny",
        "Action": "codecommit:GitPush",
        "Resource": _arn(name),
        "Condition": {
            "StringEqualsIfExists": {"codecommit:References": ["refs/heads/main"]},
            "Null": {"codecommit:References": "false"},
        },
    }
    allowed = allow("codecommit:Git*", _arn(name))["Statement"]
    session = make_user(cloud, TOOLS, {"Version": "2012-10-17", "Statement": [*allowed, denied]})
    checkout = https.checkout("checkout", {"tides.txt": b"high\n"})
    https.git("push", "--quiet", signed_url(session, name), "HEAD:next", folder=checkout)
    for pushed in (["HEAD:main"], ["HEAD:other", "HEAD:main"]):
        with pytest.raises(subprocess.CalledProcessError):
            https.git("push", "--quiet", signed_url(session, name), *pushed, folder=checkout)
    assert client.list_branches(repositoryName=name)["branches"] == ["next"]
    https.git("push", "--quiet", signed_url(operator, name), "HEAD:main", folder=checkout)
    assert client.list_branches(repositoryName=name)["branches"] == ["main", "next"]


def test_a_repository_is_found_where_it_is_alone(
    cloud: CloudProcess, https: HttpsGit, operator: boto3.Session, name: str
) -> None:
    path = f"/v1/repos/{name}"
    elsewhere = _signed(operator, path, region="eu-west-1")
    assert https.request("GET", f"{path}/{_PULL}", authorization=elsewhere, region="eu-west-1")[0] == 404
    assert _statuses(https, cloud.session(FOREIGN), name) == (404, 404)
    assert _statuses(https, operator, f"{name}.git") == (404, 404)
    assert _statuses(https, operator, "none") == (404, 404)


@pytest.mark.parametrize(
    "target",
    [
        "/v1/repos/..%2f{name}/info/refs?service=git-upload-pack",
        "/v1/repos/%2e%2e/info/refs?service=git-upload-pack",
        "/v1/repos/../repos/{name}/info/refs?service=git-upload-pack",
        "/v1/repos/{name}%00/info/refs?service=git-upload-pack",
        "/v1/repos/{name}%20/info/refs?service=git-upload-pack",
        "/v1/repos/$(id)/info/refs?service=git-upload-pack",
        "/v1/repos/;id;/info/refs?service=git-upload-pack",
        "/v1/repos/--help/info/refs?service=git-upload-pack",
        "/v1/repos/./info/refs?service=git-upload-pack",
        "/v1/repos//info/refs?service=git-upload-pack",
        "/v1/repos/{name}/config",
        "/v1/repos/{name}/HEAD",
        "/v1/repos/{name}/objects/info/packs",
        "/v1/repos/{name}/info/../config",
        "/v1/repos/{name}/git-upload-archive",
        "/v1/repos/{name}",
        "/",
        "/" + "a" * 20_000,
    ],
)
def test_no_other_address_is_answered(https: HttpsGit, operator: boto3.Session, name: str, target: str) -> None:
    asked = target.format(name=name)
    named = asked.partition("/info/")[0] if "/info/" in asked else f"/v1/repos/{name}"
    status, _, body = https.request("GET", asked, authorization=_signed(operator, named))
    assert status in (400, 403, 404), body


@pytest.mark.parametrize(
    ("method", "rest", "given", "body", "expected"),
    [
        ("GET", "info/refs", {}, b"", 403),
        ("GET", "info/refs?service=git-upload-archive", {}, b"", 403),
        ("GET", "info/refs?service=git-upload-pack%00", {}, b"", 403),
        ("POST", "info/refs?service=git-upload-pack", {}, b"", 405),
        ("GET", "git-receive-pack", {}, b"", 405),
        ("POST", "git-receive-pack", {"Content_Type": "text/plain"}, b"0000", 415),
        ("POST", "git-receive-pack", {"Content_Type": _RECEIVE, "Content_Encoding": "br"}, b"0000", 415),
        ("POST", "git-receive-pack", {"Content_Type": _RECEIVE, **_PACKED}, b"0000", 400),
        (
            "POST",
            "git-receive-pack",
            {"Content_Type": _RECEIVE, "Content_Encoding": "gzip"},
            gzip.compress(b"", mtime=0)[:9],
            400,
        ),
        ("POST", "git-receive-pack", {"Content_Type": _RECEIVE}, b"not git", 400),
        ("POST", "git-receive-pack", {"Content_Type": _RECEIVE}, b"ffff" + b"0" * 100, 400),
        ("POST", "git-receive-pack", {"Content_Type": _RECEIVE}, b"0001", 400),
        ("POST", "git-receive-pack", {"Content_Type": _RECEIVE}, b"0000", 200),
        ("POST", "git-upload-pack", {"Content_Type": _UPLOAD, "Git_Protocol": "version=2;$(id)"}, b"0000", 200),
    ],
)
def test_what_is_not_gits_protocol_is_refused(
    https: HttpsGit,
    operator: boto3.Session,
    name: str,
    method: str,
    rest: str,
    given: dict[str, str],
    body: bytes,
    expected: int,
) -> None:
    path = f"/v1/repos/{name}"
    authorization = _signed(operator, path)
    assert https.request(method, f"{path}/{rest}", authorization=authorization, body=body, **given)[0] == expected


def test_a_request_that_says_it_is_too_large_is_refused_before_it_comes(
    https: HttpsGit, operator: boto3.Session, name: str
) -> None:
    path = f"/v1/repos/{name}"
    status, _, body = https.request(
        "POST",
        f"{path}/git-receive-pack",
        authorization=_signed(operator, path),
        body=b"",
        Content_Type=_RECEIVE,
        Content_Length=str(3 << 30),
    )
    assert (status, body) == (413, b"A request has at most 2,147,483,648 bytes.\n")


def test_nobody_else_sees_a_repository_of_the_git_host(
    https: HttpsGit, operator: boto3.Session, name: str, tmp_path: Path
) -> None:
    """A repository behind a connection lies on the same host, and is none of CodeCommit's."""
    assert _statuses(https, operator, "codecommit") == (404, 404)
    with pytest.raises(subprocess.CalledProcessError):
        https.git("clone", f"https://{host_of()}/v1/repos/{name}", str(tmp_path / "clone"))
