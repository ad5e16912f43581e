"""Each way in which a commit may loosen its own gate is named; what makes it stricter is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.gate.pipeline_facts import past_the_gate, unapproved
from pipeline.gate.stacks import read_stacks
from pipeline.gate.weakenings import weakenings
from tests.pipeline.gate.recorded import (
    Change,
    Recorded,
    action,
    added,
    build_spec,
    declared,
    pipeline,
    resource,
    stage,
)

EVIDENCE = "careervp-pipeline.template.json/EvidenceBucket"
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


WEAKENED: dict[str, tuple[Change, str]] = {
    "an excused policy allows more of what is excused": (
        resource("AWS::IAM::Policy", beside_what_is_excused, where=ASSET_POLICY),
        "excuse-changed",
    ),
    "excuses hold longer": (held_longer("AwsSolutions::AwsSolutions-L1"), "excuse-prolonged"),
    "prod is deployed by another role of its account": (
        action(
            "Prod/careervp-shared-prod.Deploy", lambda one: one.update(RoleArn="arn:aws:iam::333333333333:role/any")
        ),
        "bootstrap-changed",
    ),
    "prod's resources are made by another role": (
        every_prod_stack(
            lambda one: one["properties"].update(cloudFormationExecutionRoleArn="arn:aws:iam::333333333333:role/any")
        ),
        "bootstrap-changed",
    ),
    "an older bootstrap is enough": (
        every_prod_stack(lambda one: one["properties"].update(requiresBootstrapStackVersion=1)),
        "bootstrap-changed",
    ),
    "a role of the bootstrap trusts everyone": (taken_over(), "bootstrap-trust-added"),
    "another may become the approver": (
        resource("AWS::IAM::Role", trusted_too, where="ApproversApproveProd"),
        "permission-changed",
    ),
    "the approver needs no second factor": (
        resource("AWS::IAM::Role", without_second_factor, where="ApproversApproveProd"),
        "permission-changed",
    ),
    "the approval is deleted": (without_stage("ApproveProd"), "approval-removed"),
    "the approval comes after the deployment": (approval_into(PROD, 99), "approval-removed"),
    "the approval runs beside the deployment": (approval_into(PROD, 2), "approval-removed"),
    "the approval stands before another stage only": (approval_into("Assets", 1), "approval-removed"),
    "a function is called like the approval": (
        action(
            "ApproveProd/Approve",
            lambda one: one.update(
                ActionTypeId={"Category": "Invoke", "Owner": "AWS", "Provider": "Lambda", "Version": "1"}
            ),
        ),
        "approval-removed",
    ),
    "a condition skips the stage of the approval": (
        stage(
            "ApproveProd",
            lambda one: one.update(BeforeEntry={"Conditions": [{"Result": "SKIP", "Rules": []}]}),
        ),
        "stage-skip-added",
    ),
    "prod's success is watched by fewer alarms": (stage(PROD, fewer_rules), "stage-condition-changed"),
    "prod's success is watched for a minute": (stage(PROD, watched(1)), "stage-condition-changed"),
    "what a broken condition leads to is less": (
        stage(PROD, lambda one: one["OnSuccess"]["Conditions"][0].update(Result="FAIL")),
        "stage-condition-changed",
    ),
    "prod is not rolled back any more": (stage(PROD, lambda one: one.pop("OnFailure")), "stage-condition-removed"),
    "more may approve": (added("More", statement("codepipeline:Put*")), "permission-added"),
    "everything is allowed, approving included": (added("More", statement("*")), "permission-added"),
    "all but something is allowed": (
        added(
            "More",
            {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {
                    "PolicyDocument": {"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]}
                },
            },
        ),
        "permission-added",
    ),
    "another role may write the gate's record": (
        added("More", statement("s3:PutObject")),
        "permission-added",
    ),
    "another role may act in the environments": (added("More", statement("sts:AssumeRole")), "permission-added"),
    "a role may sign": (added("More", statement("kms:Sign")), "permission-added"),
    "a denial is dropped": (
        resource(
            "AWS::S3::BucketPolicy",
            lambda one: one["Properties"]["PolicyDocument"].update(
                Statement=[
                    each
                    for each in one["Properties"]["PolicyDocument"]["Statement"]
                    if each["Action"] != "s3:BypassGovernanceRetention"
                ]
            ),
            where="EvidenceBucketPolicy",
        ),
        "denial-changed",
    ),
    "waiting approvals are announced no more": (
        resource("AWS::CodeStarNotifications::NotificationRule", first_event_only),
        "notification-changed",
    ),
    "the announcements are switched off": (
        resource(
            "AWS::CodeStarNotifications::NotificationRule", lambda one: one["Properties"].update(Status="DISABLED")
        ),
        "notification-changed",
    ),
    "the announcements go to another topic": (
        resource(
            "AWS::CodeStarNotifications::NotificationRule",
            lambda one: one["Properties"]["Targets"][0].update(TargetAddress={"Ref": "Elsewhere"}),
        ),
        "notification-changed",
    ),
    "people are told of another pipeline": (
        resource(
            "AWS::Events::Rule",
            lambda one: one["Properties"]["EventPattern"]["detail"].update(pipeline=["another"]),
            where="ActionFailed",
        ),
        "notification-changed",
    ),
    "people are told of failures elsewhere": (
        resource(
            "AWS::Events::Rule",
            lambda one: one["Properties"]["Targets"][0].update(Arn={"Ref": "Elsewhere"}),
            where="ActionFailed",
        ),
        "notification-changed",
    ),
    "a check is deleted": (without_action("Dev/Compliance"), "check-removed"),
    "the gate itself is deleted": (without_action("Build/Gate"), "check-removed"),
    "the digest is compared no more": (without_action("Prod/Digest"), "check-removed"),
    "the pipeline changes itself no more": (without_stage("UpdatePipeline"), "check-removed"),
    "a check runs after the deployment": (
        action("Dev/SupplyChain", lambda one: one.update(RunOrder=50)),
        "check-changed",
    ),
    "a check runs another project": (
        action("Dev/Assertions", lambda one: one["Configuration"].update(ProjectName={"Ref": "Elsewhere"})),
        "check-changed",
    ),
    "a check's failure is swallowed": (
        build_spec("DevCompliance", lambda text: text.replace("make compliance", "make compliance || true")),
        "check-changed",
    ),
    "a check's commands lie in the commit": (
        build_spec("DevSupplyChain", lambda _: "buildspecs/supply_chain.yml"),
        "check-changed",
    ),
    "a check runs in another image": (
        resource(
            "AWS::CodeBuild::Project",
            lambda one: one["Properties"]["Environment"].update(Image="somebody/image:latest"),
            where="DeliveryPipelineDevCompliance",
        ),
        "check-changed",
    ),
    "a check reads another assembly": (
        action("Dev/Compliance", lambda one: one["InputArtifacts"].pop()),
        "check-changed",
    ),
    "the gate's program is another": (
        build_spec("BuildGate", lambda text: text.replace("PROGRAM=", "PROGRAM=x")),
        "check-changed",
    ),
    "the gate compares with another stage": (
        resource(
            "AWS::CodeBuild::Project",
            lambda one: one["Properties"]["Environment"]["EnvironmentVariables"].pop(),
            where="DeliveryPipelineBuildGate",
        ),
        "check-changed",
    ),
    "the digest is compared with a value of the commit": (
        action(
            "Prod/Digest",
            lambda one: one["Configuration"].update(
                EnvironmentVariables='[{"name":"ASSEMBLY_DIGEST","value":"#{Build@Synth.ASSEMBLY_DIGEST}"}]'
            ),
        ),
        "check-changed",
    ),
    "prod deploys what the gate did not see": (
        action(
            "Prod/careervp-shared-prod.Prepare",
            lambda one: one["Configuration"].update(TemplatePath="Synth_Output::x.template.json"),
        ),
        "deployment-changed",
    ),
    "the evidence has no lock": (
        resource("AWS::S3::Bucket", lambda one: one["Properties"].pop("ObjectLockEnabled"), where=EVIDENCE),
        "evidence-lock-removed",
    ),
    "the evidence is locked for a month": (
        resource(
            "AWS::S3::Bucket",
            lambda one: one["Properties"]["ObjectLockConfiguration"]["Rule"]["DefaultRetention"].update(Days=30),
            where=EVIDENCE,
        ),
        "evidence-lock-changed",
    ),
    "the evidence is deleted with its stack": (
        resource("AWS::S3::Bucket", lambda one: one.update(DeletionPolicy="Delete"), where=EVIDENCE),
        "retention-changed",
    ),
    "evidence has no versions": (
        resource("AWS::S3::Bucket", lambda one: one["Properties"].pop("VersioningConfiguration"), where=EVIDENCE),
        "retention-changed",
    ),
    "the evidence of a step goes elsewhere": (
        resource(
            "AWS::CodeBuild::Project",
            lambda one: one["Properties"]["Environment"]["EnvironmentVariables"][0].update(Value="elsewhere"),
            where="DeliveryPipelineDevCompliance",
        ),
        "check-changed",
    ),
    "logs are kept for a week": (
        resource("AWS::Logs::LogGroup", lambda one: one["Properties"].update(RetentionInDays=7), where="BuildLog"),
        "retention-changed",
    ),
    "access logs are kept for a day": (
        resource("AWS::S3::Bucket", expiring(ExpirationInDays=1), where="StorageAccessLogs"),
        "retention-changed",
    ),
    "old versions of artifacts are kept for a day": (
        resource(
            "AWS::S3::Bucket",
            expiring(NoncurrentVersionExpiration={"NoncurrentDays": 1}),
            where="StorageArtifacts",
        ),
        "retention-changed",
    ),
    "a table of prod may be deleted": (
        resource(
            "AWS::DynamoDB::Table",
            lambda one: one["Properties"].update(DeletionProtectionEnabled=False),
            where="ProdShared",
        ),
        "retention-changed",
    ),
    "another branch is released": (
        action("Source/Source", lambda one: one["Configuration"].update(BranchName="feature")),
        "source-changed",
    ),
    "a changed pipeline does not start over": (
        pipeline(lambda properties: properties.update(RestartExecutionOnUpdate=False)),
        "source-changed",
    ),
    "a second pipeline": (
        added("Hotfix", {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": []}}),
        "pipeline-added",
    ),
    "a finding is excused in the resource": (
        resource("AWS::S3::Bucket", lambda one: one.setdefault("Metadata", {}).update(cdk_nag={"rules": []})),
        "suppression-added",
    ),
    "prod lies in another account": (
        every_prod_stack(lambda one: one.update(environment="aws://444444444444/us-east-1")),
        "place-changed",
    ),
    "the stacks of prod may be deleted": (
        every_prod_stack(lambda one: one["properties"].pop("terminationProtection")),
        "limit-changed",
    ),
    "a rule is deleted": (declared(drop("rules", "CareerVP_FunctionIsTraced")), "rule-removed"),
    "a rule's text is another": (declared(put("0" * 64, "rules", "CareerVP_FunctionIsTraced")), "rule-changed"),
    "a pack judges prod no more": (declared(drop("packs", "AwsSolutions in prod")), "pack-removed"),
    "a pack only reports": (declared(put(False, "packs", "Serverless in prod", "stops a release")), "pack-changed"),
    "a pack is an older one": (declared(put("2.37.0", "packs", "AwsSolutions in prod", "version")), "pack-changed"),
    "a pack has fewer rules": (declared(put(100, "packs", "AwsSolutions in prod", "rules")), "pack-changed"),
    "more severe findings pass": (
        declared(put(3, "most", "code findings below this pass, severity")),
        "most-changed",
    ),
    "less warning before an excuse expires": (
        declared(put(1, "least", "days of warning before an excuse expires")),
        "least-changed",
    ),
    "known vulnerabilities stop less": (
        declared(put("none", "choices", "vulnerabilities that stop, lambda")),
        "choice-changed",
    ),
    "less code is scanned": (declared(put(["stages"], "choices", "scanned code")), "choice-changed"),
    "files are left out of the scans": (
        declared(lambda content: content["exclusions"]["files of the commit"].append("src")),
        "exclusion-changed",
    ),
    "a secret is let pass": (declared(put(True, "secrets", "src/x.py 0123456789ab")), "secret-added"),
    "prod is not protected any more": (
        declared(put(False, "environments", "prod", "protected")),
        "environment-changed",
    ),
    "prod has another name": (
        declared(lambda content: content["environments"].update(live=content["environments"].pop("prod"))),
        "environment-removed",
    ),
    "prod's alarms fire later": (
        declared(put(-500, "environments", "prod", "alarms", "at most errors")),
        "environment-changed",
    ),
    "prod's release is taken back later": (
        declared(put(-500, "environments", "prod", "release", "at most errors")),
        "environment-changed",
    ),
    "prod's requests go to a new version at once": (
        declared(put(-99, "environments", "prod", "rollout", "at most percent at first")),
        "environment-changed",
    ),
}


@pytest.fixture(scope="module")
def original(assembly: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return Recorded.copied(assembly, tmp_path_factory.mktemp("recorded"))


@pytest.fixture
def changed(original: Recorded, tmp_path: Path) -> Recorded:
    shutil.copytree(original.folder, tmp_path / "changed")
    return Recorded(tmp_path / "changed")


def named(original: Recorded, changed: Recorded) -> dict[str, str]:
    """Findings of weakenings, without their prefix, and what is said of them."""
    found = weakenings(original.record(), changed.record())
    return {one.finding.removeprefix("Weakening::"): one.text for one in found}


@pytest.mark.parametrize("name", WEAKENED)
def test_a_weakening_is_named(original: Recorded, changed: Recorded, name: str) -> None:
    change, finding = WEAKENED[name]
    change(changed)
    found = named(original, changed)
    assert finding in found
    assert "before " in found[finding]


STRICTER_WHEN_UNDONE = (
    "an excused policy allows more of what is excused",
    "excuses hold longer",
    "an older bootstrap is enough",
    "a role of the bootstrap trusts everyone",
    "prod's success is watched by fewer alarms",
    "prod is not rolled back any more",
    "more may approve",
    "everything is allowed, approving included",
    "another role may write the gate's record",
    "a denial is dropped",
    "a check is deleted",
    "a check runs after the deployment",
    "the evidence is locked for a month",
    "the evidence is deleted with its stack",
    "logs are kept for a week",
    "access logs are kept for a day",
    "old versions of artifacts are kept for a day",
    "a table of prod may be deleted",
    "a second pipeline",
    "a finding is excused in the resource",
    "the stacks of prod may be deleted",
    "a rule is deleted",
    "a pack judges prod no more",
    "a pack only reports",
    "a pack is an older one",
    "a pack has fewer rules",
    "more severe findings pass",
    "less warning before an excuse expires",
    "less code is scanned",
    "files are left out of the scans",
    "a secret is let pass",
    "prod is not protected any more",
    "prod's alarms fire later",
    "prod's success is watched for a minute",
    "prod's release is taken back later",
    "prod's requests go to a new version at once",
)


@pytest.mark.parametrize("name", STRICTER_WHEN_UNDONE)
def test_what_makes_the_gate_stricter_is_no_weakening(original: Recorded, changed: Recorded, name: str) -> None:
    WEAKENED[name][0](changed)
    assert named(changed, original) == {}


def test_the_same_gate_has_no_weakening(original: Recorded) -> None:
    assert named(original, original) == {}


def test_a_protected_environment_is_reached_by_an_approval_only(original: Recorded, changed: Recorded) -> None:
    assert unapproved(read_stacks(original.folder)) == []
    WEAKENED["the approval runs beside the deployment"][0](changed)
    lines = unapproved(read_stacks(changed.folder))
    assert len(lines) == 2
    assert "Prod deploys careervp-cv-tailoring-prod, whose data is protected" in lines[0]


def test_what_is_deployed_went_through_the_gate(original: Recorded, changed: Recorded) -> None:
    assert past_the_gate(read_stacks(original.folder)) == []
    WEAKENED["prod deploys what the gate did not see"][0](changed)
    assert past_the_gate(read_stacks(changed.folder)) == [
        "Prod/careervp-shared-prod.Prepare deploys from Build/Synth, not from what Build/Gate hands on"
    ]


def test_a_new_excuse_is_shown_and_is_no_weakening(original: Recorded, changed: Recorded) -> None:
    def without_some(entries: Any) -> None:
        entries[:] = [entry for entry in entries if "IAM5" not in entry["finding"]]

    changed.edit("acknowledgements.json", without_some)
    assert named(changed, original) == {}


def test_what_each_excused_wildcard_reaches_is_recorded(original: Recorded) -> None:
    record = original.record()
    wildcards = [entry for entry in record["register"] if "IAM5[" in entry["finding"]]
    assert len(wildcards) > 100
    assert {f"{entry['finding']} at {entry['path']}" for entry in wildcards} <= set(record["excused"])


def test_a_decision_that_is_renewed_is_one_weakening(original: Recorded, changed: Recorded) -> None:
    held_longer("AwsSolutions::AwsSolutions-IAM5")(changed)
    (found,) = weakenings(original.record(), changed.record())
    assert found.path == "docs/adr/0007-wildcards-that-stay.md -> 2126-11-30"
    assert "hold longer: before 2027-11-30, now 2126-11-30" in found.text


def test_a_record_is_the_same_after_a_journey_as_json(original: Recorded) -> None:
    record = original.record()
    assert weakenings(json.loads(json.dumps(record)), record) == []
