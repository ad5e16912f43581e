"""The ordinary `cdk bootstrap` and `cdk deploy`, and what the roles that they make may not do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import DEV, FOREIGN, PROD, REGION, REPOSITORY, TOOLS, CloudProcess
from tests.localcloud.ministack.cdk import bootstrap, run_cdk
from tests.localcloud.ministack.functions import Api
from tests.localcloud.ministack.principals import DENIED, allow, make_role, make_user, refused, trust
from tests.localcloud.ministack.stacks import outputs_of, table

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("cdk")]
_APP = REPOSITORY / "tests" / "localcloud" / "ministack" / "cdk_app" / "app.py"


@pytest.fixture(scope="module")
def bootstrapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A local cloud of its own whose three accounts are bootstrapped."""
    directory = tmp_path_factory.mktemp("cdk")
    with CloudProcess(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as cloud:
        bootstrap(cloud, directory)
        yield cloud


@pytest.fixture(scope="module")
def outputs(bootstrapped: CloudProcess, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The outputs of the small application in dev, deployed by tools' operator through the bootstrap's roles."""
    directory = tmp_path_factory.mktemp("app")
    run_cdk(
        bootstrapped,
        *("deploy", "--app", f"{sys.executable} {_APP}", "--output", str(directory / "cdk.out")),
        *("--require-approval", "never"),
        account=TOOLS,
        directory=directory,
    )
    return outputs_of(bootstrapped, "small")


def _role(name: str, account: str) -> str:
    return f"arn:aws:iam::{account}:role/cdk-hnb659fds-{name}-role-{account}-{REGION}"


def test_an_application_deployed_from_another_account_works(
    bootstrapped: CloudProcess, outputs: dict[str, str]
) -> None:
    api = Api(server=bootstrapped, api_id=outputs["ApiId"], stage=outputs["Stage"])
    answer = api.post({"id": "one"}, bootstrapped.session(DEV))
    assert (answer.status, answer.json()) == (200, {"stored": "one"})
    stored = bootstrapped.client("s3", DEV).get_object(Bucket=outputs["BucketName"], Key="one")
    assert stored["SSEKMSKeyId"] == outputs["KeyArn"]
    found = bootstrapped.client("dynamodb", DEV).scan(TableName=outputs["TableName"])
    assert found["Items"] == [{"id": {"S": "one"}}]
    assert api.post({"id": "two"}, None).status == 403


def test_a_deployment_that_fails_says_why(bootstrapped: CloudProcess, tmp_path: Path) -> None:
    bootstrapped.client("s3", PROD).create_bucket(Bucket="taken-in-prod")
    resources = {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "taken-in-prod"}}}
    assembly = _assembly(tmp_path, resources)
    with pytest.raises(AssertionError, match="'taken-in-prod' already exists"):
        run_cdk(
            bootstrapped,
            *("deploy", "--app", str(assembly), "--require-approval", "never"),
            account=DEV,
            directory=tmp_path,
        )


def _assembly(directory: Path, resources: dict[str, Any]) -> Path:
    """A cloud assembly of one stack in dev, as the CDK library writes it."""
    assembly = directory / "assembly"
    assembly.mkdir()
    (assembly / "failing.template.json").write_text(json.dumps({"Resources": resources}))
    stack = {
        "type": "aws:cloudformation:stack",
        "environment": f"aws://{DEV}/{REGION}",
        "properties": {
            "templateFile": "failing.template.json",
            "assumeRoleArn": _role("deploy", DEV),
            "cloudFormationExecutionRoleArn": _role("cfn-exec", DEV),
        },
    }
    (assembly / "manifest.json").write_text(json.dumps({"version": "48.0.0", "artifacts": {"failing": stack}}))
    return assembly


# --- forbidden acts ---------------------------------------------------------------------------------------------------


def _foreign_operator(cloud: CloudProcess) -> boto3.Session:
    return cloud.session(FOREIGN)


def _deploy_role(cloud: CloudProcess) -> boto3.Session:
    return cloud.assume(_role("deploy", DEV), by=TOOLS)


def _publishing_role(cloud: CloudProcess) -> boto3.Session:
    return cloud.assume(_role("file-publishing", DEV), by=TOOLS)


def _dev_administrator(cloud: CloudProcess) -> boto3.Session:
    return cloud.session(DEV)


def _assume(role: str) -> Callable[[CloudProcess, boto3.Session], object]:
    return lambda cloud, caller: cloud.assume(role, by=caller)


def _call(service: str, operation: str, **request: Any) -> Callable[[CloudProcess, boto3.Session], object]:
    return lambda cloud, caller: getattr(cloud.client(service, session=caller), operation)(**request)


@pytest.mark.enforces(
    "IAM: the CDK's bootstrap roles do only what the bootstrap template grants",
    source="https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html",
)
@pytest.mark.parametrize(
    ("who", "act"),
    [
        pytest.param(_foreign_operator, _assume(_role("deploy", DEV)), id="a foreign account assumes the deploy role"),
        pytest.param(_foreign_operator, _assume(_role("deploy", PROD)), id="a foreign account assumes prod's"),
        pytest.param(_dev_administrator, _assume(_role("deploy", PROD)), id="dev assumes prod's deploy role"),
        pytest.param(_deploy_role, _assume(_role("deploy", PROD)), id="dev's deploy role assumes prod's"),
        pytest.param(_deploy_role, _assume(_role("cfn-exec", DEV)), id="the deploy role assumes the execution role"),
        pytest.param(_deploy_role, _call("dynamodb", "list_tables"), id="the deploy role lists tables"),
        pytest.param(
            _deploy_role,
            _call("secretsmanager", "get_secret_value", SecretId="anthropic-dev"),
            id="the deploy role reads a secret",
        ),
        pytest.param(
            _deploy_role,
            _call("iam", "create_user", UserName="mine"),
            id="the deploy role makes a user",
        ),
        pytest.param(
            _deploy_role,
            _call(
                "cloudformation",
                "create_stack",
                StackName="other-role",
                TemplateBody='{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}',
                RoleARN=f"arn:aws:iam::{DEV}:role/another",
            ),
            id="the deploy role passes another role than the execution role",
        ),
        pytest.param(
            _publishing_role,
            _call("cloudformation", "list_stacks"),
            id="the publishing role lists stacks",
        ),
        pytest.param(
            _publishing_role,
            _call("s3", "put_object", Bucket=f"cdk-hnb659fds-assets-{PROD}-{REGION}", Key="x", Body=b"x"),
            id="dev's publishing role writes prod's assets",
        ),
        pytest.param(
            _dev_administrator,
            _call(
                "secretsmanager",
                "get_secret_value",
                SecretId=f"arn:aws:secretsmanager:{REGION}:{PROD}:secret:anthropic-prod",
            ),
            id="dev reads prod's secret",
        ),
        pytest.param(
            _dev_administrator,
            _call("dynamodb", "scan", TableName=f"arn:aws:dynamodb:{REGION}:{PROD}:table/prod-table"),
            id="dev reads prod's table",
        ),
        pytest.param(
            _dev_administrator,
            _call("s3", "list_objects_v2", Bucket=f"cdk-hnb659fds-assets-{PROD}-{REGION}"),
            id="dev lists prod's assets",
        ),
        pytest.param(
            _foreign_operator,
            _call("s3", "list_objects_v2", Bucket=f"cdk-hnb659fds-assets-{DEV}-{REGION}"),
            id="a foreign account lists dev's assets",
        ),
    ],
)
def test_a_forbidden_act_is_refused(
    bootstrapped: CloudProcess,
    prod_data: None,
    who: Callable[[CloudProcess], boto3.Session],
    act: Callable[[CloudProcess, boto3.Session], object],
) -> None:
    caller = who(bootstrapped)
    with refused(*DENIED, "ResourceNotFoundException"):
        act(bootstrapped, caller)


@pytest.fixture(scope="module")
def prod_data(bootstrapped: CloudProcess) -> None:
    """Secrets in both environments and a table in prod, so that a refusal is not for want of them."""
    for account, name in ((DEV, "anthropic-dev"), (PROD, "anthropic-prod")):
        bootstrapped.client("secretsmanager", account).create_secret(Name=name, SecretString=f"of {name}")
    bootstrapped.client("dynamodb", PROD).create_table(**table("prod-table")["Properties"])


@pytest.mark.enforces(
    "KMS: the CDK's deploy role reads artifacts only with the artifact key",
    source="https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html",
)
def test_artifacts_cannot_be_read_without_their_key(bootstrapped: CloudProcess, outputs: dict[str, str]) -> None:
    bootstrapped.client("s3", DEV).put_object(Bucket=outputs["BucketName"], Key="artifact", Body=b"content")
    reader = make_user(bootstrapped, DEV, allow("s3:*", "*"))
    with refused("AccessDenied"):
        bootstrapped.client("s3", session=reader).get_object(Bucket=outputs["BucketName"], Key="artifact")


def test_the_deploy_role_may_do_its_duty(bootstrapped: CloudProcess) -> None:
    deploy = _deploy_role(bootstrapped)
    assert bootstrapped.client("cloudformation", session=deploy).describe_stacks(StackName="CDKToolkit")["Stacks"]
    trusted = trust(AWS=f"arn:aws:iam::{TOOLS}:root")
    assert make_role(bootstrapped, DEV, trusted=trusted).startswith(f"arn:aws:iam::{DEV}:role/")
