"""The console as an application: its pages, and what it answers where something is not there or not allowed."""

from __future__ import annotations

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from delivery.console.pages.approval_page import ApprovalPage
from delivery.console.pages.compliance_page import CompliancePage
from delivery.console.pages.environments_page import EnvironmentsPage
from delivery.console.pages.execution_page import ExecutionPage
from delivery.console.pages.executions_page import ExecutionsPage
from delivery.console.pages.metrics_page import MetricsPage
from delivery.console.pages.operation_actions import OperationActions
from delivery.console.pages.provenance_page import ProvenancePage
from delivery.console.pages.reports_page import ReportsPage
from delivery.console.pages.resources_page import ResourcesPage
from delivery.console.pages.stage_page import StagePage
from delivery.console.pages.tailoring_page import EnvironmentAccounts, TailoringPage
from delivery.console.reading.evidence_bucket import EvidenceOwner
from delivery.console.reading.pipeline_reading import PipelineReading
from delivery.console.web.access import Access, ConsoleSession
from delivery.console.web.form import FormError
from delivery.console.web.rendering import STATIC, Rendering
from localcloud.cli import CommandError

_PAGES: Final = (
    ("/", "Executions"),
    ("/approvals", "Approvals"),
    ("/environments", "Environments"),
    ("/compliance", "Compliance"),
    ("/metrics", "Metrics"),
    ("/resources", "Resources"),
    ("/tailor", "Try it"),
)


def console_application(owner: EvidenceOwner, session: ConsoleSession, accounts: EnvironmentAccounts) -> ASGIApp:
    """The console of one pipeline.

    Args:
        owner: where the pipeline is.
        session: who may ask.
        accounts: the account of each environment, for trying the service there.

    Raises:
        CommandError: the pipeline is not deployed.
    """
    reading = PipelineReading(owner)

    def waiting_now() -> int:
        try:
            return len(reading.queue().waiting_approvals)
        except (ClientError, BotoCoreError):  # the page says what is wrong
            return 0

    around = {
        "pipeline": owner.pipeline_name,
        "place": owner.place,
        "csrf": session.csrf,
        "pages": _PAGES,
        "waiting_now": waiting_now,
    }
    rendering = Rendering(around)

    def refused(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 502
        words = error.detail if isinstance(error, HTTPException) else str(error)
        remedy = ""
        if isinstance(error, FormError):
            status = 403
        if isinstance(error, CommandError):
            status, words, remedy = 404, error.message, error.remedy
        page = rendering.page("refused.html", status=status, words=words, remedy=remedy)
        page.headers.update((isinstance(error, HTTPException) and error.headers) or {})
        return page

    pages = (
        ExecutionsPage(reading, rendering),
        ExecutionPage(reading, rendering),
        ReportsPage(reading, rendering),
        ProvenancePage(reading, rendering),
        ApprovalPage(reading, rendering, session),
        EnvironmentsPage(reading, rendering),
        StagePage(reading, rendering, session),
        CompliancePage(reading, rendering),
        MetricsPage(reading, rendering),
        ResourcesPage(reading, rendering),
        TailoringPage(accounts, rendering, session),
        OperationActions(reading, session),
    )
    app = Starlette(
        routes=[*(route for page in pages for route in page.routes), Mount("/static", StaticFiles(directory=STATIC))],
        exception_handlers=dict.fromkeys((HTTPException, FormError, CommandError, ClientError, BotoCoreError), refused),
    )
    return Access(app, session)
