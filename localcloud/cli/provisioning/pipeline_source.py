"""What a pipeline's source action reads, from its template: the repository that a push must reach, and what has to be
there before the pipeline is deployed, as a person would have made it in their accounts beforehand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from localcloud.aws.limits.connection_arns import EXAMPLE_CONNECTION_ARN, is_connection_arn
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.provisioning.undecided import unserved
from localcloud.cli.source.source_object import OBJECT_OWNER

CODECOMMIT_OWNER: Final = "codecommit"
"""Owner of CodeCommit's repositories at the local git host."""
_CODECOMMIT_TYPE: Final = "AWS::CodeCommit::Repository"
_CODE_BRANCH: Final = "main"
"""Where CodeCommit puts the property `Code` that names no branch."""
_BUCKET_TYPE: Final = "AWS::S3::Bucket"
_SECRET: Final = re.compile(
    r"\{\{resolve:secretsmanager:(?P<name>[^:{}]+):SecretString:(?P<key>[^:{}]*)(?::[^{}]*)?\}\}"
)
_FULL_ID: Final = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)+", re.ASCII)
_UNSET: Final = frozenset({"undefined", "null", "None"})
"""What an app's language makes of a variable that is not set, put into a text."""
_FROM_A_VARIABLE: Final = "where it takes that from a variable of your shell, --variable NAME=VALUE gives it"
_ACCOUNT: Final = re.compile(r":iam::(?P<account>\d{12}):role/")
_PLACEHOLDER: Final = "any-token-serves-here"
_USE: Final = "codeconnections:UseConnection"


@dataclass(frozen=True, kw_only=True)
class PipelineSource:
    """Where a pipeline's commits come from.

    Attributes:
        repository: `owner/name` at the local git host; `s3/ACTION` for an object of a bucket.
        branch: the branch; an object's key.
        token_secret: name of the secret with the token that GitHub's first version reads; empty where it needs none or
            the app makes it.
        token_key: the token's key in it, if it is JSON.
        codecommit_repository: name of a CodeCommit repository that the pipeline's stack does not make; else empty.
        account: of that repository, where it is not the pipeline's; else empty.
        region: of that repository, where it is not the pipeline's; else empty.
        is_object: whether commits are zips in a bucket, not pushed.
        bucket: name of such a bucket that the pipeline's stack does not make; else empty.
        has_own_code: whether the stack makes the repository with a first commit on that branch.
        lacks_use: whether the stack grants the use of the connection by its service's older name only, as the CDK does.
    """

    repository: str
    branch: str
    token_secret: str = ""
    token_key: str = ""
    codecommit_repository: str = ""
    account: str = ""
    region: str = ""
    is_object: bool = False
    bucket: str = ""
    has_own_code: bool = False
    lacks_use: bool = False

    def provide(self, cloud: LocalCloud) -> tuple[str, ...]:
        """Makes what has to be there, where it is not yet; gives a line for each thing made or left open."""
        lines = []
        if self.lacks_use:
            lines.append(
                f"the stack grants codestar-connections:UseConnection only; AWS's guide asks for {_USE} too, because "
                "the connection's ARN names its service so"
            )
        if self.token_secret and self._make_secret(cloud):
            lines.append(f"made the secret {self.token_secret}, which the pipeline's source reads: {_PLACEHOLDER}")
        if self.codecommit_repository and self._make_repository(cloud):
            where = "".join(
                f" in {kind} {name}" for kind, name in (("account", self.account), ("region", self.region)) if name
            )
            lines.append(
                f"made the CodeCommit repository {self.codecommit_repository}{where}, which the pipeline reads"
            )
        if self.bucket and self._make_bucket(cloud):
            lines.append(f"made the bucket {self.bucket}, which the pipeline reads {self.branch} of")
        return tuple(lines)

    def _make_secret(self, cloud: LocalCloud) -> bool:
        text = json.dumps({self.token_key: _PLACEHOLDER}) if self.token_key else _PLACEHOLDER
        client = cloud.client("secretsmanager")
        return _made("ResourceExistsException", lambda: client.create_secret(Name=self.token_secret, SecretString=text))

    def _make_repository(self, cloud: LocalCloud) -> bool:
        client = cloud.client("codecommit", account=self.account, region=self.region)
        name = self.codecommit_repository
        return _made("RepositoryNameExistsException", lambda: client.create_repository(repositoryName=name))

    def _make_bucket(self, cloud: LocalCloud) -> bool:
        client, region = cloud.client("s3"), cloud.settings.region
        where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        made = _made("BucketAlreadyOwnedByYou", lambda: client.create_bucket(Bucket=self.bucket, **where))
        if made:  # a source bucket must keep versions
            client.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        return made


def read_sources(pipeline: Mapping[str, Any], template: Mapping[str, Any]) -> dict[str, PipelineSource]:
    """The sources of a pipeline by their actions' names, from its properties and the template that they stand in.

    Raises:
        CommandError: it has none, one of another kind, or one that is only known once it is deployed.
    """
    actions = [action for stage in pipeline["Stages"] for action in stage["Actions"]]
    sources = [action for action in actions if action["ActionTypeId"]["Category"] == "Source"]
    providers = [action["ActionTypeId"]["Provider"] for action in sources]
    if not providers or not _KINDS.keys() >= set(providers):
        raise unserved(
            f"the pipeline's source is {' and '.join(providers) or 'missing'}",
            remedy="use CodePipelineSource.connection, gitHub, codeCommit or s3: what they read is served here",
        )
    return {_name(action): _read(action, template) for action in sources}


def connections(pipeline: Mapping[str, Any]) -> list[object]:
    """The properties by which a pipeline's sources name their connections."""
    actions = (action for stage in pipeline["Stages"] for action in stage["Actions"])
    return [action["Configuration"]["ConnectionArn"] for action in actions if _is_connection(action)]


def _is_connection(action: Mapping[str, Any]) -> bool:
    named = "ConnectionArn" in action.get("Configuration", {})
    return named and action["ActionTypeId"]["Provider"] == "CodeStarSourceConnection"


def _name(action: Mapping[str, Any]) -> str:
    """The action's name; the CDK calls one that reads a bucket by that, which may be a reference to it."""
    name = action.get("Name", "")
    return name if isinstance(name, str) else str(next(iter(name.values()), ""))


def _read(action: Mapping[str, Any], template: Mapping[str, Any]) -> PipelineSource:
    source = _KINDS[action["ActionTypeId"]["Provider"]](action, template)
    if source is None:
        raise unserved(
            "the pipeline's source names its repository or branch by a reference",
            remedy="name both as text, such as `owner/name` and `main`",
        )
    return source


def _connection(action: Mapping[str, Any], template: Mapping[str, Any]) -> PipelineSource | None:
    configuration = action.get("Configuration", {})
    named = configuration.get("ConnectionArn")
    arn = _text(named, template)
    if (arn or named == "") and not is_connection_arn(arn):
        raise unserved(
            f"the pipeline's source names {arn!r} as its connection, which is no connection's ARN",
            remedy=f"put one into the app and commit it, any id serves here: {EXAMPLE_CONNECTION_ARN}; "
            f"{_FROM_A_VARIABLE}",
        )
    repository, branch = (_text(configuration.get(name), template) for name in ("FullRepositoryId", "BranchName"))
    if not repository or not branch:
        return None
    lacks_use = arn.split(":")[2:3] == ["codeconnections"] and _USE not in json.dumps(template)
    return PipelineSource(repository=_full_id(repository), branch=branch, lacks_use=lacks_use)


def _github(action: Mapping[str, Any], template: Mapping[str, Any]) -> PipelineSource | None:
    configuration = action.get("Configuration", {})
    owner, name, branch = (_text(configuration.get(key), template) for key in ("Owner", "Repo", "Branch"))
    if not owner or not name or not branch:
        return None
    repository = _full_id(f"{owner}/{name}")
    secret = _SECRET.fullmatch(_text(configuration.get("OAuthToken"), template))
    if secret is None:
        return PipelineSource(repository=repository, branch=branch)
    return PipelineSource(repository=repository, branch=branch, token_secret=secret["name"], token_key=secret["key"])


def _full_id(repository: str) -> str:
    """A repository's id, where it is one: what an app puts into it may be a placeholder, or a variable of a shell that
    was not set."""
    if not _FULL_ID.fullmatch(repository) or _UNSET.intersection(repository.split("/")):
        raise unserved(
            f"the pipeline's source names {repository!r} as its repository, which is no owner/name",
            remedy=f"put them into the app and commit it; {_FROM_A_VARIABLE}",
        )
    return repository


def _codecommit(action: Mapping[str, Any], template: Mapping[str, Any]) -> PipelineSource | None:
    configuration = action.get("Configuration", {})
    name, branch = (_text(configuration.get(key), template) for key in ("RepositoryName", "BranchName"))
    if not name or not branch:
        return None
    own = _own_repository(name, template)
    if own is not None:
        has_own_code = "Code" in own and _text(own["Code"].get("BranchName", _CODE_BRANCH), template) == branch
        return PipelineSource(repository=f"{CODECOMMIT_OWNER}/{name}", branch=branch, has_own_code=has_own_code)
    # The role that reads a repository of another account is that account's, and is named before it is there.
    role = _ACCOUNT.search(json.dumps(action.get("RoleArn", "")))
    return PipelineSource(
        repository=f"{CODECOMMIT_OWNER}/{name}",
        branch=branch,
        codecommit_repository=name,
        account=role["account"] if role else "",
        region=_text(action.get("Region"), template),
    )


def _own_repository(name: str, template: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The properties of a repository that the pipeline's stack makes."""
    for resource in template.get("Resources", {}).values():
        if resource["Type"] == _CODECOMMIT_TYPE:
            properties: Mapping[str, Any] = resource["Properties"]
            if _text(properties.get("RepositoryName"), template) == name:
                return properties
    return None


def _object(action: Mapping[str, Any], template: Mapping[str, Any]) -> PipelineSource:
    """A bucket by a reference is known once the pipeline is deployed, and is read then."""
    configuration = action.get("Configuration", {})
    bucket, key = (_text(configuration.get(name), template) for name in ("S3Bucket", "S3ObjectKey"))
    own = any(
        resource["Type"] == _BUCKET_TYPE and resource.get("Properties", {}).get("BucketName") == bucket
        for resource in template.get("Resources", {}).values()
    )
    return PipelineSource(
        repository=f"{OBJECT_OWNER}/{_name(action)}",
        branch=key or "object",
        is_object=True,
        bucket="" if own else bucket,
    )


_KINDS: Final[Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], PipelineSource | None]]] = {
    "CodeStarSourceConnection": _connection,
    "GitHub": _github,
    "CodeCommit": _codecommit,
    "S3": _object,
}


def _text(value: object, template: Mapping[str, Any]) -> str:
    """A property's text where it is one before anything is deployed: itself, a parameter's default, or the name that a
    repository of the template is given. Empty where it is not.
    """
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping) or len(value) != 1:
        return ""
    (function, argument), *_ = value.items()
    if function == "Ref":
        return str(template.get("Parameters", {}).get(argument, {}).get("Default", ""))
    if function == "Fn::GetAtt" and argument[1] == "Name":
        resource = template.get("Resources", {}).get(argument[0], {})
        is_repository = resource.get("Type") == _CODECOMMIT_TYPE
        return _text(resource["Properties"].get("RepositoryName"), template) if is_repository else ""
    return ""


def _made(exists: str, make: Callable[[], object]) -> bool:
    """Whether it was made; False where it was there already."""
    try:
        make()
    except ClientError as error:
        if error.response["Error"]["Code"] != exists:
            raise
        return False
    return True
