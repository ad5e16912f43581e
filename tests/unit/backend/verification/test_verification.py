"""Fact verification: fabrications are refused by name, honest rewordings are not, and copied facts stay copied."""

from collections.abc import Callable
from typing import Any, get_args

import pytest

from logic.result.assembly import assemble
from logic.verification.copied_facts import verify_result
from logic.verification.rewritten_text import verify_rewrite
from logic.verification.violations import Rule, Violation
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.master_cv import MasterCv
from models.request import TailorCvRequest
from models.rewrite import Rewrite, RewrittenBullet
from models.tailored_cv import TailoredCv
from tests.unit.backend.planted_cloud import sample

Assign = Callable[..., Assignment]
SOURCE = 1  # "Led a team of 4 engineers who moved 23 Python services to AWS Lambda"


def reworded(assignment: Assignment, text: str, *, sources: tuple[int, ...] = (SOURCE,)) -> Rewrite:
    empty: tuple[RewrittenBullet, ...] = ()
    return Rewrite(summary="", positions=((RewrittenBullet(text=text, source_bullets=sources),), empty))


def rules(assign: Assign, text: str) -> set[tuple[str, str]]:
    assignment = assign()
    found = verify_rewrite(reworded(assignment, text), cv=assignment.cv, job=assignment.job)
    assert all(violation.field == "work_experience[0].description_bullets[0]" for violation in found)
    return {(violation.rule, violation.actual_value) for violation in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Led a team of 40 engineers", ("team_size", "40")),
        ("Led a team of 4, saving 23%", ("percentage", "23%")),
        ("Led a team of 4, saving $4", ("amount", "$4")),
        ("Moved 23k Python services", ("number", "23k")),
        ("Moved ２４ Python services", ("number", "24")),  # noqa: RUF001 - full-width digits are the case
        ("Moved ٢٤ Python services", ("number", "24")),
        ("Moved 23 Python services to kubernetes", ("tool", "kubernetes")),
        ("Moved 23 python services and kafka streams", ("tool", "kafka")),
        ("Moved 23 Python services written in Java", ("tool", "java")),
        ("Led a team of 4 engineers at Brightwater Ledger", ("employer", "brightwater ledger")),
        ("Led a team of 4 engineers for tidewater freight systems", ("employer", "tidewater freight systems")),
        ("Led a team of 4 engineers at Globex", ("employer", "globex")),
        ("Led a team of 4 engineers with PyTorch", ("tool", "pytorch")),
        ("PyTorch: led a team of 4 engineers", ("tool", "pytorch")),
    ],
)
def test_fabricated_fact_is_refused_by_its_name(assign: Assign, text: str, expected: tuple[str, str]) -> None:
    assert expected in rules(assign, text)


@pytest.mark.parametrize(
    "text",
    [
        "Led a team of 4 engineers who moved 23 Python services to AWS Lambda",
        "Guided 4 engineers through the move of 23 Python services to AWS Lambda.",
        "Brought 23 services written in python to aws lambda with a team of 4",
        "AWS Lambda, Python: Led a team of 4 engineers",
        "I've led a team of 4; moved services. Everything stayed up.",
        "",
    ],
)
def test_honest_rewording_is_accepted(assign: Assign, text: str) -> None:
    assert rules(assign, text) == set()


def test_percentage_may_be_written_as_a_sign_or_a_word(assign: Assign) -> None:
    assignment = assign()
    rewrite = Rewrite(
        summary="", positions=((), (RewrittenBullet(text="Made queries 60 percent faster", source_bullets=(1,)),))
    )
    assert verify_rewrite(rewrite, cv=assignment.cv, job=assignment.job) == []


def test_summary_is_held_to_the_whole_cv_and_to_no_more(assign: Assign) -> None:
    assignment = assign()
    honest = Rewrite(summary="Java and Python at Larkspur Payments; 140 customers.", positions=((), ()))
    assert verify_rewrite(honest, cv=assignment.cv, job=assignment.job) == []
    false = Rewrite(summary="Kafka expert with 15 years at Brightwater Ledger.", positions=((), ()))
    found = verify_rewrite(false, cv=assignment.cv, job=assignment.job)
    assert {violation.rule for violation in found} >= {"tool", "duration", "employer"}
    assert {violation.field for violation in found} == {"executive_summary"}


@pytest.mark.parametrize("sources", [(), (7,), (-1,), (1, 99)])
def test_text_without_a_source_is_refused(assign: Assign, sources: tuple[int, ...]) -> None:
    assignment = assign()
    found = verify_rewrite(reworded(assignment, "Led", sources=sources), cv=assignment.cv, job=assignment.job)
    assert [violation.rule for violation in found] == ["source_index"]


@pytest.mark.parametrize("sources", [(0,), (1, 2), tuple(range(7))])
def test_fact_of_another_position_is_refused_whichever_bullets_are_cited(
    assign: Assign, sources: tuple[int, ...]
) -> None:
    assignment = assign()
    moved = reworded(assignment, "Developed a tracking service in Java, used by 140 customers", sources=sources)
    found = verify_rewrite(moved, cv=assignment.cv, job=assignment.job)
    assert {("tool", "java"), ("number", "140")} <= {(violation.rule, violation.actual_value) for violation in found}


def test_fact_of_another_bullet_of_the_position_is_refused_unless_that_bullet_is_cited(assign: Assign) -> None:
    assignment = assign()
    text = "Led a team of 4 engineers and cut the settlement run to 25 minutes"
    only_one = verify_rewrite(reworded(assignment, text, sources=(1,)), cv=assignment.cv, job=assignment.job)
    assert [(violation.rule, violation.actual_value) for violation in only_one] == [("duration", "25 minutes")]
    both = verify_rewrite(reworded(assignment, text, sources=(1, 2)), cv=assignment.cv, job=assignment.job)
    assert both == []


@pytest.mark.parametrize("rule", get_args(Rule))
def test_every_rule_tells_a_caller_what_is_wrong_without_any_value(rule: Rule) -> None:
    violation = Violation(field="executive_summary", rule=rule, source_value="Larkspur", actual_value="Globex")
    detail = violation.detail()
    assert (detail.field, detail.rule) == ("executive_summary", rule)
    assert detail.message
    assert not {"Larkspur", "Globex"} & set(detail.message.split())


def test_violation_tells_an_engine_what_the_source_states_of_that_kind(assign: Assign) -> None:
    assignment = assign()
    (found,) = verify_rewrite(reworded(assignment, "Led a team of 40 engineers"), cv=assignment.cv, job=assignment.job)
    assert (found.source_value, found.actual_value) == ("4", "40")


@pytest.mark.parametrize("positions", [(), ((),), ((), (), ())])
def test_rewrite_of_other_positions_than_the_cvs_is_refused(assign: Assign, positions: Any) -> None:
    assignment = assign()
    found = verify_rewrite(Rewrite(summary="", positions=positions), cv=assignment.cv, job=assignment.job)
    assert [violation.rule for violation in found] == ["source_index"]


def test_violation_shows_no_text_of_the_cv_to_the_caller(assign: Assign) -> None:
    assignment = assign()
    rewrite = reworded(assignment, "Led a team of 40 engineers at Globex")
    for violation in verify_rewrite(rewrite, cv=assignment.cv, job=assignment.job):
        shown = violation.detail().model_dump_json().casefold()
        assert violation.source_value
        assert violation.actual_value.casefold() not in shown
        assert "engineers" not in shown


@pytest.fixture
def tailored(assign: Assign, deadline: Deadline) -> TailoredCv:
    assignment = assign()
    return assemble(
        cv=assignment.cv,
        job=assignment.job,
        relevance=assignment.relevance,
        rewrite=ExtractiveEngine().rewrite(assignment, feedback=[], deadline=deadline),
        request=TailorCvRequest.model_validate(sample("request")),
    )


def test_assembled_cv_has_every_fact_of_its_source(tailored: TailoredCv, cv: MasterCv) -> None:
    assert verify_result(tailored, cv=cv) == []


@pytest.mark.parametrize(
    ("path", "value", "field", "rule"),
    [
        (("contact_info", "full_name"), "Mirela Okonkwo", "contact_info", "immutable"),
        (("contact_info", "email"), "other@example.com", "contact_info", "immutable"),
        (("work_experience", 0, "company_name"), "Globex", "work_experience[0].company_name", "immutable"),
        (("work_experience", 0, "job_title"), "Chief Engineer", "work_experience[0].job_title", "immutable"),
        (("work_experience", 1, "start_date"), "2015-09", "work_experience[1].start_date", "immutable"),
        (("work_experience", 0, "end_date"), "2026-01", "work_experience[0].end_date", "immutable"),
        (("work_experience", 0, "location"), "Portland, Oregon ", "work_experience[0].location", "immutable"),
        (("work_experience", 0, "original_bullets"), [], "work_experience[0].original_bullets", "immutable"),
        (("education", 0, "degree"), "Ph.D.", "education[0]", "immutable"),
        (("education",), [], "education", "immutable"),
        (("certifications", 0, "issued"), "2020-05", "certifications[0]", "immutable"),
        (("work_experience",), [], "work_experience", "immutable"),
        (("skills", 0, "skill_name"), "Kafka", "skills[0].skill_name", "verifiable"),
    ],
)
def test_changed_fact_is_named(
    tailored: TailoredCv, cv: MasterCv, path: tuple[str | int, ...], value: Any, field: str, rule: str
) -> None:
    document = tailored.model_dump()
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    found = verify_result(TailoredCv.model_validate(document), cv=cv)
    assert [(violation.field, violation.rule) for violation in found] == [(field, rule)]


def test_skill_may_be_called_by_its_synonym(tailored: TailoredCv, cv: MasterCv) -> None:
    document = tailored.model_dump()
    names = [skill["skill_name"] for skill in document["skills"]]
    document["skills"][names.index("PostgreSQL")]["skill_name"] = "Postgres"
    assert verify_result(TailoredCv.model_validate(document), cv=cv) == []
