"""Step 4, second half: nothing leaves the service that the master CV does not hold.

`verify_rewrite` judges an engine's text before it is used, `verify_result` the finished CV against the source record.
Both return violations instead of raising, because the first kind is fed back to the engine.
"""

import json
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from logic.language.skill_names import canonical
from logic.posting.job_profile import JobProfile
from logic.result.assembly import fact_check, source_of_summary
from logic.verification.flexible_text import FactCheck
from logic.verification.violations import Violation
from logic.writing.engine import Rewrite, RewrittenBullet
from models.master_cv import MasterCv, WorkExperience
from models.tailored_cv import TailoredCv

IMMUTABLE_OF_POSITION = ("company_name", "job_title", "start_date", "end_date", "location")


def verify_rewrite(rewrite: Rewrite, *, cv: MasterCv, job: JobProfile) -> list[Violation]:
    """What an engine's text states beyond its sources: a bullet's are its source bullets, the summary's is the CV."""
    if len(rewrite.positions) != len(cv.work_experience):
        expected, actual = str(len(cv.work_experience)), str(len(rewrite.positions))
        return [Violation(field="work_experience", rule="source_index", source_value=expected, actual_value=actual)]
    check = fact_check(cv, job)
    found = check.violations(rewrite.summary, source=source_of_summary(cv), field="executive_summary")
    for index, (position, bullets) in enumerate(zip(cv.work_experience, rewrite.positions, strict=True)):
        for place, bullet in enumerate(bullets):
            field = f"work_experience[{index}].description_bullets[{place}]"
            found += _bullet_violations(bullet, position, check, field)
    return found


def verify_result(tailored: TailoredCv, *, cv: MasterCv) -> list[Violation]:
    """Facts of the finished CV that are not those of the source: IMMUTABLE byte for byte, VERIFIABLE by name."""
    return [*_immutable(tailored, cv), *_verifiable(tailored, cv)]


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


def _immutable(tailored: TailoredCv, cv: MasterCv) -> Iterator[Violation]:
    yield from _compare("contact_info", cv.contact_info, tailored.contact_info)
    yield from _compare_lists("education", cv.education, tailored.education)
    yield from _compare_lists("certifications", cv.certifications, tailored.certifications)
    if len(cv.work_experience) != len(tailored.work_experience):
        yield _different("work_experience", len(cv.work_experience), len(tailored.work_experience))
        return
    for index, (source, result) in enumerate(zip(cv.work_experience, tailored.work_experience, strict=True)):
        for name in IMMUTABLE_OF_POSITION:
            yield from _compare(f"work_experience[{index}].{name}", getattr(source, name), getattr(result, name))
        yield from _compare(
            f"work_experience[{index}].original_bullets", source.description_bullets, result.original_bullets
        )


def _verifiable(tailored: TailoredCv, cv: MasterCv) -> Iterator[Violation]:
    known = {canonical(skill.skill_name): skill for skill in cv.skills}
    for index, skill in enumerate(tailored.skills):
        if canonical(skill.skill_name) not in known:
            yield Violation(
                field=f"skills[{index}].skill_name", rule="verifiable", source_value="", actual_value=skill.skill_name
            )


def _compare_lists(field: str, source: Sequence[BaseModel], result: Sequence[BaseModel]) -> Iterator[Violation]:
    if len(source) != len(result):
        yield _different(field, len(source), len(result))
        return
    for index, (one, other) in enumerate(zip(source, result, strict=True)):
        yield from _compare(f"{field}[{index}]", one, other)


def _compare(field: str, source: object, result: object) -> Iterator[Violation]:
    if _bytes(source) != _bytes(result):
        yield _different(field, source, result)


def _different(field: str, source: object, result: object) -> Violation:
    return Violation(
        field=field, rule="immutable", source_value=_bytes(source).decode(), actual_value=_bytes(result).decode()
    )


def _bytes(value: object) -> bytes:
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
