"""What CodeCommit tells the event bus of a branch or tag that moved.

Event: docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html
"""

from __future__ import annotations

from localcloud.aws.event_bus import put_event
from localcloud.git_host.push_receiver import PushListener, RefUpdate
from localcloud.services.codecommit.answers import settle_default_branch
from localcloud.services.codecommit.hosted import HostedRepositories, RepositoryRecord

_NONE = "0" * 40
_TYPES = {"refs/heads/": "branch", "refs/tags/": "tag"}


def announcer(hosted: HostedRepositories) -> PushListener:
    """What is told of each push; it has nothing to say to repositories that are not CodeCommit's."""

    def announce(change_id: str, repository: str, updates: list[RefUpdate]) -> list[str]:
        del change_id
        record = hosted.of_full_id(repository)
        if record is None:
            return []
        settle_default_branch(hosted.git(record))
        return [line for update in updates for line in _announce(record, update)]

    return announce


def _announce(record: RepositoryRecord, update: RefUpdate) -> list[str]:
    prefix = next((prefix for prefix in _TYPES if update.ref.startswith(prefix)), None)
    if prefix is None:
        return []
    happened = "Deleted" if update.new == _NONE else "Created" if update.old == _NONE else "Updated"
    name = update.ref.removeprefix(prefix)
    detail = {
        "event": f"reference{happened}",
        "repositoryName": record.name,
        "repositoryId": record.id,
        "referenceType": _TYPES[prefix],
        "referenceName": name,
        "referenceFullName": update.ref,
        "callerUserArn": f"arn:aws:iam::{record.account}:root",
    }
    commits = {"commitId": update.new, "oldCommitId": update.old}
    put_event(
        source="aws.codecommit",
        detail_type="CodeCommit Repository State Change",
        detail={**detail, **{member: commit for member, commit in commits.items() if commit != _NONE}},
        resource_arns=[record.arn],
        account=record.account,
        region=record.region,
    )
    return [f"CodeCommit announced that the {_TYPES[prefix]} {name} of {record.name} was {happened.lower()}."]
