"""Each way in which a commit may loosen its own gate, with the finding that names it, and those that undone make it
stricter.
"""

from __future__ import annotations

from feature_stacks.naming import PRODUCT
from tests.pipeline.gate.loosening import (
    ASSET_POLICY,
    EVIDENCE,
    PROD,
    approval_into,
    beside_what_is_excused,
    drop,
    every_prod_stack,
    expiring,
    fewer_rules,
    first_event_only,
    held_longer,
    put,
    statement,
    taken_over,
    trusted_too,
    watched,
    without_action,
    without_second_factor,
    without_stage,
)
from tests.pipeline.gate.recorded import Change, action, added, build_spec, declared, pipeline, resource, stage

WEAKENED: dict[str, tuple[Change, str]] = {
    "an excused policy allows more of what is excused": (
        resource("AWS::IAM::Policy", beside_what_is_excused, where=ASSET_POLICY),
        "excuse-changed",
    ),
    "excuses hold longer": (held_longer("AwsSolutions::AwsSolutions-L1"), "excuse-prolonged"),
    "prod is deployed by another role of its account": (
        action(
            f"Prod/{PRODUCT}-shared-prod.Deploy", lambda one: one.update(RoleArn="arn:aws:iam::333333333333:role/any")
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
            f"Prod/{PRODUCT}-shared-prod.Prepare",
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
    "backups are kept for a day": (
        resource(
            "AWS::Backup::BackupPlan",
            lambda one: one["Properties"]["BackupPlan"]["BackupPlanRule"][0]["Lifecycle"].update(DeleteAfterDays=1),
            where="ProdShared",
        ),
        "backup-changed",
    ),
    "a plan makes no backups": (
        resource(
            "AWS::Backup::BackupPlan",
            lambda one: one["Properties"]["BackupPlan"]["BackupPlanRule"].pop(),
            where="ProdShared",
        ),
        "backup-changed",
    ),
    "a table is not backed up": (
        resource(
            "AWS::Backup::BackupSelection",
            lambda one: one["Properties"]["BackupSelection"]["Resources"].pop(),
            where="ProdCvTailoring",
        ),
        "backup-changed",
    ),
    "nothing is backed up": (
        resource("AWS::Backup::BackupPlan", lambda one: one.update(Type="AWS::SSM::Parameter"), where="ProdShared"),
        "backup-removed",
    ),
    "the vault goes with its stack": (
        resource("AWS::Backup::BackupVault", lambda one: one.update(DeletionPolicy="Delete"), where="ProdShared"),
        "backup-changed",
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


STRICTER_WHEN_UNDONE = (
    "an excused policy allows more of what is excused",
    "excuses hold longer",
    "backups are kept for a day",
    "a table is not backed up",
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
