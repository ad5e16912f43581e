"""What the text written for a CV is held to: all that the CV says, and the names that matter for it and its job."""

from logic.posting.job_profile import JobProfile
from logic.verification.flexible_text import FactCheck
from models.master_cv import MasterCv


def source_of_summary(cv: MasterCv) -> str:
    """All that the CV says, one statement a line: the source that a summary is held to.

    Of the contact data it holds the place alone: a summary has no use for the others, and they are private.
    """
    lines: list[str | None] = [cv.summary]
    for position in cv.work_experience:
        lines += [position.job_title, position.company_name, position.location, position.industry]
        lines += [position.start_date, position.end_date]
    lines += [skill.skill_name for skill in cv.skills]
    for item in cv.education:
        lines += [item.degree, item.field_of_study, item.institution, item.start_date, item.end_date, item.grade]
    for certificate in cv.certifications:
        lines += [certificate.name, certificate.issuer, certificate.issued, certificate.expires]
    lines.append(cv.contact_info.location)
    for position in cv.work_experience:
        lines += position.description_bullets
    return "\n".join(line for line in lines if line)


def fact_check(cv: MasterCv, job: JobProfile) -> FactCheck:
    """A check that knows the tools, employers, schools, degrees and certificates of this CV and this job by name."""
    return FactCheck(
        tools=(*(skill.skill_name for skill in cv.skills), *job.all_skills),
        employers=(*(position.company_name for position in cv.work_experience), job.company),
        degrees=(name for item in cv.education for name in (item.degree, item.institution)),
        certificates=(certificate.name for certificate in cv.certifications),
    )
