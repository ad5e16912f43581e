"""The store's builds as typed records: one JSON document each, replaced as a whole at each transition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict

from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.process.build_process import ProcessIdentity
from localcloud.services.codebuild.records import ArtifactLocation, BuildRecord, PipelineInput
from localcloud.services.codebuild.store import Document, Store

KIND = "build"


class BuildRecords:
    """The builds of every account and region."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, scope: Scope, record: BuildRecord) -> None:
        """Write a new build, as the newest of its project."""
        self._store.put(scope, KIND, record.id, _document(record), parent=record.build["projectName"])

    def get(self, scope: Scope, build_id: str) -> BuildRecord | None:
        """The build, or None."""
        document = self._store.get(scope, KIND, build_id)
        return _read(document) if document else None

    def change(self, scope: Scope, build_id: str, change: Callable[[BuildRecord], BuildRecord]) -> None:
        """Replace a build by what `change` makes of it, as one step; one that was deleted stays so."""
        with self._store.transaction():
            record = self.get(scope, build_id)
            if record is not None:
                self._store.put(scope, KIND, build_id, _document(change(record)))

    def delete(self, scope: Scope, build_id: str) -> None:
        """Forget a build."""
        self._store.delete(scope, KIND, build_id)

    def of_project(self, scope: Scope, project: str) -> list[BuildRecord]:
        """A project's builds, oldest first."""
        return [_read(document) for document in self._store.documents(scope, KIND, parent=project)]

    def ids(self, scope: Scope, *, project: str | None = None) -> list[str]:
        """The ids of the builds (of one project), oldest first."""
        return self._store.keys(scope, KIND, parent=project)

    def running(self, scope: Scope) -> list[BuildRecord]:
        """The builds of an account and region that have not ended."""
        records = map(_read, self._store.documents(scope, KIND))
        return [record for record in records if not record.complete]

    def unfinished(self) -> Iterator[tuple[Scope, BuildRecord]]:
        """Every build of every account and region that has not ended."""
        for scope, _, document in self._store.everywhere(KIND):
            record = _read(document)
            if not record.complete:
                yield scope, record


def _document(record: BuildRecord) -> Document:
    internal: Document = {
        "uuid": record.uuid,
        "projectArtifacts": list(record.project_artifacts),
        "request": record.request,
    }
    if record.pipeline is not None:
        internal["pipeline"] = asdict(record.pipeline)
    if record.process is not None:
        internal["process"] = asdict(record.process)
    return {"build": record.build, "internal": internal}


def _read(document: Document) -> BuildRecord:
    internal = document["internal"]
    pipeline, process = internal.get("pipeline"), internal.get("process")
    return BuildRecord(
        uuid=internal["uuid"],
        build=document["build"],
        project_artifacts=tuple(internal["projectArtifacts"]),
        request=internal["request"],
        pipeline=_pipeline_input(pipeline) if pipeline else None,
        process=ProcessIdentity(**process) if process else None,
    )


def _pipeline_input(document: Document) -> PipelineInput:
    locations = {
        kind: {name: ArtifactLocation(**location) for name, location in document[kind].items()}
        for kind in ("inputs", "outputs")
    }
    return PipelineInput(**{**document, **locations})
