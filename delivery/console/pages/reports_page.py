"""The reports of an execution: in place on its page, on a page of their own, and each file of the evidence.

Files are what builds wrote, so none is trusted: they come as downloads, and the compliance report, which draws itself
with a script, in a sandbox from which neither the console nor any other page can be reached.
"""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from delivery.compliance_report import PAGE
from delivery.console.reading.evidence_bucket import EvidenceBucket
from delivery.console.reading.execution_reports import STEPS, ExecutionReports, execution_reports, failed_cases
from delivery.console.reading.pipeline_reading import PipelineReading, Recently
from delivery.console.web.rendering import Rendering

_FRESH_SECONDS: Final = 4.0
_PATH: Final = "/executions/{execution_id}/reports"
SANDBOX: Final = "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


class ReportsPage:
    """The page, its part for the execution's page, the compliance report and the files."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._reading = reading
        self._rendering = rendering
        self._bucket = EvidenceBucket(reading.owner)
        self._recently: Recently[ExecutionReports] = Recently(_FRESH_SECONDS)
        self.routes = [
            Route(_PATH, self.show),
            Route(f"{_PATH}/part", self.part),
            Route(f"{_PATH}/compliance", self.compliance),
            Route(f"{_PATH}/file", self.download),
        ]

    def show(self, request: Request) -> Response:
        execution_id = request.path_params["execution_id"]
        execution = self._reading.execution(execution_id).execution
        return self._rendering.page("reports.html", execution=execution, part=self._part(execution_id))

    def part(self, request: Request) -> Response:
        return HTMLResponse(self._part(request.path_params["execution_id"]))

    def _part(self, execution_id: str) -> str:
        execution = self._reading.execution(execution_id).execution
        reports = self._recently.get(
            execution_id, lambda: execution_reports(self._reading.owner, self._bucket, execution)
        )
        return self._rendering.fragment(
            "execution_reports.html",
            execution=execution,
            reports=reports,
            failed_cases=failed_cases,
        )

    def compliance(self, request: Request) -> Response:
        execution_id = self._known(request)
        for step in STEPS:
            chunks = self._bucket.chunks(execution_id, f"{step}/{PAGE}")
            if chunks is not None:
                headers = {"Content-Security-Policy": SANDBOX}
                return StreamingResponse(chunks, media_type="text/html; charset=utf-8", headers=headers)
        raise HTTPException(404, "no step of this execution wrote a compliance report")

    def download(self, request: Request) -> Response:
        execution_id, path = self._known(request), request.query_params.get("path", "")
        chunks = self._bucket.chunks(execution_id, path)
        if chunks is None:
            raise HTTPException(404, "this execution kept no such file")
        name = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in path)
        return StreamingResponse(
            chunks,
            media_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{execution_id[:8]}-{name}"'},
        )

    def _known(self, request: Request) -> str:
        """The id of an execution that the pipeline has: nothing else of the bucket is read."""
        return self._reading.execution(request.path_params["execution_id"]).execution.id
