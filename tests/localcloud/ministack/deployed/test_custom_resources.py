"""Custom resources of hand-written templates: the module that answers, and a function that cannot answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.ministack.conftest import PlainMiniStack
from tests.localcloud.ministack.functions import function_resources, invoke, make_function
from tests.localcloud.ministack.stacks import create_stack, describe, failure_reasons, outputs_of

pytestmark = pytest.mark.cloud
_PYTHON = """
import cfnresponse

def handler(event, context):
    words = event["ResourceProperties"]["Words"]
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {"Count": len(words)}, "counted")
"""
_NODE = """
const response = require("cfn-response");

exports.handler = (event, context) => {
  const words = event.ResourceProperties.Words;
  response.send(event, context, response.SUCCESS, { Count: words.length }, "counted");
};
"""
_REFUSES = """
import cfnresponse

def handler(event, context):
    cfnresponse.send(event, context, cfnresponse.FAILED, {}, reason="no words, please")
"""
_FAILS = "def handler(event, context):\n    raise KeyError(event['RequestType'])\n"
_AT_THE_THIRD = """
import os, pathlib, tempfile
import cfnresponse

calls = pathlib.Path(tempfile.gettempdir())

def handler(event, context):
    mark = calls / ("calls-" + event["RequestId"])
    mark.write_text(mark.read_text() + "." if mark.exists() else ".")
    if len(mark.read_text()) < 3:
        raise RuntimeError("not yet")
    mark.unlink()
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {"Count": 3})
"""


def _counted(code: str, **properties: Any) -> dict[str, Any]:
    custom = {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}, "Words": ["a", "b"]}
    return {
        **function_resources(code, **properties),
        "Counted": {"Type": "Custom::Counted", "Properties": custom},
    }


@pytest.mark.parametrize(("code", "runtime"), [(_PYTHON, "python3.12"), (_NODE, "nodejs22.x")])
def test_inline_code_has_the_module_that_answers(cloud: CloudProcess, code: str, runtime: str) -> None:
    outputs = {"Count": {"Fn::GetAtt": ["Counted", "Count"]}, "Id": {"Ref": "Counted"}}
    stack = create_stack(cloud, _counted(code, Runtime=runtime), outputs=outputs)
    assert outputs_of(cloud, stack) == {"Count": "2", "Id": "counted"}


def test_inline_code_that_does_not_name_the_module_is_alone_in_its_package(cloud: CloudProcess) -> None:
    listing = "import os\n\ndef handler(event, context):\n    return os.listdir(os.path.dirname(__file__))\n"
    files, _ = invoke(cloud, make_function(cloud, listing))
    assert [name for name in files if name.endswith(".py")] == ["index.py"]


def test_a_custom_resource_that_says_failed_fails_with_its_reason(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, _counted(_REFUSES))
    assert "no words, please" in failure_reasons(cloud, stack)


def test_a_function_that_cannot_answer_fails_its_custom_resource(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, _counted(_FAILS))
    assert describe(cloud, stack)["StackStatus"] in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED"}
    assert "did not receive a response from your Custom Resource" in failure_reasons(cloud, stack)
    assert "failed: KeyError: 'Create'" in failure_reasons(cloud, stack)


def test_a_function_that_fails_is_called_twice_more(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, _counted(_AT_THE_THIRD), outputs={"Count": {"Fn::GetAtt": ["Counted", "Count"]}})
    assert outputs_of(cloud, stack) == {"Count": "3"}


def test_ministack_alone_lacks_the_module(alone: PlainMiniStack) -> None:
    answer, failed = invoke(alone, make_function(alone, _PYTHON))
    assert failed
    assert "No module named 'cfnresponse'" in answer["errorMessage"]
