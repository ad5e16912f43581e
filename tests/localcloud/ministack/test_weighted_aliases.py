"""Calls of an alias with weights go to each version with its share, by every way in."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import Api, api_resources
from tests.localcloud.ministack.principals import allow, make_user, refused, unique
from tests.localcloud.ministack.stacks import create_stack, describe, failure_reasons, outputs_of

pytestmark = pytest.mark.cloud
_CALLS = 40
# Of 40 calls with a chance of a half each, fewer than 5 go to one of two versions in one of five million runs.
_FEWEST = 5


def _code(word: str) -> str:
    return (
        "def handler(event, context):\n"
        f"    return {{'statusCode': 200, 'body': '{word} ' + context.invoked_function_arn.rpartition(':')[2]}}\n"
    )


@dataclass(frozen=True)
class Halved:
    """An API in dev before an alias that sends half of its calls to a second version."""

    api: Api
    function: str

    @property
    def server(self) -> ServerProcess:
        """Where it is."""
        return self.api.server


@pytest.fixture(scope="module")
def halved(cloud: CloudProcess) -> Halved:
    """One for all tests that leave it as it is."""
    return _halved(cloud)


def _halved(server: ServerProcess) -> Halved:
    resources = api_resources(_code("one"))
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/${{Alias}}/invocations"
    resources["Post"]["Properties"]["Integration"]["Uri"] = {"Fn::Sub": uri}
    resources["Permission"]["Properties"]["FunctionName"] = {"Ref": "Alias"}
    function = {"FunctionName": {"Ref": "Function"}}
    resources["Version"] = {"Type": "AWS::Lambda::Version", "Properties": function}
    resources["Alias"] = {
        "Type": "AWS::Lambda::Alias",
        "Properties": {**function, "Name": "live", "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]}},
    }
    stack = create_stack(server, resources, outputs={"Api": {"Ref": "Api"}, "Function": {"Ref": "Function"}})
    assert describe(server, stack)["StackStatus"] == "CREATE_COMPLETE", failure_reasons(server, stack)
    outputs, functions = outputs_of(server, stack), server.client("lambda", DEV)
    name = outputs["Function"]
    functions.update_function_code(FunctionName=name, ZipFile=_zipped(_code("two")))
    functions.publish_version(FunctionName=name)
    functions.update_alias(FunctionName=name, Name="live", RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}})
    return Halved(Api(server=server, api_id=outputs["Api"]), name)


def _called(halved: Halved, qualifier: str = "live") -> Counter[Any]:
    functions = halved.server.client("lambda", DEV)
    answers: Counter[Any] = Counter()
    for _ in range(_CALLS):
        answer = functions.invoke(FunctionName=halved.function, Qualifier=qualifier)
        answers[json.loads(answer["Payload"].read())["body"], answer["ExecutedVersion"]] += 1
    return answers


def test_the_api_s_calls_are_shared_and_say_which_version_ran(halved: Halved) -> None:
    answers = _called(halved)
    assert set(answers) == {("one live", "1"), ("two live", "2")}
    assert min(answers.values()) >= _FEWEST


def test_calls_through_a_rest_api_are_shared(halved: Halved) -> None:
    session = halved.server.session(DEV)
    answers = Counter(halved.api.post({"name": "x"}, session).body.decode() for _ in range(_CALLS))
    assert set(answers) == {"one live", "two live"}
    assert min(answers.values()) >= _FEWEST


def test_a_version_s_own_calls_are_not(halved: Halved) -> None:
    assert set(_called(halved, "1")) == {("one 1", "1")}


def test_what_an_alias_is_asked_for_is_its_own_version(halved: Halved) -> None:
    functions, name = halved.server.client("lambda", DEV), halved.function
    versions = {
        functions.get_function_configuration(FunctionName=name, Qualifier="live")["Version"] for _ in range(_CALLS)
    }
    assert versions == {"1"}


def test_ministack_alone_calls_one_version(alone: ServerProcess) -> None:
    assert set(_called(_halved(alone))) == {("one live", "1")}


_ACTIONS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html"


@pytest.mark.enforces("Lambda: who may list aliases may not move one", source=_ACTIONS)
def test_an_alias_is_moved_with_the_permission_for_that(halved: Halved) -> None:
    name = halved.function
    arn = f"arn:aws:lambda:{REGION}:{DEV}:function:{name}"
    mover = halved.server.client("lambda", session=make_user(halved.server, DEV, allow("lambda:UpdateAlias", arn)))
    mover.update_alias(FunctionName=name, Name="live", Description=unique("moved"))
    lister = halved.server.client("lambda", session=make_user(halved.server, DEV, allow("lambda:ListAliases", arn)))
    with refused("AccessDeniedException"):
        lister.update_alias(FunctionName=name, Name="live", Description="moved")


def test_ministack_alone_asks_for_the_list_s_permission(alone: ServerProcess) -> None:
    name = _halved(alone).function
    arn = f"arn:aws:lambda:{REGION}:{DEV}:function:{name}"
    lister = alone.client("lambda", session=make_user(alone, DEV, allow("lambda:ListAliases", arn)))
    lister.update_alias(FunctionName=name, Name="live", Description="moved")


_ROUTING = "https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"FunctionVersion": "9"}, "ResourceNotFoundException"),
        ({"RoutingConfig": {"AdditionalVersionWeights": {"9": 0.1}}}, "InvalidParameterValueException"),
        ({"RoutingConfig": {"AdditionalVersionWeights": {"1": 0.1}}}, "InvalidParameterValueException"),
        ({"RoutingConfig": {"AdditionalVersionWeights": {"1": 0.1, "2": 0.1}}}, "InvalidParameterValueException"),
        ({"FunctionVersion": "$LATEST"}, "InvalidParameterValueException"),
    ],
)
@pytest.mark.enforces("Lambda: an alias points to one or two versions that exist", source=_ROUTING)
def test_an_alias_points_to_versions_that_exist(halved: Halved, changed: dict[str, Any], code: str) -> None:
    with refused(code):
        halved.server.client("lambda", DEV).update_alias(FunctionName=halved.function, Name="live", **changed)


@pytest.mark.enforces("Lambda: a stack's alias points to a version that exists", source=_ROUTING)
def test_a_stack_s_alias_points_to_a_version_that_exists(halved: Halved) -> None:
    properties = {"FunctionName": halved.function, "Name": "none", "FunctionVersion": "9"}
    stack = create_stack(halved.server, {"Alias": {"Type": "AWS::Lambda::Alias", "Properties": properties}})
    assert describe(halved.server, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "Function not found" in failure_reasons(halved.server, stack)


def test_ministack_alone_takes_any_version(alone: ServerProcess) -> None:
    name = _halved(alone).function
    alone.client("lambda", DEV).update_alias(FunctionName=name, Name="live", FunctionVersion="9")


def _zipped(code: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("index.py", code)
    return content.getvalue()
