"""One local cloud, driven by the command line where a person would type and by boto3 where a program would call."""

from __future__ import annotations

import configparser
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import boto3
from botocore.config import Config

from feature_stacks.naming import PRODUCT

TOOLS, DEV, PROD, FOREIGN = "111111111111", "222222222222", "333333333333", "444444444444"
REGION = "us-east-1"
PIPELINE = f"{PRODUCT}-delivery-pipeline-tools"
ENDED = {"Succeeded", "Failed", "Stopped", "Superseded", "Cancelled"}
EXECUTION_LIMIT_SECONDS = 900


@dataclass
class Delivery:
    """A running local cloud and the checkout it serves."""

    checkout: Path
    state: Path
    endpoint: str = field(default="", init=False)
    _clients: dict[tuple[str, ...], Any] = field(default_factory=dict, init=False)

    def command(
        self,
        *arguments: str,
        timeout: float = EXECUTION_LIMIT_SECONDS,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.CompletedProcess[str]:
        """Runs ``delivery`` as a person would, from the checkout; `environment` is what that person has exported."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DELIVERY_", "CDK_"))}
        return subprocess.run(
            [sys.executable, "-m", "delivery", *arguments],
            cwd=self.checkout,
            env={**kept, "DELIVERY_STATE": str(self.state), "DELIVERY_PORT": "0", "NO_COLOR": "1", **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def up(self, *switches: str) -> dict[str, Any]:
        """Starts it, or what is missing of it; returns what ``up --json`` says."""
        done = self.command("up", "--json", *switches, timeout=240)
        assert done.returncode == 0, done.stdout + done.stderr
        document: dict[str, Any] = json.loads(done.stdout)
        self.endpoint = document["endpoint_url"]
        return document

    def announced(self, *texts: str) -> list[dict[str, Any]]:
        """What was published, once each of the texts is in it: an event's message follows the event."""

        def all_said() -> str:
            done = self.command("messages", "--json", "--last", "1000")
            published = json.loads(done.stdout)["messages"]
            return done.stdout if all(any(text in one["text"] for one in published) for text in texts) else ""

        found: list[dict[str, Any]] = json.loads(self._wait(f"messages with {texts}", all_said, 30))["messages"]
        return found

    def stop(self) -> None:
        """Stops it; its state stays for the next ``up``."""
        done = self.command("down", timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr

    def down(self) -> None:
        self.command("down", "--purge", timeout=300)

    def server_pid(self) -> int:
        """The process id of the local cloud, as it says itself."""
        with urllib.request.urlopen(f"{self.endpoint}/_localcloud/health", timeout=5) as answer:  # noqa: S310
            pid: int = json.load(answer)["pid"]
        return pid

    def credentials(self, account: str) -> Mapping[str, str]:
        """The operator's keys of an account, as the local cloud wrote them."""
        profiles = configparser.ConfigParser()
        profiles.read(self.state / "aws" / "credentials")
        return dict(profiles[account])

    def client(self, service: str, account: str = TOOLS, *, region: str = REGION) -> Any:
        """An ordinary boto3 client with the account's operator credentials; one, whose connections are used again,
        for all who ask."""
        operator = self.credentials(account)
        key_id, secret = operator["aws_access_key_id"], operator["aws_secret_access_key"]
        asked = (service, self.endpoint, region, key_id, secret)
        if asked not in self._clients:
            self._clients[asked] = boto3.client(
                service,
                endpoint_url=self.endpoint,
                region_name=region,
                config=Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 2}),
                aws_access_key_id=key_id,
                aws_secret_access_key=secret,
            )
        return self._clients[asked]

    # -- pushes and executions
    # ------------------------------------------------------------------------------------------------

    def push(self) -> str:
        """Pushes the checkout's commit and returns the execution that it started."""
        done = self.command("push", "--json", timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        execution: str = json.loads(done.stdout)["execution_id"]
        return execution

    def executions(self) -> list[dict[str, Any]]:
        """All executions, newest first."""
        summaries: list[dict[str, Any]] = self.client("codepipeline").list_pipeline_executions(pipelineName=PIPELINE)[
            "pipelineExecutionSummaries"
        ]
        return summaries

    def newest_execution(self) -> str:
        newest: str = self.executions()[0]["pipelineExecutionId"]
        return newest

    def status(self, execution: str) -> str:
        found: str = self.client("codepipeline").get_pipeline_execution(
            pipelineName=PIPELINE, pipelineExecutionId=execution
        )["pipelineExecution"]["status"]
        return found

    def actions(self, execution: str) -> dict[str, dict[str, Any]]:
        """The newest run of each action of an execution, by ``Stage/Action``."""
        details = self.client("codepipeline").list_action_executions(
            pipelineName=PIPELINE, filter={"pipelineExecutionId": execution}
        )["actionExecutionDetails"]
        return {f"{detail['stageName']}/{detail['actionName']}": detail for detail in reversed(details)}

    def can_roll_back_to_the_newest_release(self) -> bool:
        """Whether the newest release ran under the pipeline's present structure, so that it can be rolled back to."""
        codepipeline = self.client("codepipeline")
        newest = next(found for found in self.executions() if found["status"] == "Succeeded")
        execution = codepipeline.get_pipeline_execution(
            pipelineName=PIPELINE, pipelineExecutionId=newest["pipelineExecutionId"]
        )["pipelineExecution"]
        present: int = codepipeline.get_pipeline(name=PIPELINE)["pipeline"]["version"]
        return bool(execution["pipelineVersion"] == present)

    def failed_actions(self, execution: str) -> list[str]:
        """``Stage/Action`` of each action that failed in its newest run."""
        return [name for name, detail in self.actions(execution).items() if detail["status"] == "Failed"]

    def executions_of(self, commit: str) -> list[str]:
        """Executions of one commit, oldest first."""
        return [
            execution["pipelineExecutionId"]
            for execution in reversed(self.executions())
            if any(revision["revisionId"] == commit for revision in execution.get("sourceRevisions", []))
        ]

    def wait_for_end(self, execution: str) -> str:
        return self._wait(f"execution {execution} to end", lambda: s if (s := self.status(execution)) in ENDED else "")

    def follow(self, execution: str) -> str:
        """Waits for the end, across restarts: returns the execution that carried the same commit on to its end."""
        while self.wait_for_end(execution) == "Cancelled":
            execution = self._wait(f"the restart of {execution}", partial(self._successor, execution), 30)
        return execution

    def _successor(self, execution: str) -> str:
        """The next execution of the same commit, which a pipeline that changed itself starts; empty before that."""
        commits = {
            found["pipelineExecutionId"]: [revision["revisionId"] for revision in found.get("sourceRevisions", [])]
            for found in reversed(self.executions())
        }
        ids = list(commits)
        later = ids[ids.index(execution) + 1 :]
        return next((found for found in later if commits[found] == commits[execution]), "")

    def approve(self, execution: str, *, status: str = "Approved", stage: str = "ApproveProd") -> str:
        """Answers the stage's approval with boto3 as soon as it waits, and returns the execution that waited for it.

        That is the given one, or its successor where the commit made the pipeline change itself and start over.
        """
        waiting = self.wait_for_approval(execution, stage=stage)
        self.client("codepipeline").put_approval_result(
            pipelineName=PIPELINE,
            stageName=stage,
            actionName="Approve",
            token=self._approval_token(waiting, stage),
            result={"summary": "seen in dev", "status": status},
        )
        return waiting

    def wait_for_approval(self, execution: str, *, stage: str = "ApproveProd") -> str:
        """Waits until a person is asked, and returns the execution that asks: the given one, or its successor."""
        return self._wait(f"{stage} of {execution}", lambda: self._waiting(execution, stage))

    def _waiting(self, execution: str, stage: str) -> str:
        """The execution, or its successor, once its approval waits; empty before that."""
        while self.status(execution) == "Cancelled":
            if not (execution := self._successor(execution)):
                return ""
        return execution if self._approval_token(execution, stage) else ""

    def wait_for_success(self, execution: str) -> None:
        """Waits for the end.

        Raises:
            AssertionError: it did not succeed; with what a person reads of it, and the alarms that fired.
        """
        if (ended := self.wait_for_end(execution)) != "Succeeded":
            watched = self.command("watch", "--execution", execution).stdout
            fired = "\n".join(line for account in (DEV, PROD) for line in self._alarms_that_fired(account))
            raise AssertionError(f"{execution} ended {ended}\n{watched}\nalarms that fired:\n{fired or 'none'}")

    def _alarms_that_fired(self, account: str) -> list[str]:
        """When which alarm of an account fired, and of what values, newest first."""
        changes = self.client("cloudwatch", account).describe_alarm_history(
            HistoryItemType="StateUpdate", MaxRecords=100
        )["AlarmHistoryItems"]
        fired = [change for change in changes if "to ALARM" in change["HistorySummary"]]
        return [f"{change['Timestamp']:%X} {change['AlarmName']} {change['HistoryData']}" for change in fired]

    def _approval_token(self, execution: str, stage: str) -> str:
        state = self.client("codepipeline").get_pipeline_state(name=PIPELINE)
        for found in state["stageStates"]:
            if found["stageName"] == stage and found.get("latestExecution", {}).get("pipelineExecutionId") == execution:
                (approval,) = (action for action in found["actionStates"] if action["actionName"] == "Approve")
                latest = approval.get("latestExecution", {})
                if latest.get("status") == "InProgress":
                    return str(latest.get("token", ""))
        # What stands before the approval in its stage may have failed. One that was cancelled since it was last looked
        # at is carried on by its successor.
        if (ended := self.status(execution)) in ENDED - {"Cancelled"}:
            raise AssertionError(
                f"{execution} ended {ended} before its approval:\n"
                + self.command("watch", "--execution", execution).stdout
            )
        return ""

    @staticmethod
    def _wait(what: str, ready: Callable[[], str], limit: float = EXECUTION_LIMIT_SECONDS) -> str:
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if found := ready():
                return found
            time.sleep(0.2)
        raise AssertionError(f"waited {limit:.0f} s for {what}")
