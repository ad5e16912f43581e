"""The formulas by which a text is worth something for a job (service contract, "How a CV is tailored", step 2).

Pure arithmetic over words and names; what is scored, and with which words, is decided in `relevance`.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from logic.language.keywords import BOUNDARY, normalize, words
from models.tailored_cv import Band

KEYWORD_WEIGHT, SKILL_WEIGHT, EXPERIENCE_WEIGHT = 0.40, 0.35, 0.25
TITLE_WEIGHT, INDUSTRY_WEIGHT, YEARS_WEIGHT = 0.40, 0.30, 0.30
SAME_INDUSTRY, OTHER_INDUSTRY = 1.0, 0.5
NOTHING_REQUIRED = 0.5
BANDS: tuple[tuple[float, Band], ...] = ((0.80, "excellent"), (0.60, "good"), (0.40, "fair"), (0.20, "weak"))
"""Lower bounds, each included in its band; below the last one a text is "poor"."""


def relevance_score(*, keyword: float, skill: float, experience: float) -> float:
    """`0.40 keyword + 0.35 skill + 0.25 experience`; all of them, and the result, 0..1."""
    return KEYWORD_WEIGHT * keyword + SKILL_WEIGHT * skill + EXPERIENCE_WEIGHT * experience


def keyword_score(found_words: AbstractSet[str], *, job_keywords: AbstractSet[str]) -> float:
    """Distinct job keywords found / distinct job keywords, 0..1; 0.0 where the posting has none."""
    return len(job_keywords & found_words) / len(job_keywords) if job_keywords else 0.0


def met_share(met: AbstractSet[str], *, required_skills: Sequence[str]) -> float:
    """The skill term: distinct required skills in `met` / distinct required skills, 0..1; 0.5 if none is required."""
    distinct = frozenset(required_skills)
    return len(distinct & met) / len(distinct) if distinct else NOTHING_REQUIRED


def experience_score(*, title: float, same_industry: bool, years: float, years_required: float) -> float:
    """`0.40 title similarity + 0.30 industry (1.0 same, 0.5 other) + 0.30 min(years / required, 1)`, 0..1.

    `title` is 0..1, `years` and `years_required` are years; a job that requires none is met by anybody.
    """
    industry = SAME_INDUSTRY if same_industry else OTHER_INDUSTRY
    share = min(max(years, 0.0) / years_required, 1.0) if years_required > 0 else 1.0
    return TITLE_WEIGHT * title + INDUSTRY_WEIGHT * industry + YEARS_WEIGHT * share


def title_similarity(first: str, second: str) -> float:
    """How alike two job titles are, 0..1, whatever the order of their words ("Engineer, Backend")."""
    one, other = sorted((_title_key(first), _title_key(second)))
    if not one:
        return 0.0
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def same_industry(first: str | None, second: str | None) -> bool:
    """Whether both industries are named and are the same word."""
    return bool(first and second) and normalize(first or "").split() == normalize(second or "").split()


def band(score: float) -> Band:
    """Band of a score of 0..1: excellent from 0.80, good from 0.60, fair from 0.40, weak from 0.20, else poor."""
    return next((name for lowest, name in BANDS if score >= lowest), "poor")


def _title_key(title: str) -> str:
    return " ".join(sorted(word for word in words(title) if word != BOUNDARY))
