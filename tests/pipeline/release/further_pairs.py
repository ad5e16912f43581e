"""More pairs, written after the program stood and before it was tried on them: kinds the first ones do not have."""

from __future__ import annotations

from typing import Final

from tests.pipeline.release.template_pairs import (
    BASE,
    LAMBDA,
    READS,
    Pair,
    allow,
    between,
    bucket,
    changed,
    document,
    function,
    group,
    policy,
    resource,
    rule,
    set_on,
    table,
    trust,
    trusted,
)

D, R, B, N = "destructive", "replacing", "broadening", "neither"
EXTERNAL: Final = {"StringEquals": {"sts:ExternalId": "careervp"}}
PARTNER: Final = {"AWS": "arn:aws:iam::444444444444:role/partner"}


def _noncurrent(days: int) -> dict[str, object]:
    expiring = {"Status": "Enabled", "NoncurrentVersionExpiration": {"NoncurrentDays": days}}
    return bucket(LifecycleConfiguration={"Rules": [expiring]})


def _locked(days: int) -> dict[str, object]:
    return bucket(ObjectLockConfiguration={"Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": days}}})


def _replicas(*regions: str) -> dict[str, object]:
    return resource("AWS::DynamoDB::GlobalTable", Replicas=[{"Region": region} for region in regions])


FURTHER: Final[tuple[Pair, ...]] = (
    changed("rotation of a key is off", {"Key": N}, Key=set_on("Key", EnableKeyRotation=False)),
    changed("a key is disabled", {"Key": D}, "Key", Key=set_on("Key", Enabled=False)),
    changed("a table is provisioned", {"Table": N}, Table=table(BillingMode="PROVISIONED")),
    changed(
        "logs are kept for ever",
        {"Logs": N},
        Logs=resource(
            "AWS::Logs::LogGroup",
            LogGroupName="work",
            attributes={"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"},
        ),
    ),
    changed(
        "a snapshot instead of what is retained",
        {"Table": N},
        Table={**table(), "DeletionPolicy": "Snapshot", "UpdateReplacePolicy": "Snapshot"},
    ),
    changed(
        "a function may run less often at once", {"Function": N}, Function=function(ReservedConcurrentExecutions=1)
    ),
    changed("a role's sessions last longer", {"Role": N}, Role=trusted(trust(LAMBDA), MaxSessionDuration=43200)),
    changed("an action in other letters", {}, Policy=policy(allow("DynamoDB:getitem", READS["Resource"]))),
    changed("tags of a bucket", {"Bucket": N}, Bucket=bucket(Tags=[{"Key": "a", "Value": "b"}])),
    between(
        "old versions go sooner",
        {"Bucket": D},
        "Bucket",
        before={"Bucket": _noncurrent(365)},
        after={"Bucket": _noncurrent(7)},
    ),
    between(
        "old versions go later", {"Bucket": N}, before={"Bucket": _noncurrent(7)}, after={"Bucket": _noncurrent(365)}
    ),
    between(
        "a lock is dropped",
        {"Bucket": R},
        "Bucket",
        before={"Bucket": bucket(ObjectLockEnabled=True)},
        after={"Bucket": bucket()},
    ),
    between(
        "a lock's days shrink", {"Bucket": D}, "Bucket", before={"Bucket": _locked(365)}, after={"Bucket": _locked(1)}
    ),
    between(
        "a replica of a table goes",
        {"Global": D},
        "Global",
        before={"Global": _replicas("us-east-1", "eu-west-1")},
        after={"Global": _replicas("us-east-1")},
    ),
    changed("a file system goes", {"Files": N}, Files=resource("AWS::EFS::FileSystem")),
    between("a user pool goes", {"Pool": D}, "Pool", before={"Pool": resource("AWS::Cognito::UserPool")}, after={}),
    between(
        "a vault goes",
        {"Vault": D},
        "Vault",
        before={"Vault": resource("AWS::Backup::BackupVault", BackupVaultName="v")},
        after={},
    ),
    between(
        "the web ACL is taken off",
        {"Acl": f"{D}+{B}"},
        before={"Acl": resource("AWS::WAFv2::WebACLAssociation", ResourceArn="a", WebACLArn="b")},
        after={},
    ),
    changed("a group lets everything out", {"Group": N}, Group=group(rule("10.0.0.0/16"), Tags=[])),
    between(
        "what a group lets out is not limited any more",
        {"Group": B},
        before={"Group": group(rule("10.0.0.0/16"), SecurityGroupEgress=[rule("10.0.0.0/16")])},
        after={"Group": group(rule("10.0.0.0/16"))},
    ),
    changed(
        "a group takes IPv6 from everywhere",
        {"Group": B},
        Group=group(rule("10.0.0.0/16"), {"CidrIpv6": "::/0", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}),
    ),
    changed("a rule's range grows", {"Group": B}, Group=group(rule("10.0.0.0/8"))),
    changed(
        "another group may call",
        {"Group": B},
        Group=group(
            rule("10.0.0.0/16"), {"SourceSecurityGroupId": "sg-1", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
        ),
    ),
    between(
        "the external id is not asked for",
        {"Role": B},
        before={"Role": trusted(trust(PARTNER, Condition=EXTERNAL))},
        after={"Role": trusted(trust(PARTNER))},
    ),
    between(
        "a condition takes any value",
        {"Role": B},
        before={"Role": trusted(trust(PARTNER, Condition=EXTERNAL))},
        after={"Role": trusted(trust(PARTNER, Condition={"StringLike": {"sts:ExternalId": "*"}}))},
    ),
    between(
        "a condition asks only where the key is there",
        {"Role": B},
        before={"Role": trusted(trust(PARTNER, Condition=EXTERNAL))},
        after={"Role": trusted(trust(PARTNER, Condition={"StringEqualsIfExists": {"sts:ExternalId": "careervp"}}))},
    ),
    between(
        "a policy is for another role too",
        {"Policy": B},
        before={"Other": trusted(trust(LAMBDA))},
        after={
            "Other": trusted(trust(LAMBDA)),
            "Policy": resource(
                "AWS::IAM::Policy",
                PolicyName="work",
                Roles=[{"Ref": "Role"}, {"Ref": "Other"}],
                PolicyDocument=document(READS),
            ),
        },
    ),
    between(
        "a statement moves into another policy of the role",
        {"Policy": N, "Second": N},
        before={"Policy": policy(READS, allow("sqs:SendMessage", "*"))},
        after={"Policy": policy(READS), "Second": policy(allow("sqs:SendMessage", "*"))},
    ),
    changed(
        "a queue takes messages from everybody",
        {"Access": B},
        Access=resource(
            "AWS::SQS::QueuePolicy",
            Queues=[{"Ref": "Queue"}],
            PolicyDocument=document(allow("sqs:SendMessage", "*", Principal="*")),
        ),
    ),
    between(
        "an api's denial goes",
        {"Api": B},
        before={
            "Api": resource(
                "AWS::ApiGateway::RestApi",
                Policy=document({"Effect": "Deny", "Action": "execute-api:Invoke", "Resource": "*", "Principal": "*"}),
            )
        },
        after={"Api": resource("AWS::ApiGateway::RestApi")},
    ),
    changed(
        "a function's address for everybody",
        {"Url": B},
        Url=resource("AWS::Lambda::Url", AuthType="NONE", TargetFunctionArn={"Ref": "Function"}),
    ),
    between(
        "a dead-letter queue goes with its policy",
        {"Dead": D, "DeadPolicy": D},
        "Dead",
        before={
            "Dead": resource("AWS::SQS::Queue"),
            "DeadPolicy": resource(
                "AWS::SQS::QueuePolicy",
                Queues=[{"Ref": "Dead"}],
                PolicyDocument=document({"Effect": "Deny", "Action": "sqs:*", "Resource": "*", "Principal": "*"}),
            ),
        },
        after={},
    ),
    between(
        "a snapshot's days shrink",
        {"Db": D},
        "Db",
        before={
            "Db": resource("AWS::RDS::DBCluster", BackupRetentionPeriod=35, attributes={"DeletionPolicy": "Snapshot"})
        },
        after={
            "Db": resource("AWS::RDS::DBCluster", BackupRetentionPeriod=1, attributes={"DeletionPolicy": "Snapshot"})
        },
    ),
    changed("a second function with a role that is there", {"Second": N}, Second=function(FunctionName="second")),
    changed("nothing but what depends on what", {"Alarm": N}, Alarm={**BASE["Alarm"], "DependsOn": ["Topic"]}),
)
