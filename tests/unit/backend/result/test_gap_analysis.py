"""What the answer adds on request: the gap analysis."""

from collections.abc import Callable

from logic.result.gap_analysis import MOST_KEYWORDS, analyze_gaps
from logic.writing.engine import Assignment
from models.job_posting import JobPosting

Assign = Callable[..., Assignment]


def test_gaps_are_the_requirements_that_the_cv_does_not_show(assign: Assign) -> None:
    assignment = assign()
    gaps = analyze_gaps(job=assignment.job, relevance=assignment.relevance)
    assert gaps.missing_required_skills == ["Kafka"]
    assert gaps.missing_preferred_skills == ["Go", "Terraform"]
    assert gaps.missing_keywords[:2] == ["kafka", "go"], "the ones that the posting repeats come first"
    assert (gaps.years_required, gaps.years_shown) == (6, 10.2)
    assert gaps.match_band == "excellent"


def test_long_posting_gives_a_short_list(assign: Assign) -> None:
    posting = JobPosting(
        job_id="j", title="Clerk", description=" ".join(f"word{chr(97 + n % 26)}{n}q" for n in range(99))
    )
    assignment = assign(None, posting)
    assert len(analyze_gaps(job=assignment.job, relevance=assignment.relevance).missing_keywords) == MOST_KEYWORDS
