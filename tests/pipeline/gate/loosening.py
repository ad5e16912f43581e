"""What a commit may do to a recorded gate: changes that loosen it, as functions of what is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from feature_stacks.naming import PIPELINE_STACK
from tests.pipeline.gate.recorded import Change, Recorded, added, pipeline, stage

EVIDENCE = f"{PIPELINE_STACK}.template.json/EvidenceBucket"
PROD = "Prod"


def without_stage(name: str) -> Change:
    def change(properties: dict[str, Any]) -> None:
        properties["Stages"] = [one for one in properties["Stages"] if one["Name"] != name]

    return pipeline(change)


def without_action(place: str) -> Change:
    stage_name, _, name = place.partition("/")
    return stage(
        stage_name, lambda found: found.update(Actions=[one for one in found["Actions"] if one["Name"] != name])
    )


def approval_into(place: str, order: int) -> Change:
    """The approval leaves its own stage for another, with a run order there."""

    def change(properties: dict[str, Any]) -> None:
        (asking,) = (one for one in properties["Stages"] if one["Name"] == "ApproveProd")
        approval = {**asking["Actions"][0], "RunOrder": order}
        properties["Stages"] = [one for one in properties["Stages"] if one is not asking]
        next(one for one in properties["Stages"] if one["Name"] == place)["Actions"].append(approval)

    return pipeline(change)


def statement(action_name: str, **given: Any) -> dict[str, Any]:
    document = {"Statement": [{"Effect": "Allow", "Action": action_name, "Resource": "*", **given}]}
    return {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "more", "PolicyDocument": document}}


def manifest_of_prod(recorded: Recorded) -> str:
    (found,) = recorded.folder.glob("assembly-*-Prod/manifest.json")
    return found.relative_to(recorded.folder).as_posix()


def every_prod_stack(change: Any) -> Change:
    def changed(content: Any) -> None:
        for artifact in content["artifacts"].values():
            if artifact["type"] == "aws:cloudformation:stack":
                change(artifact)

    return lambda recorded: recorded.edit(manifest_of_prod(recorded), changed)


def drop(*path: str) -> Any:
    """Removes what lies at a path of a declared gate."""

    def change(content: Any) -> None:
        for key in path[:-1]:
            content = content[key]
        del content[path[-1]]

    return change


def put(value: Any, *path: str) -> Any:
    """Sets what lies at a path of a declared gate."""

    def change(content: Any) -> None:
        for key in path[:-1]:
            content = content[key]
        content[path[-1]] = value

    return change


def first_event_only(found: dict[str, Any]) -> None:
    found["Properties"]["EventTypeIds"] = found["Properties"]["EventTypeIds"][:1]


def trusted_too(role: dict[str, Any]) -> None:
    trusted = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::111111111111:role/any"},
    }
    role["Properties"]["AssumeRolePolicyDocument"]["Statement"].append(trusted)


def without_second_factor(role: dict[str, Any]) -> None:
    for trusted in role["Properties"]["AssumeRolePolicyDocument"]["Statement"]:
        del trusted["Condition"]


def fewer_rules(found: dict[str, Any]) -> None:
    found["OnSuccess"]["Conditions"][0]["Rules"].pop()


def watched(minutes: int) -> Callable[[dict[str, Any]], None]:
    """Prod's success is waited for so long."""

    def change(found: dict[str, Any]) -> None:
        for rule in found["OnSuccess"]["Conditions"][0]["Rules"]:
            rule["Configuration"]["WaitTime"] = str(minutes)

    return change


def expiring(**rule: Any) -> Callable[[dict[str, Any]], None]:
    """A bucket's only lifecycle rule says something else."""
    return lambda found: found["Properties"]["LifecycleConfiguration"]["Rules"][0].update(rule)


ASSET_POLICY = "DeliveryAssetsFileRoleDefaultPolicy"


def beside_what_is_excused(policy: dict[str, Any]) -> None:
    """A statement more on every resource, in a policy whose wildcard the register excuses."""
    found = policy["Properties"]["PolicyDocument"]["Statement"]
    found.append({"Effect": "Allow", "Action": "dynamodb:DeleteItem", "Resource": "*"})


def taken_over(**given: Any) -> Change:
    """A role that is called like the one that deploys."""
    trusted = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}, **given}
    properties = {
        "RoleName": "cdk-hnb659fds-deploy-role-333333333333-us-east-1",
        "AssumeRolePolicyDocument": {"Statement": [trusted]},
    }
    return added("Taken", {"Type": "AWS::IAM::Role", "Properties": properties})


def held_longer(finding: str) -> Change:
    """The register's entries whose finding begins so hold for a century."""

    def change(entries: Any) -> None:
        for entry in entries:
            if entry["finding"].startswith(finding):
                entry["expires"] = "2126-11-30"

    return lambda recorded: recorded.edit("acknowledgements.json", change)
