"""The use case: one request in, one stored and verified tailored CV out.

Read, score, write, verify, store, answer: in this order, inside one deadline, once for each piece of work. The service
knows stores and engines only by what they do; which ones it gets is decided in `composition`.
"""

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dal import KeyReusedError, Stores, WorkInProgressError, WorkKey
from logic.posting.job_profile import read_job
from logic.result.assembly import assemble
from logic.result.gap_analysis import analyze_gaps
from logic.result.markdown import render_markdown
from logic.result.result_facts import count_keywords, sections_modified
from logic.result.work_key import work_key
from logic.scoring.relevance import score_cv
from logic.verification.copied_facts import verify_result
from logic.writing.drafting import STORE_RESERVE_MS, Draft, Drafting, fabrication
from logic.writing.engine import Assignment
from models.artifact import ArtifactReference, TailoredArtifact
from models.deadline import Deadline
from models.errors import CorruptRecordError, InvalidRequestError, TailoringError
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.request import TailorCvRequest
from models.response import ErrorDetail, TailorCvData, TailoringMetadata
from models.tailored_cv import TAILORING_VERSION

READ_RESERVE_MS = 500
READERS = 2
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.05, 1.0
"""How long to leave somebody else's unfinished work alone before looking again; doubled from the first to the last."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class TailoringService:
    """Tailors CVs. `now` and `pause` are the clock and the waiting of the process, given so that tests own them;
    `readers` read what a request names, side by side.
    """

    stores: Stores
    drafting: Drafting
    now: Callable[[], datetime] = field(default=_utc_now)
    pause: Callable[[float], None] = field(default=time.sleep)
    readers: Executor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=READERS))

    def tailor(self, request: TailorCvRequest, *, idempotency_key: str | None, deadline: Deadline) -> TailorCvData:
        """The answer to a request: new, or the stored one where the same was asked before.

        Raises:
            TailoringError: one of its kinds for each row of the contract's error table.
        """
        key = work_key(request, idempotency_key=idempotency_key)
        reading = _Reading(self.stores, request, self.readers, deadline=deadline)
        tailored: list[TailoredArtifact] = []

        def work() -> ArtifactReference:
            tailored.append(self._tailor(request, reading, deadline=deadline))
            return tailored[-1].reference

        reference = self._once(key, work, deadline=deadline)
        artifact = tailored[-1] if tailored else self.stores.artifacts.read(reference, source=reading.checksum())
        if artifact is None:
            # What the record points to was deleted, or was made from another CV or posting than is stored by now. The
            # caller asked for a CV, not for a memory of one, which may be somebody else's.
            self.stores.idempotency.forget(key, reference=reference)
            reference = self._once(key, work, deadline=deadline)
            artifact = tailored[-1] if tailored else self.stores.artifacts.read(reference, source=reading.checksum())
        if artifact is None:
            raise CorruptRecordError("The stored answer points to a tailored CV that is gone.")
        return _present(artifact, request)

    def _once(self, key: WorkKey, work: Callable[[], ArtifactReference], *, deadline: Deadline) -> ArtifactReference:
        """Do the work, or wait for whoever is doing it: two at once both get the one artifact."""
        wait = FIRST_WAIT_SECONDS
        while True:
            try:
                return self.stores.idempotency.run_once(key, work, deadline=deadline)
            except KeyReusedError:
                raise InvalidRequestError(
                    "The Idempotency-Key was used before, for a different request.",
                    details=[ErrorDetail(field="Idempotency-Key", message="belongs to a different request")],
                ) from None
            except WorkInProgressError:
                # DynamoDB has no event to wait for from inside a request, so this looks again, within the budget.
                deadline.require(
                    milliseconds=int(wait * 1000) + READ_RESERVE_MS,
                    purpose="wait for the same request, which is still being worked on",
                )
                self.pause(wait)
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)

    def _tailor(self, request: TailorCvRequest, reading: "_Reading", *, deadline: Deadline) -> TailoredArtifact:
        deadline.require(milliseconds=READ_RESERVE_MS, purpose="read the job and the CV")
        posting, cv = reading.result()
        now = self.now()
        job = read_job(posting)
        assignment = Assignment(
            cv=cv,
            posting=posting,
            job=job,
            relevance=score_cv(cv, job, today=now.date()),
            preferences=request.style_preferences,
        )
        draft = self.drafting.draft(assignment, deadline=deadline)
        artifact = _artifact(assignment, draft, request, now=now)
        deadline.require(milliseconds=STORE_RESERVE_MS, purpose="store the tailored CV")
        self.stores.artifacts.put(artifact, source=reading.checksum())
        return artifact


class _Reading:
    """The job and the CV of one request, read side by side while its work is registered: one round trip for all."""

    def __init__(self, stores: Stores, request: TailorCvRequest, readers: Executor, *, deadline: Deadline) -> None:
        self._stores, self._request, self._readers = stores, request, readers
        # Without the time to use them nothing is read before somebody asks for it.
        self._begun = self._begin() if deadline.remaining_ms() >= READ_RESERVE_MS else None

    def _begin(self) -> tuple[Future[JobPosting], Future[MasterCv]]:
        request, submit = self._request, self._readers.submit
        return (
            submit(self._stores.jobs.read, job_id=request.job_id),
            submit(self._stores.cvs.read, user_id=request.user_id, cv_version=request.cv_version),
        )

    def result(self) -> tuple[JobPosting, MasterCv]:
        """Both, or the failure of the job's reading before that of the CV's."""
        self._begun = self._begun or self._begin()
        posting, cv = self._begun
        return posting.result(), cv.result()

    def checksum(self) -> str | None:
        """SHA-256 of what was read; None where it cannot be told, because one of them is gone or its store is down."""
        try:
            posting, cv = self.result()
        except TailoringError:
            return None
        return hashlib.sha256(f"{posting.model_dump_json()}\n{cv.model_dump_json()}".encode()).hexdigest()


def _artifact(assignment: Assignment, draft: Draft, request: TailorCvRequest, *, now: datetime) -> TailoredArtifact:
    cv, job = assignment.cv, assignment.job
    tailored = assemble(cv=cv, job=job, relevance=assignment.relevance, rewrite=draft.rewrite, request=request)
    violations = verify_result(tailored, cv=cv)
    if violations:
        raise fabrication(violations)
    created_at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    reference = ArtifactReference(application_id=request.application_id, created_at=created_at)
    return TailoredArtifact(
        tailored_cv=tailored,
        metadata=TailoringMetadata(
            application_id=request.application_id,
            user_id=request.user_id,
            job_id=request.job_id,
            version=TAILORING_VERSION,
            created_at=created_at,
            keyword_matches=count_keywords(tailored, job),
            sections_modified=sections_modified(tailored, cv),
            fvs_validation_passed=True,
            engine=draft.engine,
            degraded=draft.degraded,
            artifact_key=reference.artifact_key,
        ),
        token_usage=draft.usage,
        gap_analysis=analyze_gaps(job=job, relevance=assignment.relevance),
    )


def _present(artifact: TailoredArtifact, request: TailorCvRequest) -> TailorCvData:
    """The artifact as this request wants to see it; a part that it did not ask for is not set, hence not shown."""
    data = TailorCvData(tailored_cv=artifact.tailored_cv, metadata=artifact.metadata, token_usage=artifact.token_usage)
    wanted: dict[str, object] = {}
    if request.include_gap_analysis:
        wanted["gap_analysis"] = artifact.gap_analysis
    if request.output_format == "markdown":
        wanted["markdown"] = render_markdown(artifact.tailored_cv)
    return data.model_copy(update=wanted)
