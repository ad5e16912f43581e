"""Who signed what an execution built, verified by the code of `delivery verify` while somebody looks: as a page of its
own with the artifact's own files, as a part of the execution's page, and as a mark in the compliance history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from compliance.provenance.verification import Check
from delivery.console.reading.pipeline_reading import PipelineReading
from delivery.console.web.rendering import Rendering
from delivery.kept_provenance import NoProvenanceError, VerifiedProvenance, is_of_files, verify_artifact, verify_kept
from localcloud.cli import CommandError

_PATH: Final = "/executions/{execution_id}/provenance"


@dataclass(frozen=True, kw_only=True)
class ProvenanceView:
    """What a page shows of one execution's provenance.

    Attributes:
        verified: None where it could not be verified, which `trouble` then says why.
        remedy: what there is to know or do about the trouble.
        kept: whether there is any to verify.
        artifact: checks of the artifact's own files; None where they were not looked at, and `artifact_trouble` says
            why, empty where nobody asked.
    """

    verified: VerifiedProvenance | None = None
    trouble: str = ""
    remedy: str = ""
    kept: bool = True
    artifact: Sequence[Check] | None = None
    artifact_trouble: str = ""

    @property
    def state(self) -> str:
        """A key of the templates' marks; what could not be verified is neither good nor bad."""
        if self.verified is None:
            return "Pending"
        return "Failed" if self.failed else "Succeeded"

    @property
    def checks(self) -> Sequence[Check]:
        return self.verified.checks if self.verified else ()

    @property
    def of_signature(self) -> list[Check]:
        return [check for check in self.checks if not is_of_files(check)]

    @property
    def of_files(self) -> list[Check]:
        """Those that do not hold first."""
        return sorted(filter(is_of_files, self.checks), key=lambda check: not check.problem)

    @property
    def failed_of_evidence(self) -> list[Check]:
        return [check for check in self.checks if check.problem]

    @property
    def failed_of_artifact(self) -> list[Check]:
        return [check for check in self.artifact or () if check.problem]

    @property
    def failed(self) -> list[Check]:
        return [*self.failed_of_evidence, *self.failed_of_artifact]

    @property
    def signed(self) -> Mapping[str, str]:
        """What the signature is on, for a person; nothing where it does not hold."""
        statement = self.verified.statement if self.verified else {}
        found = {
            "Built from": _at(statement, "predicate", "buildDefinition", "externalParameters", "commit"),
            "Signed by": _at(statement, "predicate", "buildDefinition", "internalParameters", "project"),
            "At": _at(statement, "predicate", "runDetails", "metadata", "finishedOn"),
        }
        return {name: text for name, text in found.items() if text}


def _at(document: Any, *path: str) -> str:
    for name in path:
        document = document.get(name) if isinstance(document, Mapping) else None
    return str(document or "")


class ProvenancePage:
    """The page, the part and the mark."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._reading = reading
        self._rendering = rendering
        self.routes = [
            Route(_PATH, self.show),
            Route(f"{_PATH}/part", self.part),
            Route(f"{_PATH}/mark", self.mark),
        ]

    def show(self, request: Request) -> Response:
        execution = self._reading.execution(request.path_params["execution_id"]).execution
        part = self._fragment(execution.id, with_artifact=True)
        return self._rendering.page("provenance.html", execution=execution, part=part)

    def part(self, request: Request) -> Response:
        return HTMLResponse(self._fragment(self._known(request), with_artifact=False))

    def mark(self, request: Request) -> Response:
        view = self._view(self._known(request), with_artifact=False)
        return HTMLResponse(self._rendering.fragment("provenance_mark.html", view=view))

    def _known(self, request: Request) -> str:
        """The id of an execution that the pipeline has: nothing else of the bucket is read."""
        return self._reading.execution(request.path_params["execution_id"]).execution.id

    def _fragment(self, execution_id: str, *, with_artifact: bool) -> str:
        option = " --artifact" if with_artifact else ""
        return self._rendering.fragment(
            "execution_provenance.html",
            execution_id=execution_id,
            view=self._view(execution_id, with_artifact=with_artifact),
            with_artifact=with_artifact,
            command=self._reading.owner.command(f"verify {execution_id}{option}"),
        )

    def _view(self, execution_id: str, *, with_artifact: bool) -> ProvenanceView:
        """Nothing is remembered: a verdict is of what is there now."""
        owner = self._reading.owner
        try:
            verified = verify_kept(owner, execution_id)
        except CommandError as error:
            kept = not isinstance(error, NoProvenanceError)
            return ProvenanceView(trouble=error.message, remedy=error.remedy, kept=kept)
        except (ClientError, BotoCoreError) as error:
            return ProvenanceView(trouble=str(error))
        if not with_artifact:
            return ProvenanceView(verified=verified)
        try:
            artifact = verify_artifact(owner, execution_id, verified)
        except CommandError as error:
            return ProvenanceView(verified=verified, artifact_trouble=error.message)
        except (ClientError, BotoCoreError) as error:
            return ProvenanceView(verified=verified, artifact_trouble=str(error))
        unknown = "" if artifact is not None else "nothing that is signed says which artifact it would be"
        return ProvenanceView(verified=verified, artifact=artifact, artifact_trouble=unknown)
