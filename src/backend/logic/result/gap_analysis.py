"""What the job asks for and the CV does not show, and how well the two fit over all."""

from logic.language.skill_names import canonical
from logic.posting.job_profile import JobProfile
from logic.result.assembly import SCORE_DIGITS
from logic.scoring.formulas import band
from logic.scoring.relevance import CvRelevance
from models.tailored_cv import GapAnalysis

MOST_KEYWORDS = 25
"""Missing keywords that are listed, the ones that the posting repeats most first."""


def analyze_gaps(*, job: JobProfile, relevance: CvRelevance) -> GapAnalysis:
    """Skills count as shown when the skill list resembles them or any line of the CV names them."""
    missing_words = [word for word in job.keyword_counts if word not in relevance.words]
    missing_words.sort(key=lambda word: -job.keyword_counts[word])
    return GapAnalysis(
        missing_required_skills=_missing(job.required_skills, relevance),
        missing_preferred_skills=_missing(job.preferred_skills, relevance),
        missing_keywords=missing_words[:MOST_KEYWORDS],
        years_required=job.years_required,
        years_shown=round(relevance.years, 1),
        match_score=round(relevance.overall, SCORE_DIGITS),
        match_band=band(relevance.overall),
    )


def _missing(skills: tuple[str, ...], relevance: CvRelevance) -> list[str]:
    return [skill for skill in skills if canonical(skill) not in relevance.shown_skills]
