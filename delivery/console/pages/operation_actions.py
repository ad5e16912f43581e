"""Retry and stop from an execution's page, which says beforehand what each does."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from delivery.console.reading.pipeline_reading import PipelineReading
from delivery.console.web.access import ConsoleSession
from delivery.console.web.form import read_form
from localcloud.cli import CommandError, ExitCode

STOP_REASON = "stopped in the console"


class OperationActions:
    """What changes an execution; each leads back to its page."""

    def __init__(self, reading: PipelineReading, session: ConsoleSession) -> None:
        self._reading = reading
        self._session = session
        self.routes = [
            Route("/executions/{execution_id}/retry", self.retry, methods=["POST"]),
            Route("/executions/{execution_id}/stop", self.stop, methods=["POST"]),
        ]

    async def retry(self, request: Request) -> Response:
        fields = await read_form(request, self._session)
        execution_id = request.path_params["execution_id"]
        await run_in_threadpool(self._retry, execution_id, fields.get("stage", ""))
        return RedirectResponse(f"/executions/{execution_id}", status_code=303)

    async def stop(self, request: Request) -> Response:
        await read_form(request, self._session)
        execution_id = request.path_params["execution_id"]
        await run_in_threadpool(self._stop, execution_id)
        return RedirectResponse(f"/executions/{execution_id}", status_code=303)

    def _retry(self, execution_id: str, stage: str) -> None:
        self._reading.forget()
        if stage not in self._reading.execution(execution_id).retryable:
            raise CommandError(f"there is nothing to retry in {stage!r}", exit_code=ExitCode.USAGE)
        self._client.retry_stage_execution(
            pipelineName=self._reading.owner.pipeline_name,
            stageName=stage,
            pipelineExecutionId=execution_id,
            retryMode="FAILED_ACTIONS",
        )
        self._reading.forget()

    def _stop(self, execution_id: str) -> None:
        self._reading.forget()
        if self._reading.execution(execution_id).execution.has_ended:
            raise CommandError("there is nothing to stop: it has ended", exit_code=ExitCode.USAGE)
        self._client.stop_pipeline_execution(
            pipelineName=self._reading.owner.pipeline_name,
            pipelineExecutionId=execution_id,
            abandon=False,
            reason=STOP_REASON,
        )
        self._reading.forget()

    @property
    def _client(self) -> Any:
        return self._reading.owner.client("codepipeline")
