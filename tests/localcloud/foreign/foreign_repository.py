"""A repository of somebody else's in a local cloud: its stack deployed, its files pushed, its pipeline followed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from localcloud.aws.names import read_client_variables
from localcloud.git_host.git_settings import codecommit_variables
from tests.localcloud.cloud_process import TOOLS, CloudProcess

HERE = Path(__file__).parent
_WAIT_SECONDS = 60
_PERSON = {
    "GIT_AUTHOR_NAME": "Wanjiru",
    "GIT_AUTHOR_EMAIL": "wanjiru@example.com",
    "GIT_COMMITTER_NAME": "Wanjiru",
    "GIT_COMMITTER_EMAIL": "wanjiru@example.com",
}


class ForeignRepository:
    """One folder beside this file: `pipeline.yaml`, and in `source` what its pipeline reads."""

    def __init__(self, cloud: CloudProcess, name: str, *, directory: Path) -> None:
        self.cloud = cloud
        self.folder = HERE / name
        self.checkout = directory / "checkout"
        self._home = directory
        shutil.copytree(self.folder / "source", self.checkout)
        self.git("init", "--quiet", "--initial-branch=main")

    def deploy(self, stack_name: str) -> dict[str, str]:
        """Deploy the stack of the pipeline, and let the run that its creation starts end; returns its outputs.

        Nothing is pushed yet, so that run fails; one still under way would read what a test pushes next.
        """
        client = self.cloud.client("cloudformation")
        client.create_stack(
            StackName=stack_name,
            TemplateBody=(self.folder / "pipeline.yaml").read_text(),
            Capabilities=["CAPABILITY_IAM"],
        )
        outputs = self.stack_outputs(stack_name)
        for resource in client.list_stack_resources(StackName=stack_name)["StackResourceSummaries"]:
            if resource["ResourceType"] == "AWS::CodePipeline::Pipeline":
                self._wait_until_idle(resource["PhysicalResourceId"])
        return outputs

    def _wait_until_idle(self, pipeline: str) -> None:
        client = self.cloud.client("codepipeline")

        def is_idle() -> bool:
            listed = client.list_pipeline_executions(pipelineName=pipeline)["pipelineExecutionSummaries"]
            return all(item["status"] != "InProgress" for item in listed)

        self.wait(is_idle, f"{pipeline} does nothing")

    def stack_outputs(self, stack_name: str, account: str = TOOLS) -> dict[str, str]:
        """Wait for a stack that is being deployed; returns its outputs."""
        client = self.cloud.client("cloudformation", account)

        def stack() -> dict[str, Any]:
            found: dict[str, Any] = client.describe_stacks(StackName=stack_name)["Stacks"][0]
            return found

        self.wait(lambda: not stack()["StackStatus"].endswith("_IN_PROGRESS"), f"{stack_name} is deployed")
        events = client.describe_stack_events(StackName=stack_name)["StackEvents"]
        failed = [item.get("ResourceStatusReason") for item in events if item["ResourceStatus"].endswith("FAILED")]
        assert stack()["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE"), failed
        return {item["OutputKey"]: item["OutputValue"] for item in stack().get("Outputs", [])}

    def commit(self, message: str) -> str:
        """Commit everything; returns the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD").stdout.strip()

    def push(self, remote: str, refspec: str = "HEAD:refs/heads/main") -> str:
        """Push; returns what the pusher was shown."""
        return self.git("push", remote, refspec).stderr

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git in the checkout, as a person whose only settings are those for CodeCommit."""
        names = read_client_variables(self.cloud.state_dir)
        profile = {name: value for name, value in self.cloud.environment().items() if name.startswith("AWS_")}
        settings = codecommit_variables(names, environment={})
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._home), **_PERSON, **profile, **settings}
        return subprocess.run(
            ["git", "-C", str(self.checkout), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )

    def execution_of(self, pipeline: str, commit: str) -> str:
        """Wait until an execution for that commit has ended; returns its status."""
        client = self.cloud.client("codepipeline")

        def found() -> dict[str, Any]:
            listed = client.list_pipeline_executions(pipelineName=pipeline)["pipelineExecutionSummaries"]
            of_commit = [item for item in listed if commit in [one["revisionId"] for one in item["sourceRevisions"]]]
            return of_commit[0] if of_commit else {"status": "none"}

        self.wait(lambda: found()["status"] not in ("none", "InProgress"), f"{pipeline} has run {commit}")
        return str(found()["status"])

    def failures(self, pipeline: str) -> list[str]:
        """Why actions failed."""
        details = self.cloud.client("codepipeline").list_action_executions(pipelineName=pipeline)
        results = [item["output"].get("executionResult", {}) for item in details["actionExecutionDetails"]]
        return [item["errorDetails"]["message"] for item in results if "errorDetails" in item]

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait, bounded, until the condition holds."""
        limit = time.monotonic() + _WAIT_SECONDS
        while not condition():
            assert time.monotonic() < limit, f"never: {what}"
            time.sleep(0.1)
