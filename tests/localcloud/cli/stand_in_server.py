"""Stands in for `python -m localcloud` in a scratch checkout, into which it is copied; it imports nothing of this
project.

A real process with the real one's command line, ready line, health and signals, which answers the few calls that `up`
and `run` make. What it should do otherwise is read from stand_in.json of the checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

SYNTH = {
    "name": "Synth",
    "actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
}
APPROVE = {
    "name": "Approve",
    "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"},
}
STAGES = [{"name": "Build", "actions": [SYNTH]}, {"name": "ApproveProd", "actions": [APPROVE]}]
PIPELINE = {"name": "scratch-pipeline", "roleArn": "arn:aws:iam::111111111111:role/p", "version": 1, "stages": STAGES}
EXECUTION = "11111111-2222-3333-4444-555555555555"
VERDICTS = {"Approved": "Succeeded", "Rejected": "Failed"}


class Handler(BaseHTTPRequestHandler):
    """Health, and what of AWS a bring-up asks."""

    state: Path
    waits_for_approval = False
    verdict = ""
    outputs: Mapping[str, str] = {}

    def log_message(self, *_: object) -> None:
        """Nothing: the ready line is all that may be printed."""

    def do_GET(self) -> None:
        if self.path.startswith("/evidence"):
            self._answer(200, "text/xml", "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>")
            return
        self._answer(
            200, "application/json", json.dumps({"status": "ok", "pid": os.getpid(), "state": str(self.state)})
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
        if operation:
            self._answer(200, "application/x-amz-json-1.1", json.dumps(self._pipeline(operation, json.loads(body))))
        else:
            query = parse_qs(body)
            self._stack(query["StackName"][0], resources=query["Action"] == ["DescribeStackResources"])

    def _stack(self, name: str, *, resources: bool) -> None:
        account = self.headers["Authorization"].partition("Credential=")[2].partition("/")[0]
        if not (self.state / "stacks" / f"{account}-{name}").exists():
            error = f"<Code>ValidationError</Code><Message>Stack with id {name} does not exist</Message>"
            self._answer(400, "text/xml", f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error></ErrorResponse>")
            return
        if resources:
            pipeline = f"<PhysicalResourceId>{PIPELINE['name']}</PhysicalResourceId>"
            found = f"<member>{pipeline}<ResourceType>AWS::CodePipeline::Pipeline</ResourceType></member>"
            result = (
                f"<DescribeStackResourcesResult><StackResources>{found}</StackResources></DescribeStackResourcesResult>"
            )
            self._answer(200, "text/xml", f"<DescribeStackResourcesResponse>{result}</DescribeStackResourcesResponse>")
            return
        outputs = "".join(
            f"<member><OutputKey>{key}</OutputKey><OutputValue>{value}</OutputValue></member>"
            for key, value in self.outputs.items()
        )
        stack = f"<StackName>{name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>{outputs}</Outputs>"
        created = "<CreationTime>2026-01-02T03:04:05Z</CreationTime>"
        found = f"<DescribeStacksResult><Stacks><member>{stack}{created}</member></Stacks></DescribeStacksResult>"
        self._answer(200, "text/xml", f"<DescribeStacksResponse>{found}</DescribeStacksResponse>")

    def _pipeline(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        if operation == "PutApprovalResult":
            Handler.verdict = VERDICTS[request["result"]["status"]]
        head = next(self.state.glob("git/*/*.git/refs/heads/main")).read_text().strip()
        summary = {
            "pipelineExecutionId": EXECUTION,
            "status": Handler.verdict or "InProgress",
            "startTime": time.time() - 5,
            "lastUpdateTime": time.time(),
            "trigger": {"triggerType": "CreatePipeline"},
            "sourceRevisions": [{"actionName": "Source", "revisionId": head}],
        }
        run = {"stageName": "ApproveProd", "actionName": "Approve", "status": Handler.verdict or "InProgress"}
        latest = {"status": run["status"], "token": "the-token"}
        stage = {
            "stageName": "ApproveProd",
            "latestExecution": {"pipelineExecutionId": EXECUTION, "status": "InProgress"},
            "actionStates": [{"actionName": "Approve", "latestExecution": latest}],
        }
        answers: dict[str, dict[str, Any]] = {
            "ListPipelineExecutions": {"pipelineExecutionSummaries": [summary]},
            "GetPipelineExecution": {"pipelineExecution": {"pipelineExecutionId": EXECUTION, "pipelineVersion": 1}},
            "GetPipeline": {"pipeline": PIPELINE},
            "ListActionExecutions": {"actionExecutionDetails": [run] if Handler.waits_for_approval else []},
            "GetPipelineState": {"stageStates": [stage]},
            "PutApprovalResult": {},
        }
        return answers[operation]

    def _answer(self, status: int, kind: str, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    for name in ("--port", "--state", "--toolchain", "--accounts", "--region"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    plan = Path("stand_in.json")
    otherwise = json.loads(plan.read_text()) if plan.exists() else {}
    if "exit" in otherwise:
        print("localcloud: this line says why", file=sys.stderr)
        sys.exit(otherwise["exit"])
    Handler.state = Path(options.state)
    Handler.outputs = otherwise.get("outputs", {})
    Handler.waits_for_approval = bool(otherwise.get("approval"))
    aws = Handler.state / "aws"
    aws.mkdir(parents=True, exist_ok=True)
    accounts = options.accounts.split(",")
    (aws / "config").write_text("".join(f"[profile {each}]\nregion = us-east-1\n" for each in accounts))
    keys = "".join(f"[{each}]\naws_access_key_id = {each}\naws_secret_access_key = x\n" for each in accounts)
    (aws / "credentials").write_text(keys)
    server = ThreadingHTTPServer(("127.0.0.1", int(options.port)), Handler)
    if otherwise.get("ignore_sigterm"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    if otherwise.get("silent"):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pause()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    print(json.dumps({"ready": True, "endpoint_url": endpoint, "pid": os.getpid()}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
