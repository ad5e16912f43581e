"""What a function raises goes by its own name, for its caller and in its log."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.conftest import PlainMiniStack
from tests.localcloud.ministack.functions import function_resources, invoke, make_function
from tests.localcloud.ministack.stacks import create_stack, outputs_of

pytestmark = pytest.mark.cloud
_RAISES = "class Flaky(Exception):\n    pass\n\ndef handler(event, context):\n    raise Flaky('again')\n"
_THROWS = """
class Flaky extends Error { constructor(text) { super(text); this.name = "Flaky"; } }
exports.handler = async () => { throw new Flaky("again"); };
"""
_NOT_THERE = "import no_such_module\n\ndef handler(event, context):\n    pass\n"
_EXITS = "import os\n\ndef handler(event, context):\n    os._exit(3)\n"


def _log(server: ServerProcess, arn: str) -> str:
    events = server.client("logs", DEV).filter_log_events(logGroupName=f"/aws/lambda/{arn.rpartition(':')[2]}")
    return "\n".join(event["message"] for event in events["events"])


def _invoked_twice(server: ServerProcess, code: str, **options: Any) -> tuple[str, Any]:
    arn = make_function(server, code, **options)
    invoke(server, arn)
    answer, failed = invoke(server, arn)
    assert failed
    return arn, answer


def test_what_python_raises_has_its_name_its_frames_and_its_request(cloud: CloudProcess) -> None:
    arn, answer = _invoked_twice(cloud, _RAISES)
    assert (answer["errorType"], answer["errorMessage"]) == ("Flaky", "again")
    assert answer["requestId"]
    assert [frame.split(", ")[1:] for frame in answer["stackTrace"]] == [
        ["line 5", "in handler\n    raise Flaky('again')\n"]
    ]
    assert "[ERROR] Flaky: again\nTraceback (most recent call last):\n" in _log(cloud, arn)


def test_what_node_throws_has_its_name_and_its_trace(cloud: CloudProcess) -> None:
    arn, answer = _invoked_twice(cloud, _THROWS, Runtime="nodejs22.x")
    assert (answer["errorType"], answer["errorMessage"]) == ("Flaky", "again")
    assert answer["trace"][0] == "Flaky: again"
    assert 'ERROR\tInvoke Error\t{"errorType": "Flaky"' in _log(cloud, arn)


@pytest.mark.parametrize(
    ("code", "options", "kind", "message"),
    [
        (_NOT_THERE, {}, "Runtime.ImportModuleError", "Unable to import module 'index': No module named"),
        ("def handler(:", {}, "Runtime.UserCodeSyntaxError", "Syntax error in module 'index': "),
        ("other = 1\n", {}, "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'index'"),
        ("raise ValueError('wrong')\n", {}, "ValueError", "wrong"),
        (_EXITS, {}, "Runtime.ExitError", "RequestId: "),
        (
            "require('no-such-module');",
            {"Runtime": "nodejs22.x"},
            "Runtime.ImportModuleError",
            "Error: Cannot find module 'no-such-module'",
        ),
        ("exports.other = 1;", {"Runtime": "nodejs22.x"}, "Runtime.HandlerNotFound", "index.handler is undefined"),
    ],
)
def test_what_fails_before_the_handler_is_called_as_aws_calls_it(
    cloud: CloudProcess, code: str, options: dict[str, Any], kind: str, message: str
) -> None:
    arn, answer = _invoked_twice(cloud, code, **options)
    assert answer["errorType"] == kind
    assert answer["errorMessage"].startswith(message)
    assert answer["errorMessage"].splitlines()[0] in _log(cloud, arn)


def test_a_state_machine_catches_an_error_by_its_name(cloud: CloudProcess) -> None:
    resources = function_resources(_RAISES)
    catch = [{"ErrorEquals": ["Flaky"], "Next": "Caught"}]
    states = {
        "Call": {"Type": "Task", "Resource": "${function}", "Catch": catch, "End": True},
        "Caught": {"Type": "Pass", "Result": "caught", "End": True},
    }
    machine = {
        "DefinitionString": json.dumps({"StartAt": "Call", "States": states}),
        "DefinitionSubstitutions": {"function": {"Fn::GetAtt": ["Function", "Arn"]}},
        "RoleArn": {"Fn::GetAtt": ["Caller", "Arn"]},
    }
    statement = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
    trusted = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "states.amazonaws.com"}}
    resources["Caller"] = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trusted]},
            "Policies": [{"PolicyName": "call", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}],
        },
    }
    resources["Machine"] = {"Type": "AWS::StepFunctions::StateMachine", "Properties": machine}
    stack = create_stack(cloud, resources, outputs={"Arn": {"Ref": "Machine"}})
    client = cloud.client("stepfunctions", DEV)
    execution = client.start_execution(stateMachineArn=outputs_of(cloud, stack)["Arn"])["executionArn"]
    while (state := client.describe_execution(executionArn=execution))["status"] == "RUNNING":
        pass
    assert state.get("output") == '"caught"'


def test_ministack_alone_calls_each_error_the_same(alone: PlainMiniStack) -> None:
    _, answer = _invoked_twice(alone, _RAISES)
    assert answer == {"errorMessage": "again", "errorType": "Runtime.HandlerError"}
    arn, answer = _invoked_twice(alone, _NOT_THERE)
    assert answer["errorType"] == "RuntimeError"
    assert "no_such_module" not in _log(alone, arn)
