"""The formulas by which a text is worth something for a job (service contract, "How a CV is tailored", step 2).

Pure arithmetic over words and names; what is scored, and with which words, is decided in `relevance`. A term that a
posting gives no measure for (no skill required, no industry named) is left out and the others weigh more, so that
scores for different postings mean the same. What a whole CV's score means was read off labelled pairs: of 24 people
and 24 postings of as many professions all 24 who fit have at least 0.50 and none of the 552 others has
(tests/unit/backend/scoring/test_calibration.py).
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from logic.language.keywords import BOUNDARY, normalize, words
from models.tailored_cv import Band

KEYWORD_WEIGHT, SKILL_WEIGHT, EXPERIENCE_WEIGHT = 0.40, 0.35, 0.25
TITLE_WEIGHT, INDUSTRY_WEIGHT, YEARS_WEIGHT = 0.40, 0.30, 0.30
SAME_INDUSTRY, OTHER_INDUSTRY = 1.0, 0.5
ENOUGH_KEYWORDS = 0.30
"""Share of a posting's keywords that a CV which fits says, the mean of the labelled pairs."""

BANDS: tuple[tuple[float, Band], ...] = ((0.80, "excellent"), (0.60, "good"), (0.40, "fair"), (0.20, "weak"))
"""Lower bounds, each included in its band; below the last one a text is "poor"."""


def relevance_score(*, keyword: float | None, skill: float | None, experience: float) -> float:
    """`0.40 keyword + 0.35 skill + 0.25 experience`; all of them, and the result, 0..1. None is left out."""
    return _weighed((KEYWORD_WEIGHT, keyword), (SKILL_WEIGHT, skill), (EXPERIENCE_WEIGHT, experience))


def keyword_score(found_words: AbstractSet[str], *, job_keywords: AbstractSet[str]) -> float | None:
    """Distinct job keywords found / distinct job keywords, 0..1; None where the posting has none."""
    return len(job_keywords & found_words) / len(job_keywords) if job_keywords else None


def coverage(share: float | None) -> float | None:
    """A whole CV's keyword term: its share of the keywords against `ENOUGH_KEYWORDS`, 0..1."""
    return None if share is None else min(share / ENOUGH_KEYWORDS, 1.0)


def met_share(met: AbstractSet[str], *, required_skills: Sequence[str]) -> float | None:
    """The skill term: distinct required skills in `met` / distinct required skills, 0..1; None if none is required."""
    distinct = frozenset(required_skills)
    return len(distinct & met) / len(distinct) if distinct else None


def experience_score(*, title: float, same_industry: bool | None, years: float, years_required: float) -> float:
    """`0.40 title similarity + 0.30 industry (1.0 same, 0.5 other) + 0.30 min(years / required, 1)`, 0..1.

    `title` is 0..1, `years` and `years_required` are years. An industry that is not known on both sides (None) and
    years that are not required (0) are left out.
    """
    industry = None if same_industry is None else SAME_INDUSTRY if same_industry else OTHER_INDUSTRY
    share = min(max(years, 0.0) / years_required, 1.0) if years_required > 0 else None
    return _weighed((TITLE_WEIGHT, title), (INDUSTRY_WEIGHT, industry), (YEARS_WEIGHT, share))


def title_similarity(first: str, second: str) -> float:
    """How alike two job titles are, 0..1, whatever the order of their words ("Engineer, Backend")."""
    one, other = sorted((_title_key(first), _title_key(second)))
    if not one:
        return 0.0
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def same_industry(first: str | None, second: str | None) -> bool | None:
    """Whether both industries are the same words; None unless both are named."""
    if not (first and second):
        return None
    return normalize(first).split() == normalize(second).split()


def band(score: float) -> Band:
    """Band of a score of 0..1: excellent from 0.80, good from 0.60, fair from 0.40, weak from 0.20, else poor."""
    return next((name for lowest, name in BANDS if score >= lowest), "poor")


def _weighed(*terms: tuple[float, float | None]) -> float:
    """The weighted mean of the terms that there are."""
    measured = [(weight, value) for weight, value in terms if value is not None]
    whole = sum(weight for weight, _ in measured)
    return sum(weight * value for weight, value in measured) / whole if measured else 0.0


def _title_key(title: str) -> str:
    return " ".join(sorted(word for word in words(title) if word != BOUNDARY))
