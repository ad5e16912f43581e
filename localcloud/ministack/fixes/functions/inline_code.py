"""Code that a template holds itself finds the module by which a custom resource answers.

MiniStack makes an archive of the text alone, so that `import cfnresponse` fails, in what most hand-written templates
have as a custom resource. On AWS the module is there for code of `ZipFile`, in Python as `cfnresponse` and in Node as
`cfn-response`, and for no other; here it is for code that names it, so that other code's hash stays as it is.
Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable
from typing import Final

from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("services.cloudformation.provisioners", "_zip_inline", "source,handler,runtime"),)

_PYTHON: Final = '''"""The answer of a custom resource to CloudFormation."""

import json

import urllib3

SUCCESS = "SUCCESS"
FAILED = "FAILED"
http = urllib3.PoolManager()


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = json.dumps({
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: " + context.log_stream_name,
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": responseData,
    })
    print("Response body:")
    print(body)
    try:
        headers = {"content-type": "", "content-length": str(len(body))}
        response = http.request("PUT", event["ResponseURL"], headers=headers, body=body)
        print("Status code:", response.status)
    except Exception as error:
        print("send(..) failed executing http.request(..):", error)
'''
_NODE: Final = """exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";

exports.send = function (event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  return new Promise((resolve) => {
    const body = JSON.stringify({
      Status: responseStatus,
      Reason: "See the details in CloudWatch Log Stream: " + context.logStreamName,
      PhysicalResourceId: physicalResourceId || context.logStreamName,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      NoEcho: noEcho || false,
      Data: responseData,
    });
    console.log("Response body:\\n", body);
    const ended = () => {
      if (context.done) context.done();
      resolve();
    };
    const url = new URL(event.ResponseURL);
    const headers = { "content-type": "", "content-length": Buffer.byteLength(body) };
    const request = require(url.protocol.slice(0, -1)).request(url, { method: "PUT", headers }, (response) => {
      console.log("Status code: " + response.statusCode);
      response.resume();
      ended();
    });
    request.on("error", (error) => {
      console.log("send(..) failed executing request(..): " + error);
      ended();
    });
    request.end(body);
  });
};
"""


def apply() -> None:
    """Put the module beside the text that names it."""
    provisioners._zip_inline = _with_module(provisioners._zip_inline)


def _with_module(zip_inline: Callable[..., bytes | None]) -> Callable[..., bytes | None]:
    @functools.wraps(zip_inline)
    def zipped(source: str | None, handler: str, runtime: str = "python3.12") -> bytes | None:
        archive = zip_inline(source, handler, runtime)
        is_node = runtime.startswith("nodejs")
        if archive is None or source is None or ("cfn-response" if is_node else "cfnresponse") not in source:
            return archive
        content = io.BytesIO(archive)
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as added:
            name, module = ("node_modules/cfn-response/index.js", _NODE) if is_node else ("cfnresponse.py", _PYTHON)
            added.writestr(name, module)
        return content.getvalue()

    return zipped
