"""Step 4: what of the finished CV was to be copied is what the source record holds, byte for byte or by name."""

import json
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from logic.language.skill_names import canonical
from logic.verification.violations import Violation
from models.master_cv import COPIED_SECTIONS, MasterCv
from models.tailored_cv import TailoredCv

IMMUTABLE_OF_POSITION = ("company_name", "job_title", "start_date", "end_date", "location")


def verify_result(tailored: TailoredCv, *, cv: MasterCv) -> list[Violation]:
    """Facts of the finished CV that are not those of the source: IMMUTABLE byte for byte, VERIFIABLE by name."""
    return [*_immutable(tailored, cv), *_verifiable(tailored, cv)]


def _immutable(tailored: TailoredCv, cv: MasterCv) -> Iterator[Violation]:
    yield from _compare("contact_info", cv.contact_info, tailored.contact_info)
    for section in COPIED_SECTIONS:
        yield from _compare_lists(section, getattr(cv, section), getattr(tailored, section))
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
