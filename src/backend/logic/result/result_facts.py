"""What the answer's metadata says about the result, derived from the result itself."""

from logic.language.keywords import words
from logic.posting.job_profile import JobProfile
from models.master_cv import MasterCv
from models.tailored_cv import TailoredCv


def count_keywords(tailored: TailoredCv, job: JobProfile) -> int:
    """Distinct keywords of the job that the tailored CV's summary, bullets and skills say."""
    texts = [tailored.executive_summary]
    for position in tailored.work_experience:
        texts += position.description_bullets
    texts += [skill.skill_name[:1].upper() + skill.skill_name[1:] for skill in tailored.skills]
    return len(job.keyword_set & {word for text in texts for word in words(text)})


def sections_modified(tailored: TailoredCv, cv: MasterCv) -> list[str]:
    """Names of the sections whose text or order differs from the source, in the order of the document."""
    bullets = [position.description_bullets for position in tailored.work_experience]
    changed = {
        "executive_summary": tailored.executive_summary != cv.summary,
        "work_experience": bullets != [position.description_bullets for position in cv.work_experience],
        "skills": [skill.skill_name for skill in tailored.skills] != [skill.skill_name for skill in cv.skills],
    }
    return [name for name, differs in changed.items() if differs]
