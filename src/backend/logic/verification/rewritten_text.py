"""Step 4: an engine's text is judged before it is used, line by line, each against its own source.

Violations are returned instead of raised, because they are fed back to the engine.
"""

from logic.posting.job_profile import JobProfile
from logic.verification.cv_source import fact_check, source_of_summary
from logic.verification.flexible_text import FactCheck
from logic.verification.violations import Violation
from models.master_cv import MasterCv, WorkExperience
from models.rewrite import Rewrite, RewrittenBullet


def verify_rewrite(
    rewrite: Rewrite, *, cv: MasterCv, job: JobProfile, check: FactCheck | None = None
) -> list[Violation]:
    """What an engine's text states beyond its sources: a bullet's are its source bullets, the summary's is the CV.

    `check` is the one of this CV and job (`fact_check`) where there is one, which has read some of it.
    """
    if len(rewrite.positions) != len(cv.work_experience):
        expected, actual = str(len(cv.work_experience)), str(len(rewrite.positions))
        return [Violation(field="work_experience", rule="source_index", source_value=expected, actual_value=actual)]
    check = check or fact_check(cv, job)
    found = check.violations(rewrite.summary, source=source_of_summary(cv), field="executive_summary")
    for index, (position, bullets) in enumerate(zip(cv.work_experience, rewrite.positions, strict=True)):
        for place, bullet in enumerate(bullets):
            field = f"work_experience[{index}].description_bullets[{place}]"
            found += _bullet_violations(bullet, position, check, field)
    return found


def _bullet_violations(
    bullet: RewrittenBullet, position: WorkExperience, check: FactCheck, field: str
) -> list[Violation]:
    sources = position.description_bullets
    known = [index for index in bullet.source_bullets if 0 <= index < len(sources)]
    if not known or len(known) != len(bullet.source_bullets):
        return [
            Violation(
                field=field,
                rule="source_index",
                source_value=f"0..{len(sources) - 1}",
                actual_value=str(list(bullet.source_bullets)),
            )
        ]
    source = "\n".join(sources[index] for index in known)
    return check.violations(bullet.text, source=source, field=field, context=position.job_title)
