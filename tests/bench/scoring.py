"""Reading a posting of 10,000 characters and scoring CVs of 25 to 200 KB for it: milliseconds, and how they grow.

The whole extractive engine is timed beside it, because it is what answers where no model does.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.bench.large_cv import large_cv, large_posting

SIZES_KB = (25, 50, 100, 200)
POSTING_CHARACTERS = 10_000
ROUNDS = 7
AIM_MS = 200
_BACKEND = Path(__file__).resolve().parents[2] / "src" / "backend"


def best_ms(work: Callable[[], object]) -> float:
    """Shortest of some rounds, in milliseconds of this process: what the work costs when nothing disturbs it."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times) * 1000


def measure() -> None:
    """Prints one line a size, and the ratio of the largest to the next smaller: 2 is linear."""
    sys.path.insert(0, str(_BACKEND))
    from logic.posting.job_profile import read_job
    from logic.scoring.relevance import score_cv
    from logic.writing.engine import Assignment
    from logic.writing.extractive_engine import ExtractiveEngine
    from models.deadline import Deadline
    from models.job_posting import JobPosting
    from models.master_cv import MasterCv
    from models.request import StylePreferences

    posting = JobPosting.model_validate(large_posting(POSTING_CHARACTERS))
    today = date(2026, 1, 1)
    job = read_job(posting)
    print(f"read a posting of {len(posting.description):,} characters     {best_ms(lambda: read_job(posting)):7.1f} ms")
    scored = {}
    for size in SIZES_KB:
        document = large_cv(size)
        cv = MasterCv.model_validate(document)

        def score(cv: MasterCv = cv) -> object:
            return score_cv(cv, job, today=today)

        started = time.process_time()
        relevance = score_cv(cv, job, today=today)
        first = (time.process_time() - started) * 1000
        assignment = Assignment(cv=cv, posting=posting, job=job, relevance=relevance, preferences=StylePreferences())
        deadline = Deadline.start(integration_timeout_ms=29_000, invocation_remaining_ms=60_000)

        def rewrite(assignment: Assignment = assignment, deadline: Deadline = deadline) -> object:
            return ExtractiveEngine().rewrite(assignment, feedback=[], deadline=deadline)

        scored[size] = best_ms(score)
        kilobytes, bullets = len(json.dumps(document)) / 1024, sum(len(each) for each in relevance.bullets)
        print(
            f"CV of {kilobytes:5.0f} KB, {bullets:5} bullets: scored {scored[size]:7.1f} ms (first {first:7.1f}), "
            f"rewritten {best_ms(rewrite):7.1f} ms"
        )
    largest, smaller = SIZES_KB[-1], SIZES_KB[-2]
    growth = scored[largest] / scored[smaller]
    print(f"growth from {smaller} to {largest} KB                     {growth:7.2f}    (linear: 2)")
    against = f"{largest} KB against {POSTING_CHARACTERS:,} characters, scored"
    print(f"{against}  {scored[largest]:7.1f} ms (aim: {AIM_MS})")
