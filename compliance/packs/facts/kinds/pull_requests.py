"""Builds that a pull request starts: whether somebody who is trusted stands between its author and the build's role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import mapping

# Patterns match anywhere in the value, so one without both anchors matches other accounts' ids too
# (docs.aws.amazon.com/codebuild/latest/userguide/github-webhook.html).
_ACCOUNTS: Final = re.compile(r"^\^(?:\d+|\((?:\?:)?\d+(?:\|\d+)*\))\$$")
_APPROVED: Final = ("ALL_PULL_REQUESTS", "FORK_PULL_REQUESTS")


def pull_request_builds(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each group of a project's filters that lets a pull request start a build.

    Properties: ``Trusted``, whether the group names the accounts that may, or a comment of a maintainer must come
    before.
    """
    for logical_id, resource in template.get("Resources", {}).items():
        if resource.get("Type") != "AWS::CodeBuild::Project":
            continue
        triggers = mapping(mapping(resource.get("Properties")).get("Triggers"))
        approved = mapping(triggers.get("PullRequestBuildPolicy")).get("RequiresCommentApproval") in _APPROVED
        groups = triggers.get("FilterGroups")
        for group in groups if isinstance(groups, list) else ():
            filters = [mapping(one) for one in group] if isinstance(group, list) else []
            if any(one.get("Type") == "EVENT" and "PULL_REQUEST" in str(one.get("Pattern")) for one in filters):
                trusted = approved or any(map(_names_accounts, filters))
                yield Fact(kind="Build::PullRequest", of=logical_id, properties={"Trusted": trusted})


def _names_accounts(one: Mapping[str, Any]) -> bool:
    excluded = str(one.get("ExcludeMatchedPattern", False)).lower() == "true"
    return one.get("Type") == "ACTOR_ACCOUNT_ID" and not excluded and bool(_ACCOUNTS.match(str(one.get("Pattern"))))
