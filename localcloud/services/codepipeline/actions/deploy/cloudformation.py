"""Deploy/CloudFormation: stacks and change sets, on the action's role, with the files of its artifacts.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from botocore.exceptions import ClientError

from localcloud.aws.storage.zips import zip_of_text
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.artifact_files import ArtifactFiles, put_artifact, split_path
from localcloud.services.codepipeline.actions.deploy.stack_operation import StackOperation, is_unknown
from localcloud.services.codepipeline.actions.deploy.template_inputs import parameters, template_configuration
from localcloud.services.codepipeline.actions.job_sessions import failure_of
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, ActionJob, Outcome

MAX_TEMPLATE_BYTES = 51_200  # of a template body; longer ones go through S3
_REPLACEABLE = frozenset(
    {"CREATE_FAILED", "DELETE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "UPDATE_ROLLBACK_FAILED"}
)
_NO_CHANGES = ("didn't contain changes", "No updates are to be performed")


class StackDeployment:
    """One run of a CloudFormation action."""

    def __init__(self, job: ActionJob, context: RunContext) -> None:
        self._job = job
        self._sessions = context.sessions
        self._progress = context.progress
        self._stack = job.configuration["StackName"]
        self._cloudformation = self._sessions.client("cloudformation")
        self._files = ArtifactFiles(self._sessions.client("s3"))
        self._operation = StackOperation(self._cloudformation, self._stack, self._progress)

    def run(self) -> Outcome:
        """Do what the action mode says.

        Raises:
            ActionFailedError: with the reason that CloudFormation gives.
        """
        modes: dict[str, Callable[[], Outcome]] = {
            "CHANGE_SET_EXECUTE": self._execute_change_set,
            "CHANGE_SET_REPLACE": self._replace_change_set,
            "CREATE_UPDATE": self._create_or_update,
            "DELETE_ONLY": self._delete,
            "REPLACE_ON_FAILURE": self._replace_on_failure,
        }
        mode = self._job.configuration["ActionMode"]
        if mode not in modes:
            message = f"The action mode {mode} is unknown; the modes are {', '.join(sorted(modes))}"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR)
        return modes[mode]()

    def _replace_change_set(self) -> Outcome:
        name = self._change_set_name()
        stack = self._operation.describe()
        self._refuse_rolled_back(stack)
        kind = "CREATE" if stack is None or stack["StackStatus"] == "REVIEW_IN_PROGRESS" else "UPDATE"
        request = {**self._request(), "ChangeSetName": name, "ChangeSetType": kind}
        if stack is not None:
            self._delete_change_set(name)
        created = self._call("Creating the change set", "create_change_set", **request)
        self._progress.report(external_id=created["Id"])
        status, reason = self._operation.change_set_result(created["Id"])
        if status == "FAILED" and not _says_no_changes(reason):
            message = f"The change set {name} of {self._stack} failed: {reason}"
            raise ActionFailedError(message, external_id=created["Id"])
        summary = "The change set has no changes" if status == "FAILED" else f"Change set {name} was created"
        return Outcome(external_id=created["Id"], summary=summary)

    def _execute_change_set(self) -> Outcome:
        name = self._change_set_name()
        change_set = self._call("Looking at the change set", "describe_change_set", **self._named(name))
        identity = change_set["ChangeSetId"]
        # A worker before this one may have executed it and been killed before that was recorded.
        resumed = self._job.earlier_external_id == identity and change_set["ExecutionStatus"].startswith("EXECUTE_")
        if _says_no_changes(change_set.get("StatusReason", "")):
            return self._succeeded(identity, "The change set has no changes")
        if change_set["ExecutionStatus"] != "AVAILABLE" and not resumed:
            message = (
                f"The change set {name} of {self._stack} cannot be executed: its execution status is "
                f"{change_set['ExecutionStatus']}; retry all actions of the stage to make a new one"
            )
            raise ActionFailedError(message, external_id=identity)
        if not resumed:
            self._operation.mark()
            self._progress.report(external_id=identity)
            self._call("Executing the change set", "execute_change_set", **self._named(name))
        self._operation.wait(identity)
        return self._succeeded(identity, f"Change set {name} was executed")

    def _create_or_update(self) -> Outcome:
        stack = self._operation.describe()
        self._refuse_rolled_back(stack)
        exists = stack is not None and stack["StackStatus"] != "REVIEW_IN_PROGRESS"
        return self._deploy("update_stack" if exists else "create_stack")

    def _replace_on_failure(self) -> Outcome:
        stack = self._operation.describe()
        if stack is not None and stack["StackStatus"] in _REPLACEABLE:
            self._delete()
            stack = None
        exists = stack is not None and stack["StackStatus"] != "REVIEW_IN_PROGRESS"
        return self._deploy("update_stack" if exists else "create_stack")

    def _delete(self) -> Outcome:
        stack = self._operation.describe()
        if stack is None:
            return Outcome(summary=f"The stack {self._stack} does not exist")
        self._operation.mark()
        self._progress.report(external_id=stack["StackId"])
        self._call("Deleting the stack", "delete_stack", StackName=self._stack, **self._role())
        self._operation.wait_deleted(stack["StackId"])
        return Outcome(external_id=stack["StackId"], summary=f"The stack {self._stack} was deleted")

    def _deploy(self, operation: str) -> Outcome:
        self._operation.mark()
        try:
            answer = getattr(self._cloudformation, operation)(**self._request())
        except ClientError as error:
            if _says_no_changes(str(error)):
                return self._succeeded("", "The stack has no changes")
            raise failure_of(error, doing=f"Deploying the stack {self._stack}") from error
        self._progress.report(external_id=answer["StackId"])
        self._operation.wait(answer["StackId"])
        return self._succeeded(answer["StackId"], f"The stack {self._stack} was deployed")

    def _request(self) -> dict[str, Any]:
        configuration = self._job.configuration
        settings = template_configuration(self._job, self._files)
        given = parameters(self._job, self._files, settings)
        capabilities = [item.strip() for item in configuration.get("Capabilities", "").split(",") if item.strip()]
        request: dict[str, Any] = {
            "StackName": self._stack,
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()],
            "Capabilities": capabilities,
            **self._template(),
            **self._role(),
        }
        tags = settings.get("Tags", {})
        if tags:
            request["Tags"] = [{"Key": str(name), "Value": str(value)} for name, value in tags.items()]
        return request

    def _template(self) -> dict[str, str]:
        path = self._job.configuration.get("TemplatePath")
        if not path:
            raise ActionFailedError("The configuration lacks TemplatePath", code=CONFIGURATION_ERROR)
        name, file = split_path(path, what="TemplatePath")
        artifact = self._job.input(name)
        body = self._files.read(artifact, file)
        if len(body.encode()) <= MAX_TEMPLATE_BYTES:
            return {"TemplateBody": body}
        key = f"{artifact.key.rsplit('/', 1)[0]}/{secrets.token_hex(4)}.template"
        uploaded = replace(artifact, key=key)
        put_artifact(self._sessions.pipeline_client("s3"), uploaded, body.encode(), content_type="application/json")
        return {"TemplateURL": f"https://s3.{self._job.region}.amazonaws.com/{artifact.bucket}/{key}"}

    def _succeeded(self, external_id: str, summary: str) -> Outcome:
        outputs = {item["OutputKey"]: item["OutputValue"] for item in self._described().get("Outputs", [])}
        if self._job.outputs:
            name = self._job.configuration.get("OutputFileName")
            if not name:
                message = "An action with an output artifact needs OutputFileName"
                raise ActionFailedError(message, code=CONFIGURATION_ERROR)
            content = json.dumps(outputs, indent=2, sort_keys=True)
            put_artifact(self._sessions.client("s3"), self._job.outputs[0], zip_of_text(name, content))
        return Outcome(external_id=external_id, summary=summary, variables=outputs)

    def _described(self) -> dict[str, Any]:
        return self._operation.describe() or {}

    def _refuse_rolled_back(self, stack: dict[str, Any] | None) -> None:
        if stack is not None and stack["StackStatus"] in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED"):
            message = (
                f"Stack {self._stack} is in {stack['StackStatus']} state and can not be updated; "
                "its creation failed, so delete it first"
            )
            raise ActionFailedError(message)

    def _delete_change_set(self, name: str) -> None:
        try:
            self._cloudformation.delete_change_set(**self._named(name))
        except ClientError as error:
            if not is_unknown(error):
                raise failure_of(error, doing=f"Deleting the old change set {name}") from error

    def _change_set_name(self) -> str:
        name = self._job.configuration.get("ChangeSetName")
        if not name:
            raise ActionFailedError("The configuration lacks ChangeSetName", code=CONFIGURATION_ERROR)
        return name

    def _named(self, change_set: str) -> dict[str, str]:
        return {"StackName": self._stack, "ChangeSetName": change_set}

    def _role(self) -> dict[str, str]:
        role = self._job.configuration.get("RoleArn")
        return {"RoleARN": role} if role else {}

    def _call(self, doing: str, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._cloudformation, operation)(**request)
        except ClientError as error:
            raise failure_of(error, doing=f"{doing} of {self._stack}") from error
        return answer


def _says_no_changes(reason: str) -> bool:
    return any(words in reason for words in _NO_CHANGES)


TYPE = ActionType(
    category="Deploy",
    provider="CloudFormation",
    inputs=(0, 10),
    outputs=(0, 1),
    required=("ActionMode", "StackName"),
    optional=(
        "Capabilities",
        "ChangeSetName",
        "OutputFileName",
        "ParameterOverrides",
        "RoleArn",
        "TemplateConfiguration",
        "TemplatePath",
    ),
    timeout_minutes=3 * 24 * 60,
    run=lambda job, context: StackDeployment(job, context).run(),
)
