"""Step 4: the tailored CV is put together FROM the source record.

Contact, employers, titles, dates, education and certificates are copied here, by index, from the CV that was read;
skills keep their names and are only put in order. Of what an engine returned, nothing but text for the summary and the
bullets gets in.
"""

from logic.language.keywords import words
from logic.posting.job_profile import JobProfile
from logic.scoring.relevance import CvRelevance
from models.master_cv import MasterCv, WorkExperience
from models.request import TailorCvRequest
from models.rewrite import Rewrite
from models.tailored_cv import TAILORING_VERSION, TailoredCv, TailoredExperience, TailoredSkill

SCORE_DIGITS = 4


def assemble(
    *, cv: MasterCv, job: JobProfile, relevance: CvRelevance, rewrite: Rewrite, request: TailorCvRequest
) -> TailoredCv:
    """The tailored CV. `rewrite` must have been checked: its positions are those of `cv`, in the same order."""
    return TailoredCv(
        contact_info=cv.contact_info,
        executive_summary=rewrite.summary,
        work_experience=[
            _experience(position, [bullet.text for bullet in bullets], job)
            for position, bullets in zip(cv.work_experience, rewrite.positions, strict=True)
        ],
        skills=_skills(cv, relevance),
        education=cv.education,
        certifications=cv.certifications,
        languages=cv.languages,
        projects=cv.projects,
        publications=cv.publications,
        awards=cv.awards,
        volunteering=cv.volunteering,
        source_cv_version=request.cv_version,
        target_job_id=request.job_id,
        tailoring_version=TAILORING_VERSION,
    )


def _experience(position: WorkExperience, bullets: list[str], job: JobProfile) -> TailoredExperience:
    said = frozenset(word for bullet in bullets for word in words(bullet))
    return TailoredExperience(
        company_name=position.company_name,
        job_title=position.job_title,
        start_date=position.start_date,
        end_date=position.end_date,
        location=position.location,
        description_bullets=bullets,
        original_bullets=position.description_bullets,
        keyword_alignments=[keyword for keyword in job.keyword_counts if keyword in said],
    )


def _skills(cv: MasterCv, relevance: CvRelevance) -> list[TailoredSkill]:
    """Every skill of the CV, the most relevant first, equals in the CV's own order."""
    ranked = sorted(relevance.skills, key=lambda skill: (-skill.score, skill.index))
    return [
        TailoredSkill(
            skill_name=cv.skills[scored.index].skill_name,
            proficiency_level=cv.skills[scored.index].proficiency_level,
            relevance_score=round(scored.score, SCORE_DIGITS),
            matched_requirements=list(scored.matched_requirements),
        )
        for scored in ranked
    ]
