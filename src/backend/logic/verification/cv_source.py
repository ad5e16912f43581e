"""What the text written for a CV is held to: all that the CV says, and the names that matter for it and its job."""

from collections.abc import Iterator

from logic.language.detection import language_of
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
        is_held = position.end_date is None or position.end_date.casefold() == "present"
        lines += [f"since {position.start_date}" if is_held else position.start_date, position.end_date]
    lines += [skill.skill_name for skill in cv.skills]
    for item in cv.education:
        lines += [item.degree, item.field_of_study, item.institution, item.start_date, item.end_date, item.grade]
    for certificate in cv.certifications:
        lines += [certificate.name, certificate.issuer, certificate.issued, certificate.expires]
    lines += _other_sections(cv)
    lines.append(cv.contact_info.location)
    for position in cv.work_experience:
        lines += position.description_bullets
    return "\n".join(line for line in lines if line)


def _other_sections(cv: MasterCv) -> Iterator[str | None]:
    """What the sections say that not every CV has."""
    for language in cv.languages:
        yield from (language.name, language.proficiency_level)
    for project in cv.projects:
        yield from (project.name, project.description, *project.highlights, project.start_date, project.end_date)
    for publication in cv.publications:
        yield from (publication.name, publication.publisher, publication.published, publication.description)
    for award in cv.awards:
        yield from (award.title, award.awarder, award.awarded, award.description)
    for entry in cv.volunteering:
        yield from (entry.role, entry.organization, entry.start_date, entry.end_date, *entry.highlights)


def fact_check(cv: MasterCv, job: JobProfile) -> FactCheck:
    """A check that knows the tools, employers, schools, degrees and certificates of this CV and this job by name."""
    return FactCheck(
        language=language_of(source_of_summary(cv)),
        tools=(*(skill.skill_name for skill in cv.skills), *job.all_skills),
        employers=(*(position.company_name for position in cv.work_experience), job.company),
        degrees=(name for item in cv.education for name in (item.degree, item.institution) if name),
        certificates=(certificate.name for certificate in cv.certifications),
    )
