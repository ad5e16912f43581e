"""What a function raised goes by its own name, in the answer and in the function's log.

MiniStack answers `Runtime.HandlerError` whatever was raised, so that no `Retry` or `Catch` of a state machine that
names an error ever meets one, and of a function whose module cannot be imported nothing is in the log. On AWS the
runtime answers the name of the exception, its message and its frames, logs them, and calls what goes wrong before the
handler by names of its own.
Sources: docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html, .../nodejs-exceptions.html, and the runtimes' own
clients: aws-lambda-python-runtime-interface-client and aws-lambda-nodejs-runtime-interface-client of github.com/aws.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from localcloud.ministack.touched import MINISTACK_VERSION, IncompatibleError, Touched

TOUCHES = (
    Touched("core.lambda_runtime", "_PYTHON_WORKER_SCRIPT"),
    Touched("core.lambda_runtime", "_NODEJS_WORKER_SCRIPT"),
    Touched(
        "core.lambda_runtime", "Worker.invoke", "self,event,request_id,trace_id,depth,durable,invoked_function_arn"
    ),
    Touched("services.lambda_svc", "_execute_function_warm", "func,event,request_id"),
)
_DIED: Final = "Worker process died"
_EXITED: Final = "Runtime exited without providing a reason"

# A module that fails is said at the first invocation, as on AWS, where its log is; of a snapshot the publication waits.
_PYTHON_DESCRIBED: Final = r"""
def _ms_described(e, module="", handler=""):
    import traceback

    kind, message = type(e).__name__, str(e)
    if module and isinstance(e, ImportError):
        kind, message = "Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module, e)
    elif module and isinstance(e, SyntaxError):
        kind, message = "Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module, e)
    elif module and isinstance(e, AttributeError) and getattr(e, "name", None) == handler:
        kind, message = "Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (handler, module)
    frames = [frame for frame in traceback.format_tb(e.__traceback__) if __file__ not in frame]
    return {"status": "error", "error": message, "type": kind, "frames": frames}


"""
_PYTHON: Final = (
    (
        '        _real_stdout.write(json.dumps({"status": "error", "error": str(e)}) + "\\n")\n',
        '        if not init.get("snapstart"):\n'
        '            _real_stdout.write(json.dumps({"status": "ready", "cold": True}) + "\\n")\n'
        "            _real_stdout.flush()\n"
        "            sys.stdin.readline()\n"
        '        _real_stdout.write(json.dumps(_ms_described(e, module_name, handler_name)) + "\\n")\n',
    ),
    (
        'json.dumps({"status": "error", "error": str(e), "trace": traceback.format_exc()})',
        "json.dumps(_ms_described(e))",
    ),
)
_NODE_DESCRIBED: Final = r"""
function _msDescribed(err) {
  const known = err instanceof Error || (err && err.name && err.message && err.stack);
  if (!known) return { status: "error", error: String(err), type: typeof err, frames: [] };
  return { status: "error", error: String(err.message), type: err.name, frames: String(err.stack).split("\n") };
}
function _msModuleFailure(err) {
  const missing = /MODULE_NOT_FOUND$/.test(err.code || "");
  const type = missing ? "Runtime.ImportModuleError" : err instanceof SyntaxError ? "Runtime.UserCodeSyntaxError" : "";
  return type ? { ..._msDescribed(err), type, error: (missing ? "Error: " : "SyntaxError: ") + err.message }
    : _msDescribed(err);
}
let _msFailed = null;
"""
_NODE_READY: Final = '_realStdoutWrite(JSON.stringify({ status: "ready", cold: true }) + "\\n");'
_NODE: Final = (
    (
        """          _realStdoutWrite(JSON.stringify({
            status: "error",
            error: `Handler ${handlerName} is not a function in ${modPath}`
          }) + "\\n");
""",
        """          const error = modPath.split("/").pop() + "." + handlerName + " is undefined or not exported";
          _msFailed = { status: "error", error, type: "Runtime.HandlerNotFound", frames: [] };
          """
        + _NODE_READY
        + "\n",
    ),
    (
        """        _realStdoutWrite(JSON.stringify({
          status: "error", error: e.message
        }) + "\\n");
      }
      return;
    }
""",
        "        _msFailed = _msModuleFailure(e);\n        "
        + _NODE_READY
        + """
      }
      return;
    }
    if (_msFailed) {
      _realStdoutWrite(JSON.stringify(_msFailed) + "\\n");
      return;
    }
""",
    ),
    (
        """_realStdoutWrite(JSON.stringify({
            status: "error", error: String(err.message || err), trace: err.stack || ""
          }) + "\\n");""",
        '_realStdoutWrite(JSON.stringify(_msDescribed(err)) + "\\n");',
    ),
    (
        """_realStdoutWrite(JSON.stringify({
        status: "error", error: e.message, trace: e.stack
      }) + "\\n");""",
        '_realStdoutWrite(JSON.stringify(_msDescribed(e)) + "\\n");',
    ),
)


class _Raised(str):
    """A message, with what else is known of what was raised."""

    type: str
    frames: Sequence[str]
    is_python: bool

    @classmethod
    def of(cls, answer: Mapping[str, Any], *, is_python: bool) -> _Raised:
        raised = cls(answer["error"])
        raised.type, raised.frames, raised.is_python = answer["type"], answer.get("frames") or (), is_python
        return raised

    def as_payload(self, request_id: str) -> dict[str, Any]:
        """What the caller gets. Only Python's runtime names the request."""
        told: dict[str, Any] = {"errorType": self.type, "errorMessage": str(self)}
        if self.is_python:
            return {**told, "requestId": request_id, "stackTrace": list(self.frames)}
        return {**told, "trace": list(self.frames)}

    def as_log(self) -> str:
        """What the runtime logs."""
        if self.is_python:
            trace = ["Traceback (most recent call last):", *(frame.rstrip("\n") for frame in self.frames)]
            return "\n".join([f"[ERROR] {self.type}: {self}", *(trace if self.frames else [])])
        said = {"errorType": self.type, "errorMessage": str(self), "stack": list(self.frames)}
        return f"ERROR\tInvoke Error\t{json.dumps(said)}"


def apply() -> None:
    """Let both workers describe what was raised, and answer and log that.

    Raises:
        IncompatibleError: a worker's script is not the one that this was written for.
    """
    python, node = lambda_runtime._PYTHON_WORKER_SCRIPT, lambda_runtime._NODEJS_WORKER_SCRIPT
    lambda_runtime._PYTHON_WORKER_SCRIPT = _PYTHON_DESCRIBED + _replaced("_PYTHON_WORKER_SCRIPT", python, _PYTHON)
    lambda_runtime._NODEJS_WORKER_SCRIPT = _NODE_DESCRIBED + _replaced("_NODEJS_WORKER_SCRIPT", node, _NODE)
    lambda_runtime.Worker.invoke = _describing(lambda_runtime.Worker.invoke)
    lambda_svc._execute_function_warm = _answering(lambda_svc._execute_function_warm)


def _replaced(name: str, script: str, changes: Sequence[tuple[str, str]]) -> str:
    for old, new in changes:
        if script.count(old) != 1:
            where = f"ministack.core.lambda_runtime.{name}"
            raise IncompatibleError(f"{where} is not the one of ministack {MINISTACK_VERSION}: {old.strip()!r}")
        script = script.replace(old, new)
    return script


def _describing(invoke: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    @functools.wraps(invoke)
    def described(worker: Any, event: Any, request_id: str, **rest: Any) -> dict[str, Any]:
        answer = invoke(worker, event, request_id, **rest)
        is_python = str(worker.config.get("Runtime", "")).startswith("python")
        if answer.get("error") == _DIED:
            exited = {"error": f"RequestId: {request_id} Error: {_EXITED}", "type": "Runtime.ExitError"}
            answer = {**answer, "error": _Raised.of(exited, is_python=is_python), "trace": exited["error"]}
        elif answer.get("status") == "error" and "type" in answer:
            raised = _Raised.of(answer, is_python=is_python)
            answer = {**answer, "error": raised, "trace": raised.as_log()}
        return answer

    return described


def _answering(execute: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    @functools.wraps(execute)
    def answered(func: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
        result = execute(func, event, request_id)
        body = result.get("body")
        if result.get("error") and isinstance(body, dict) and isinstance(raised := body.get("errorMessage"), _Raised):
            return {**result, "body": raised.as_payload(request_id)}
        return result

    return answered
