"""Fact verification of CVs of 25 to 200 KB: what it adds to a request, milliseconds and how they grow.

An honest rewrite is what every request pays. A summary with an invented number is the worst a text can do: all of the
CV is read before it is refused.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from tests.bench.large_cv import large_cv, large_posting
from tests.bench.scoring import POSTING_CHARACTERS, SIZES_KB, best_ms

AIM_MS = 100
_BACKEND = Path(__file__).resolve().parents[2] / "src" / "backend"


def measure() -> None:
    """Prints one line a size, and the ratio of the largest to the next smaller: 2 is linear."""
    sys.path.insert(0, str(_BACKEND))
    from logic.posting.job_profile import read_job
    from logic.scoring.relevance import score_cv
    from logic.verification.rewritten_text import verify_rewrite
    from logic.writing.engine import Assignment
    from logic.writing.extractive_engine import ExtractiveEngine
    from models.deadline import Deadline
    from models.job_posting import JobPosting
    from models.master_cv import MasterCv
    from models.request import StylePreferences
    from models.rewrite import Rewrite

    posting = JobPosting.model_validate(large_posting(POSTING_CHARACTERS))
    job = read_job(posting)
    honest_ms, worst_ms = {}, {}
    for size in SIZES_KB:
        cv = MasterCv.model_validate(large_cv(size))
        relevance = score_cv(cv, job, today=date(2026, 1, 1))
        assignment = Assignment(cv=cv, posting=posting, job=job, relevance=relevance, preferences=StylePreferences())
        deadline = Deadline.start(integration_timeout_ms=29_000, invocation_remaining_ms=60_000)
        rewrite = ExtractiveEngine().rewrite(assignment, feedback=[], deadline=deadline)
        invented = replace(rewrite, summary="Engineer who saved 123,456,789 parcels.")

        def verify(rewrite: Rewrite, cv: MasterCv = cv) -> object:
            return verify_rewrite(rewrite, cv=cv, job=job)

        honest_ms[size] = best_ms(partial(verify, rewrite))
        worst_ms[size] = best_ms(partial(verify, invented))
        lines = sum(map(len, rewrite.positions))
        print(
            f"CV of {size:3} KB, {lines:4} lines: honest {honest_ms[size]:6.1f} ms, invented {worst_ms[size]:6.1f} ms"
        )
    largest, smaller = SIZES_KB[-1], SIZES_KB[-2]
    print(
        f"growth from {smaller} to {largest} KB: honest {honest_ms[largest] / honest_ms[smaller]:.2f}, "
        f"invented {worst_ms[largest] / worst_ms[smaller]:.2f}    (linear: 2)"
    )
    print(f"{largest} KB, honest        {honest_ms[largest]:6.1f} ms (aim: {AIM_MS})")
