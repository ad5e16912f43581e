"""From a new object to executions: a pipeline whose S3 source asks for changes starts with the version that was put.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html (PollForSourceChanges)
"""

from __future__ import annotations

import logging
import threading

from localcloud.aws.object_changes import ObjectChange
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.engine import Engine
from localcloud.services.codepipeline.records import PipelineKey, PipelineRecord
from localcloud.services.codepipeline.registry import watched_object
from localcloud.services.codepipeline.store import Store

_log = logging.getLogger(__name__)


class ObjectListener:
    """Knows which objects are sources, so that any other costs nothing. Thread-safe."""

    def __init__(self, store: Store, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        self._watched: dict[tuple[str, str], set[PipelineKey]] = {}

    def watch(self, record: PipelineRecord) -> None:
        """Look out for the objects of a pipeline that was declared or changed."""
        for action in read_declaration(record.declaration).source_actions:
            watched = watched_object(action)
            if watched is not None:
                self._watched.setdefault(watched, set()).add(record.key)

    def receive(self, change: ObjectChange) -> None:
        """Start what the object starts, without waiting for it: this is called where S3 answers."""
        place = (change.bucket, change.key)
        watching = self._watched.get(place)
        if watching:
            arguments = (sorted(watching, key=lambda pipeline: pipeline.arn), place, change.version)
            threading.Thread(target=self._start_each, args=arguments, name="new source object", daemon=True).start()

    def _start_each(self, pipelines: list[PipelineKey], place: tuple[str, str], version: str) -> None:
        for pipeline in pipelines:
            record = self._store.pipelines.get(pipeline)
            actions = read_declaration(record.declaration).source_actions if record else ()
            for action in actions:
                if watched_object(action) == place:
                    self._start(pipeline, action.name, version, detail="/".join(place))

    def _start(self, pipeline: PipelineKey, action: str, version: str, *, detail: str) -> None:
        revision = {"revisionType": "S3_OBJECT_VERSION_ID", "revisionValue": version}
        try:
            self._engine.lifecycle.start(
                pipeline,
                trigger_type="PollForSourceChanges",
                trigger_detail=detail,
                source_revisions={action: revision} if version else {},
                client_token=f"{detail}/{version}" if version else "",
            )
        except ServiceError as error:
            _log.warning("a new object could not start %s: %s", pipeline.arn, error)
