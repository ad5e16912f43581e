"""From a push to executions: every pipeline that watches the branch starts one, once, whatever happens in between."""

from __future__ import annotations

import logging

from localcloud.aws.service_error import ServiceError
from localcloud.git_host import GitError, Repositories
from localcloud.git_host.push_receiver import RefUpdate
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.engine import Engine
from localcloud.services.codepipeline.records import Execution, PipelineRecord
from localcloud.services.codepipeline.store import Store
from localcloud.services.codepipeline.triggers import ExecutionTrigger, PushEvent, trigger_of
from localcloud.services.codepipeline.webhooks import admitting_webhook

_log = logging.getLogger(__name__)
_DELETED = "0" * 40
_HEADS = "refs/heads/"


def _revision(push: PushEvent) -> dict[str, str]:
    """What the source action fetches. A trigger may watch other branches than the action names, and the variable
    BranchName is the one that was pushed (docs.aws.amazon.com/codepipeline/latest/userguide/
    action-reference-CodestarConnectionSource.html, output variables)."""
    revision = {"revisionType": "COMMIT_ID", "revisionValue": push.commit}
    return {**revision, "branch": push.ref.removeprefix(_HEADS)} if push.ref.startswith(_HEADS) else revision


class PushListener:
    """The listener of the git host."""

    def __init__(self, store: Store, engine: Engine, repositories: Repositories) -> None:
        self._store = store
        self._engine = engine
        self._repositories = repositories

    def receive(self, push_id: str, repository: str, updates: list[RefUpdate]) -> list[str]:
        """Start what the push starts; returns lines for the pusher. The same push again starts nothing more."""
        lines: list[str] = []
        for index, update in enumerate(updates):
            if update.new == _DELETED:
                continue
            push = self._push(repository, update)
            for record in self._store.pipelines.every():
                started = trigger_of(push, read_declaration(record.declaration), admitting_webhook(record.key))
                if started is not None:
                    lines.append(self._start(record, started, push, token=f"{push_id}-{index}"))
        return lines

    def _start(self, record: PipelineRecord, started: ExecutionTrigger, push: PushEvent, *, token: str) -> str:
        try:
            execution: Execution = self._engine.lifecycle.start(
                record.key,
                trigger_type=started.trigger_type,
                trigger_detail=started.trigger_detail,
                source_revisions={started.source_action: _revision(push)} if started.of_watched_branch else {},
                client_token=token,
            )
        except ServiceError as error:
            _log.warning("a push could not start %s: %s", record.key.arn, error)
            return f"Pipeline {record.key.name} was not started: {error.message}"
        return f"Pipeline {record.key.name}: execution {execution.id} started for {push.commit[:10]}."

    def _push(self, repository: str, update: RefUpdate) -> PushEvent:
        def changed_files() -> list[str]:
            found = self._repositories.get(repository)
            try:
                return found.changed_files(update.old, update.new) if found else []
            except GitError:
                _log.exception("the changes of a push to %s cannot be read", repository)
                return []

        found = self._repositories.get(repository)
        commit = found.commit(update.new) if found else None
        return PushEvent(
            repository=repository,
            ref=update.ref,
            commit=commit.id if commit else update.new,  # what was pushed may be a tag
            changed_files=changed_files,
            before=update.old,
            message=commit.message if commit else "",
        )
