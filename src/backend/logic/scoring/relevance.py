"""Step 2: every bullet and every skill of a CV scored for one job, and the CV as a whole.

The contract's skill term counts "required skills with a CV skill" that resembles them. For one bullet those are the CV
skills that the bullet itself names, for one skill that skill alone, for the whole CV all of them and what its text
names: a term that were the same for every line could not order lines.

Every text is read once and each distinct skill name is compared once, so the work grows linearly with the CV.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from logic.language.keywords import words
from logic.language.skill_names import NameIndex, canonical
from logic.posting.job_profile import JobProfile
from logic.scoring.experience_years import total_years
from logic.scoring.formulas import (
    coverage,
    experience_score,
    keyword_score,
    met_share,
    relevance_score,
    same_industry,
    title_similarity,
)
from logic.scoring.requirements import Requirements
from models.master_cv import CvSkill, MasterCv, WorkExperience


@dataclass(frozen=True, kw_only=True)
class ScoredBullet:
    """One bullet: its place in its position, its score (0..1), the job's keywords and the CV skills that it names."""

    index: int
    score: float
    keywords: frozenset[str]
    skills: tuple[str, ...]
    research_hits: int


@dataclass(frozen=True, kw_only=True)
class ScoredSkill:
    """One skill of the CV: its place, its score (0..1) and the requirements of the job that it meets."""

    index: int
    score: float
    matched_requirements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CvRelevance:
    """A CV, scored. `bullets[p][b]` belongs to bullet b of position p; `skills` is in the CV's own order."""

    bullets: tuple[tuple[ScoredBullet, ...], ...]
    skills: tuple[ScoredSkill, ...]
    overall: float
    years: float
    words: frozenset[str]
    shown_skills: frozenset[str]
    """Canonical names of those skills of the job that the CV's text or skill list shows."""


def score_cv(cv: MasterCv, job: JobProfile, *, today: date) -> CvRelevance:
    """Score a CV for a job. `today` ends the positions that are still held."""
    years = total_years(cv.work_experience, today=today)
    experience = [_experience(position, job, years=years) for position in cv.work_experience]
    names = [skill.skill_name for skill in cv.skills]
    requirements = Requirements(job.all_skills)
    read = cache(words)
    reader = _TextReader(cv_skills=names, job=job, requirements=requirements, read=read)
    bullets = tuple(
        tuple(reader.bullet(index, text, experience=score) for index, text in enumerate(position.description_bullets))
        for position, score in zip(cv.work_experience, experience, strict=True)
    )
    evidence = _evidence(bullets, experience)
    cv_words = [read(text) for text in _texts(cv)]
    all_words = frozenset(word for text in cv_words for word in text)
    index = NameIndex(job.all_skills)
    mentioned = {name for text in cv_words for name in index.mentioned(text)}
    met = requirements.met_by(names)
    shown = frozenset(mentioned | {canonical(want) for want in met})
    return CvRelevance(
        bullets=bullets,
        skills=tuple(
            _skill(place, skill, job, requirements, experience=evidence.get(canonical(skill.skill_name), 0.0))
            for place, skill in enumerate(cv.skills)
        ),
        overall=relevance_score(
            keyword=coverage(keyword_score(all_words, job_keywords=job.keyword_set)),
            skill=met_share(shown, required_skills=[canonical(skill) for skill in job.required_skills]),
            experience=max(experience, default=0.0),
        ),
        years=years,
        words=all_words,
        shown_skills=shown,
    )


class _TextReader:
    """Scores bullets against one job; holds what is the same for all of them. `read` gives the words of a text."""

    def __init__(
        self,
        *,
        cv_skills: Sequence[str],
        job: JobProfile,
        requirements: Requirements,
        read: Callable[[str], Sequence[str]],
    ) -> None:
        self._job = job
        self._read = read
        self._requirements = requirements
        self._keywords = job.keyword_set
        self._names = {canonical(name): name for name in reversed(cv_skills)}
        self._places = {name: place for place, name in enumerate(self._names.values())}
        self._index = NameIndex(cv_skills)

    def bullet(self, index: int, text: str, *, experience: float) -> ScoredBullet:
        text_words = self._read(text)
        found = frozenset(text_words)
        mentioned = self._index.mentioned(text_words)
        skills = tuple(sorted((self._names[key] for key in mentioned), key=self._places.__getitem__))
        score = relevance_score(
            keyword=keyword_score(found, job_keywords=self._keywords),
            skill=met_share(self._requirements.met_by(skills), required_skills=self._job.required_skills),
            experience=experience,
        )
        return ScoredBullet(
            index=index,
            score=score,
            keywords=found & self._keywords,
            skills=skills,
            research_hits=len(found & self._job.research_words),
        )


def _experience(position: WorkExperience, job: JobProfile, *, years: float) -> float:
    return experience_score(
        title=title_similarity(position.job_title, job.title),
        same_industry=same_industry(position.industry, job.industry),
        years=years,
        years_required=job.years_required,
    )


def _evidence(bullets: Sequence[Iterable[ScoredBullet]], experience: Sequence[float]) -> dict[str, float]:
    """Experience behind each skill (canonical name): that of the best position whose bullets name it."""
    best: dict[str, float] = {}
    for position, score in zip(bullets, experience, strict=True):
        for name in {name for bullet in position for name in bullet.skills}:
            key = canonical(name)
            best[key] = max(best.get(key, 0.0), score)
    return best


def _skill(
    index: int, skill: CvSkill, job: JobProfile, requirements: Requirements, *, experience: float
) -> ScoredSkill:
    name = skill.skill_name
    met = requirements.met_by_one(name)
    found = frozenset(words(name[:1].upper() + name[1:]))
    return ScoredSkill(
        index=index,
        score=relevance_score(
            keyword=keyword_score(found, job_keywords=job.keyword_set),
            skill=met_share(frozenset(met), required_skills=job.required_skills),
            experience=experience,
        ),
        matched_requirements=met,
    )


def _texts(cv: MasterCv) -> Iterable[str]:
    yield cv.summary
    for position in cv.work_experience:
        yield position.job_title
        yield from position.description_bullets
    yield from (skill.skill_name[:1].upper() + skill.skill_name[1:] for skill in cv.skills)
    yield from (f"{item.degree}\n{item.field_of_study or ''}" for item in cv.education)
    yield from (item.name for item in cv.certifications)
