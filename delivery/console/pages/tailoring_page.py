"""Try the service: a CV and a posting, pasted or as files, sent to an environment, and what became of the CV.

It does what `delivery tailor` does, with the same readers, the same signed request and the same files to take away. A
result is kept in memory alone, for as long as the console runs, and only the last ones are.
"""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from delivery.aws_account import EnvironmentAccount
from delivery.console.pages.tailored_view import CHANGES, requirements_met, tailored_parts, tailored_skills
from delivery.console.web.access import ConsoleSession
from delivery.console.web.rendering import Rendering
from delivery.console.web.upload import UploadForm, read_upload
from delivery.reading.document_file import MOST_BYTES, DocumentFile, document
from delivery.reading.understanding import understood
from delivery.tailoring import cv_of, envelope_of, posting_of, tailor_documents
from delivery.writing.output_file import FORMATS, content_of
from localcloud.cli import CommandError, ExitCode
from stages.environments import ENVIRONMENTS

NAMES: Final = tuple(environment.name for environment in ENVIRONMENTS)
_SAMPLES: Final = Path(__file__).resolve().parents[3] / "samples"
_SIDES: Final = ("cv", "job")
_NAMED: Final = {"cv": "the CV", "job": "the posting"}
_MOST_KEPT: Final = 20
_MEDIA_TYPES: Final = {
    ".md": "text/markdown",
    ".json": "application/json",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_FORMAT_NAMES: Final = {".md": "Markdown", ".json": "JSON Resume", ".html": "Before and after", ".docx": "Word"}

EnvironmentAccounts = Callable[[str], EnvironmentAccount]
"""The account of an environment, by the environment's name."""


@dataclass(frozen=True, kw_only=True)
class TriedTailoring:
    """One answer of the service.

    Attributes:
        cv: what was sent, in the service's fields.
        data: the envelope's.
        understood: what was read from the two documents, a line each.
    """

    environment: str
    cv: Mapping[str, Any]
    data: Mapping[str, Any]
    understood: Sequence[str]


class TailoringPage:
    """The form, its answer, and the files of an answer."""

    def __init__(self, accounts: EnvironmentAccounts, rendering: Rendering, session: ConsoleSession) -> None:
        self._accounts = accounts
        self._rendering = rendering
        self._session = session
        self._kept: OrderedDict[str, TriedTailoring] = OrderedDict()
        self.routes = [
            Route("/tailor", self.ask),
            Route("/tailor", self.tailor, methods=["POST"]),
            Route("/tailor/{tried}", self.show),
            Route("/tailor/{tried}/cv{suffix}", self.download),
        ]

    def ask(self, request: Request) -> Response:
        texts = dict.fromkeys(_SIDES, "")
        if "example" in request.query_params:
            texts = {side: (_SAMPLES / f"{side}.json").read_text(encoding="utf-8") for side in _SIDES}
        return self._form(texts, NAMES[0])

    def _form(
        self, texts: Mapping[str, str], environment: str, *, error: CommandError | None = None, status: int = 200
    ) -> Response:
        return self._rendering.page(
            "tailor.html",
            status=status,
            texts=texts,
            environment=environment,
            environments=NAMES,
            error=error,
            most_megabytes=MOST_BYTES // 1024 // 1024,
        )

    async def tailor(self, request: Request) -> Response:
        form = await read_upload(request, self._session)
        return await run_in_threadpool(self._tailor, form)

    def _tailor(self, form: UploadForm) -> Response:
        environment = form.fields.get("environment", "")
        texts = {side: form.fields.get(side, "") for side in _SIDES}
        try:
            if environment not in NAMES:
                raise CommandError(
                    "choose an environment", exit_code=ExitCode.USAGE, remedy=f"one of {', '.join(NAMES)}"
                )
            tried = self._tried(form, environment)
        except CommandError as error:
            return self._form(texts, environment, error=error, status=400)
        key = secrets.token_urlsafe(12)
        self._kept[key] = tried
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return RedirectResponse(f"/tailor/{key}", status_code=303)

    def _tried(self, form: UploadForm, environment: str) -> TriedTailoring:
        cv = cv_of(*_given(form, "cv"))
        posting = posting_of(*_given(form, "job"))
        source = json.loads(cv)
        lines = understood(source, posting)
        try:
            answer = tailor_documents(self._accounts(environment), environment=environment, cv=cv, posting=posting)
        except (HTTPClientError, ClientError, BotoCoreError) as error:
            raise CommandError(
                f"the service in {environment} did not answer: {error}", exit_code=ExitCode.SERVICE_REFUSED
            ) from None
        envelope = envelope_of(answer)
        if answer.status != 200 or not envelope.get("success"):
            raise CommandError(
                f"HTTP {answer.status} {envelope.get('code', '')}: "
                f"{envelope.get('error') or envelope.get('message', '')}",
                exit_code=ExitCode.SERVICE_REFUSED,
                details=tuple(
                    f"{each.get('field', '')}: {each.get('message', '')}" for each in envelope.get("details") or ()
                ),
            )
        return TriedTailoring(environment=environment, cv=source, data=envelope["data"], understood=lines)

    def show(self, request: Request) -> Response:
        key, tried = self._found(request)
        tailored, gaps = tried.data["tailored_cv"], tried.data.get("gap_analysis")
        skills = tailored_skills(tried.cv, tailored)
        return self._rendering.page(
            "tailored.html",
            key=key,
            tried=tried,
            tailored=tailored,
            parts=list(tailored_parts(tried.cv, tailored)),
            skills=skills,
            met=requirements_met(skills),
            gaps=gaps,
            metadata=tried.data["metadata"],
            usage=tried.data["token_usage"],
            changes=CHANGES,
            formats={suffix: _FORMAT_NAMES[suffix] for suffix in FORMATS},
        )

    def download(self, request: Request) -> Response:
        _, tried = self._found(request)
        suffix = request.path_params["suffix"]
        if suffix not in FORMATS:
            raise HTTPException(404, f"a CV is written as one of {', '.join(FORMATS)}")
        return Response(
            content_of(suffix, tried.cv, tried.data),
            media_type=_MEDIA_TYPES[suffix],
            headers={"Content-Disposition": f'attachment; filename="tailored-cv{suffix}"'},
        )

    def _found(self, request: Request) -> tuple[str, TriedTailoring]:
        key = request.path_params["tried"]
        found = self._kept.get(key)
        if found is None:
            raise HTTPException(404, "this result is not kept any longer: try again")
        return key, found


def _given(form: UploadForm, side: str) -> tuple[DocumentFile, str]:
    """The document of one side, from its file or from its text.

    Raises:
        CommandError: there is none, there are two, or it is of no kind that can be read.
    """
    name = _NAMED[side]
    file, text = form.files.get(f"{side}_file"), form.fields.get(side, "")
    if file is not None and text.strip():
        raise CommandError(
            f"{name} is given twice", exit_code=ExitCode.USAGE, remedy="clear the text, or choose no file"
        )
    if file is not None:
        return document(file.content, file.name), file.name
    if not text.strip():
        raise CommandError(f"{name} is missing", exit_code=ExitCode.USAGE, remedy="paste it, or choose a file")
    return document(text.encode(), name), name
