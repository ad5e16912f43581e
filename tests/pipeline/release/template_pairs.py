"""Pairs of a deployed template and the next one, each with the class that a careful reader gives every change.

They were written from what CloudFormation does to a resource, not from what the program finds.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Resource = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Attributes:
    before, after: templates; None where the stack is not there.
    changed: the class, or classes joined by a plus sign, of each changed resource by logical id; one that is missing
        here must not be reported.
    stopped: logical ids of stateful resources that the release stops for.
    """

    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    changed: Mapping[str, str]
    stopped: frozenset[str] = field(default_factory=frozenset)


def resource(kind: str, *, attributes: Mapping[str, Any] | None = None, **properties: Any) -> Resource:
    return {"Type": kind, "Properties": properties, **(attributes or {})}


RETAINED: Final = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}


def allow(actions: Any, resources: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def policy(*statements: dict[str, Any]) -> Resource:
    return resource(
        "AWS::IAM::Policy", PolicyName="work", Roles=[{"Ref": "Role"}], PolicyDocument=document(*statements)
    )


def trusted(*statements: dict[str, Any], **more: Any) -> Resource:
    return resource("AWS::IAM::Role", AssumeRolePolicyDocument=document(*statements), **more)


def trust(principal: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal, **more}


def table(**more: Any) -> Resource:
    return resource(
        "AWS::DynamoDB::Table",
        attributes=RETAINED,
        **{
            "TableName": "orders",
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "DeletionProtectionEnabled": True,
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
            **more,
        },
    )


def function(**more: Any) -> Resource:
    return resource(
        "AWS::Lambda::Function",
        **{
            "FunctionName": "work",
            "Code": {"S3Bucket": "assets", "S3Key": "a.zip"},
            "Handler": "index.main",
            "Runtime": "python3.11",
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            **more,
        },
    )


def bucket(**more: Any) -> Resource:
    closed = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)
    return resource(
        "AWS::S3::Bucket",
        attributes=RETAINED,
        **{"PublicAccessBlockConfiguration": closed, "VersioningConfiguration": {"Status": "Enabled"}, **more},
    )


def group(*ingress: dict[str, Any], **more: Any) -> Resource:
    return resource(
        "AWS::EC2::SecurityGroup",
        **{
            "GroupDescription": "of the function",
            "VpcId": {"Ref": "Vpc"},
            "SecurityGroupIngress": list(ingress),
            **more,
        },
    )


def rule(cidr: str, first: int = 443, last: int = 443) -> dict[str, Any]:
    return {"CidrIp": cidr, "IpProtocol": "tcp", "FromPort": first, "ToPort": last}


LAMBDA: Final = {"Service": "lambda.amazonaws.com"}
READS: Final = allow("dynamodb:GetItem", {"Fn::GetAtt": ["Table", "Arn"]})
BASE: Final[Mapping[str, Resource]] = {
    "Table": table(),
    "Bucket": bucket(),
    "Logs": resource("AWS::Logs::LogGroup", attributes=RETAINED, LogGroupName="work", RetentionInDays=365),
    "Key": resource(
        "AWS::KMS::Key",
        attributes=RETAINED,
        EnableKeyRotation=True,
        KeyPolicy=document(allow("kms:*", "*", Principal={"AWS": "arn:aws:iam::111111111111:root"})),
    ),
    "Queue": resource("AWS::SQS::Queue", QueueName="jobs", MessageRetentionPeriod=1209600),
    "Secret": resource("AWS::SecretsManager::Secret", Name="model", attributes=RETAINED),
    "Topic": resource("AWS::SNS::Topic", TopicName="alarms"),
    "Role": trusted(trust(LAMBDA)),
    "Policy": policy(READS),
    "Function": function(),
    "Group": group(rule("10.0.0.0/16")),
    "Alarm": resource("AWS::CloudWatch::Alarm", AlarmName="errors", Threshold=1, EvaluationPeriods=1),
}


def template(resources: Mapping[str, Resource], **sections: Any) -> dict[str, Any]:
    return {"Resources": copy.deepcopy(dict(resources)), **copy.deepcopy(sections)}


def changed(name: str, changed: Mapping[str, str], *stopped: str, **after: Resource | None) -> Pair:
    """The base, in which some resources are others, new, or (None) gone."""
    resources = {key: value for key, value in {**BASE, **after}.items() if value is not None}
    return Pair(
        name=name, before=template(BASE), after=template(resources), changed=changed, stopped=frozenset(stopped)
    )


def between(
    name: str, changed: Mapping[str, str], *stopped: str, before: Mapping[str, Resource], after: Mapping[str, Resource]
) -> Pair:
    return Pair(
        name=name,
        before=template({**BASE, **before}),
        after=template({**BASE, **after}),
        changed=changed,
        stopped=frozenset(stopped),
    )


def _with(base: str, edit: Callable[[Resource], Any]) -> Resource:
    edited = copy.deepcopy(BASE[base])
    edit(edited)
    return edited


def set_on(base: str, **properties: Any) -> Resource:
    return _with(base, lambda found: found["Properties"].update(properties))


def _without(base: str, *attributes: str) -> Resource:
    return _with(base, lambda found: [found.pop(attribute) for attribute in attributes])


OPEN_ACCESS: Final = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": False,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}
D, R, B, N = "destructive", "replacing", "broadening", "neither"

PAIRS: Final[tuple[Pair, ...]] = (
    # -- neither ----------------------------------------------------------------------------------------------------
    changed("nothing changes", {}),
    changed(
        "a function gets new code", {"Function": N}, Function=function(Code={"S3Bucket": "assets", "S3Key": "b.zip"})
    ),
    changed("an alarm's threshold", {"Alarm": N}, Alarm=set_on("Alarm", Threshold=5)),
    changed("a new table", {"Second": N}, Second=table(TableName="second")),
    changed("metadata alone", {"Topic": N}, Topic=_with("Topic", lambda t: t.update(Metadata={"a": "b"}))),
    changed("a number written as text", {}, Alarm=set_on("Alarm", Threshold="1")),
    changed(
        "actions in another order, and one as a list",
        {},
        Policy=policy(allow(["dynamodb:GetItem"], [READS["Resource"]])),
    ),
    between(
        "a permission is taken away",
        {"Policy": N},
        before={"Policy": policy(READS, allow("sqs:SendMessage", "*"))},
        after={"Policy": policy(READS)},
    ),
    between(
        "a wildcard becomes exact",
        {"Policy": N},
        before={"Policy": policy(allow("dynamodb:*", "*"))},
        after={"Policy": policy(allow(["dynamodb:GetItem", "dynamodb:Query"], {"Fn::GetAtt": ["Table", "Arn"]}))},
    ),
    between(
        "a condition is added",
        {"Policy": N},
        before={"Policy": policy(allow("s3:GetObject", "*"))},
        after={"Policy": policy(allow("s3:GetObject", "*", Condition={"Bool": {"aws:SecureTransport": "true"}}))},
    ),
    changed("a rule of a security group goes", {"Group": N}, Group=group()),
    changed("a rule's range shrinks", {"Group": N}, Group=group(rule("10.0.1.0/24"))),
    changed("an alarm goes", {"Alarm": D}, Alarm=None),
    changed(
        "point-in-time recovery is on for longer",
        {"Table": N},
        Table=table(PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 35}),
    ),
    # -- replacing --------------------------------------------------------------------------------------------------
    changed(
        "a table's key schema",
        {"Table": R},
        "Table",
        Table=table(
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        ),
    ),
    changed("a table's name", {"Table": R}, "Table", Table=table(TableName="orders-2")),
    changed("a bucket gets a name", {"Bucket": R}, "Bucket", Bucket=bucket(BucketName="careervp-cvs")),
    changed(
        "a queue becomes fifo",
        {"Queue": f"{D}+{R}"},
        "Queue",
        Queue=set_on("Queue", FifoQueue=True, QueueName="jobs.fifo"),
    ),
    changed("a log group's name", {"Logs": R}, "Logs", Logs=set_on("Logs", LogGroupName="other")),
    changed("a secret's name", {"Secret": R}, "Secret", Secret=set_on("Secret", Name="other")),
    changed("a function's name", {"Function": R}, Function=function(FunctionName="other")),
    changed("a role's name", {"Role": R}, Role=trusted(trust(LAMBDA), RoleName="other")),
    changed(
        "a security group's description", {"Group": R}, Group=group(rule("10.0.0.0/16"), GroupDescription="another")
    ),
    between(
        "what is named after a replaced resource is replaced too",
        {"Version": R, "Function": R},
        before={"Version": resource("AWS::Lambda::Version", FunctionName={"Ref": "Function"})},
        after={
            "Version": resource("AWS::Lambda::Version", FunctionName={"Ref": "Function"}),
            "Function": function(FunctionName="other"),
        },
    ),
    Pair(
        name="a parameter's default changes a table's name",
        before=template(
            {"Table": table(TableName={"Ref": "Name"})}, Parameters={"Name": {"Type": "String", "Default": "a"}}
        ),
        after=template(
            {"Table": table(TableName={"Ref": "Name"})}, Parameters={"Name": {"Type": "String", "Default": "b"}}
        ),
        changed={"Table": R},
        stopped=frozenset({"Table"}),
    ),
    Pair(
        name="a mapping's value changes a table's name",
        before=template(
            {"Table": table(TableName={"Fn::FindInMap": ["M", "a", "b"]})}, Mappings={"M": {"a": {"b": "x"}}}
        ),
        after=template(
            {"Table": table(TableName={"Fn::FindInMap": ["M", "a", "b"]})}, Mappings={"M": {"a": {"b": "y"}}}
        ),
        changed={"Table": R},
        stopped=frozenset({"Table"}),
    ),
    between(
        "a name is written otherwise and stays",
        {"Queue": N},
        before={},
        after={"Queue": set_on("Queue", QueueName={"Fn::Join": ["", ["jo", "bs"]]}, VisibilityTimeout=60)},
    ),
    # -- destructive ------------------------------------------------------------------------------------------------
    changed("a table goes", {"Table": D}, "Table", Table=None),
    changed(
        "a table's logical id changes, its name stays", {"Table": D, "Orders": N}, "Table", Table=None, Orders=table()
    ),
    changed("a key goes", {"Key": D}, "Key", Key=None),
    changed("a queue goes", {"Queue": D}, "Queue", Queue=None),
    changed("a function goes", {"Function": D}, Function=None),
    changed("a deletion policy is dropped", {"Table": D}, "Table", Table=_without("Table", "DeletionPolicy")),
    changed(
        "what stands at a replacement is dropped",
        {"Bucket": D},
        "Bucket",
        Bucket=_without("Bucket", "UpdateReplacePolicy"),
    ),
    changed("deletion protection is off", {"Table": D}, "Table", Table=table(DeletionProtectionEnabled=False)),
    changed(
        "point-in-time recovery is off",
        {"Table": D},
        "Table",
        Table=table(PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False}),
    ),
    changed(
        "versions are suspended",
        {"Bucket": D},
        "Bucket",
        Bucket=bucket(VersioningConfiguration={"Status": "Suspended"}),
    ),
    changed("logs are kept a week", {"Logs": D}, "Logs", Logs=set_on("Logs", RetentionInDays=7)),
    changed("messages are kept an hour", {"Queue": D}, "Queue", Queue=set_on("Queue", MessageRetentionPeriod=3600)),
    changed(
        "objects expire after a day",
        {"Bucket": D},
        "Bucket",
        Bucket=bucket(LifecycleConfiguration={"Rules": [{"Status": "Enabled", "ExpirationInDays": 1}]}),
    ),
    changed(
        "items of a table expire",
        {"Table": D},
        "Table",
        Table=table(TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"}),
    ),
    changed("a resource's type changes", {"Topic": D}, Topic=resource("AWS::SQS::Queue", QueueName="alarms")),
    Pair(
        name="a condition is false now",
        before=template(
            {"Table": {**table(), "Condition": "Kept"}},
            Parameters={"Keep": {"Type": "String", "Default": "yes"}},
            Conditions={"Kept": {"Fn::Equals": [{"Ref": "Keep"}, "yes"]}},
        ),
        after=template(
            {"Table": {**table(), "Condition": "Kept"}},
            Parameters={"Keep": {"Type": "String", "Default": "no"}},
            Conditions={"Kept": {"Fn::Equals": [{"Ref": "Keep"}, "yes"]}},
        ),
        changed={"Table": D},
        stopped=frozenset({"Table"}),
    ),
    Pair(
        name="a stack goes",
        before=template({"Table": BASE["Table"], "Role": BASE["Role"]}),
        after=None,
        changed={"Table": D, "Role": D},
        stopped=frozenset({"Table"}),
    ),
    changed(
        "a table is replaced and no copy is kept",
        {"Table": f"{D}+{R}"},
        "Table",
        Table={**table(TableName="orders-2"), "UpdateReplacePolicy": "Delete"},
    ),
    # -- broadening -------------------------------------------------------------------------------------------------
    changed(
        "an action becomes a wildcard",
        {"Policy": B},
        Policy=policy(allow("dynamodb:*", {"Fn::GetAtt": ["Table", "Arn"]})),
    ),
    changed("a resource becomes a wildcard", {"Policy": B}, Policy=policy(allow("dynamodb:GetItem", "*"))),
    changed(
        "all actions but one",
        {"Policy": B},
        Policy=policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": {"Fn::GetAtt": ["Table", "Arn"]}}),
    ),
    changed(
        "all resources but one",
        {"Policy": B},
        Policy=policy({"Effect": "Allow", "Action": "dynamodb:GetItem", "NotResource": "arn:aws:dynamodb:::table/x"}),
    ),
    changed("a statement more", {"Policy": B}, Policy=policy(READS, allow("sqs:SendMessage", "*"))),
    between(
        "a condition is dropped",
        {"Policy": B},
        before={"Policy": policy(allow("s3:GetObject", "*", Condition={"Bool": {"aws:SecureTransport": "true"}}))},
        after={"Policy": policy(allow("s3:GetObject", "*"))},
    ),
    between(
        "a condition has a value more",
        {"Policy": B},
        before={
            "Policy": policy(
                allow("s3:GetObject", "*", Condition={"StringEquals": {"aws:SourceAccount": "111111111111"}})
            )
        },
        after={
            "Policy": policy(
                allow(
                    "s3:GetObject",
                    "*",
                    Condition={"StringEquals": {"aws:SourceAccount": ["111111111111", "222222222222"]}},
                )
            )
        },
    ),
    between(
        "a denial is dropped",
        {"Policy": B},
        before={"Policy": policy(READS, {"Effect": "Deny", "Action": "dynamodb:DeleteTable", "Resource": "*"})},
        after={"Policy": policy(READS)},
    ),
    between(
        "a denial has a condition",
        {"Policy": B},
        before={"Policy": policy({"Effect": "Deny", "Action": "s3:*", "Resource": "*"})},
        after={
            "Policy": policy(
                {
                    "Effect": "Deny",
                    "Action": "s3:*",
                    "Resource": "*",
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                }
            )
        },
    ),
    changed(
        "another account is trusted",
        {"Role": B},
        Role=trusted(trust(LAMBDA), trust({"AWS": "arn:aws:iam::444444444444:root"})),
    ),
    changed("everybody is trusted", {"Role": B}, Role=trusted(trust("*"))),
    changed(
        "a role gets AWS's administrator policy",
        {"Role": B},
        Role=trusted(trust(LAMBDA), ManagedPolicyArns=["arn:aws:iam::aws:policy/AdministratorAccess"]),
    ),
    between(
        "a boundary is dropped",
        {"Role": B},
        before={"Role": trusted(trust(LAMBDA), PermissionsBoundary="arn:aws:iam::111111111111:policy/boundary")},
        after={"Role": trusted(trust(LAMBDA))},
    ),
    changed(
        "a policy of a role's own",
        {"Role": B},
        Role=trusted(trust(LAMBDA), Policies=[{"PolicyName": "p", "PolicyDocument": document(allow("s3:*", "*"))}]),
    ),
    changed(
        "a key is for another account",
        {"Key": B},
        Key=set_on(
            "Key",
            KeyPolicy=document(
                allow("kms:*", "*", Principal={"AWS": "arn:aws:iam::111111111111:root"}),
                allow("kms:Decrypt", "*", Principal={"AWS": "arn:aws:iam::444444444444:root"}),
            ),
        ),
    ),
    changed("a group is open to everybody", {"Group": B}, Group=group(rule("0.0.0.0/0"))),
    changed("a group takes a port more", {"Group": B}, Group=group(rule("10.0.0.0/16"), rule("10.0.0.0/16", 22, 22))),
    changed("a rule's ports grow", {"Group": B}, Group=group(rule("10.0.0.0/16", 0, 65535))),
    changed(
        "a rule as a resource of its own",
        {"Ingress": B},
        Ingress=resource(
            "AWS::EC2::SecurityGroupIngress", GroupId={"Ref": "Group"}, CidrIp="0.0.0.0/0", IpProtocol="-1"
        ),
    ),
    changed("a bucket may become public", {"Bucket": B}, Bucket=bucket(PublicAccessBlockConfiguration=OPEN_ACCESS)),
    changed(
        "a new policy of a bucket",
        {"Access": B},
        Access=resource(
            "AWS::S3::BucketPolicy",
            Bucket={"Ref": "Bucket"},
            PolicyDocument=document(allow("s3:GetObject", "*", Principal="*")),
        ),
    ),
    changed(
        "a service may call the function",
        {"Permission": B},
        Permission=resource(
            "AWS::Lambda::Permission",
            FunctionName={"Ref": "Function"},
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
        ),
    ),
    between(
        "whoever calls the function is not named any more",
        {"Permission": f"{R}+{B}"},
        before={
            "Permission": resource(
                "AWS::Lambda::Permission",
                FunctionName={"Ref": "Function"},
                Action="lambda:InvokeFunction",
                Principal="s3.amazonaws.com",
                SourceAccount="111111111111",
            )
        },
        after={
            "Permission": resource(
                "AWS::Lambda::Permission",
                FunctionName={"Ref": "Function"},
                Action="lambda:InvokeFunction",
                Principal="s3.amazonaws.com",
            )
        },
    ),
    between(
        "a method asks for no identity any more",
        {"Method": B},
        before={
            "Method": resource(
                "AWS::ApiGateway::Method", HttpMethod="POST", AuthorizationType="AWS_IAM", RestApiId="a", ResourceId="b"
            )
        },
        after={
            "Method": resource(
                "AWS::ApiGateway::Method", HttpMethod="POST", AuthorizationType="NONE", RestApiId="a", ResourceId="b"
            )
        },
    ),
    between(
        "statements in another order",
        {},
        before={"Policy": policy(READS, allow("sqs:SendMessage", "*"))},
        after={"Policy": policy(allow("sqs:SendMessage", "*"), READS)},
    ),
)
