"""Planted fabrications, all refused by name; honest rewordings, all accepted; and no rule could be left out."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

import pytest

from logic.posting.job_profile import JobProfile, read_job
from logic.verification.flexible_text import FactCheck
from logic.verification.rewritten_text import verify_rewrite
from logic.verification.violations import Rule, Violation
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.rewrite import Rewrite, RewrittenBullet
from tests.unit.backend.verification import fabrications, fabrications_of_other_trades, honest_rewordings
from tests.unit.backend.verification.fabrications import CV, JOB
from tests.unit.backend.verification.rewording import Fabrication, HonestRewording

FABRICATIONS = fabrications.FABRICATIONS + fabrications_of_other_trades.FABRICATIONS
HONEST_REWORDINGS = honest_rewordings.HONEST_REWORDINGS + fabrications_of_other_trades.HONEST_REWORDINGS
FIELDS = {"bullet": "work_experience[0].description_bullets[0]", "summary": "executive_summary"}
NOT_OF_TEXT = {"immutable", "verifiable", "source_index"}
OF_THE_JUDGE = {"entailment"}
"""What a model objects to, and no code (tests/unit/backend/writing/judging)."""
TEXT_RULES = sorted(set(get_args(Rule)) - NOT_OF_TEXT - OF_THE_JUDGE)


@lru_cache(maxsize=1)
def job() -> JobProfile:
    return read_job(JobPosting.model_validate(JOB))


def violations(case: Fabrication | HonestRewording) -> list[Violation]:
    """What verification objects to in a case: its text as a bullet made from its source, or as the summary."""
    sources = case.source.split("\n") if case.field == "bullet" else []
    first, second = CV["work_experience"]
    document = {**CV, "work_experience": [{**first, "description_bullets": sources}, second]}
    bullets = (RewrittenBullet(text=case.text, source_bullets=tuple(range(len(sources)))),) if sources else ()
    summary = case.text if case.field == "summary" else ""
    rewrite = Rewrite(summary=summary, positions=(bullets, ()))
    return verify_rewrite(rewrite, cv=MasterCv.model_validate(document), job=job())


def is_refused_by_name(case: Fabrication) -> bool:
    return (FIELDS[case.field], case.rule, case.value) in {
        (violation.field, violation.rule, violation.actual_value) for violation in violations(case)
    }


@pytest.mark.parametrize("case", FABRICATIONS, ids=lambda case: f"{case.rule}: {case.text!a}")
def test_planted_fabrication_is_refused_by_field_rule_and_value(case: Fabrication) -> None:
    assert is_refused_by_name(case), violations(case)


@pytest.mark.parametrize("case", HONEST_REWORDINGS, ids=lambda case: ascii(case.text))
def test_honest_rewording_is_accepted(case: HonestRewording) -> None:
    assert violations(case) == []


def test_rates_over_the_whole_data_are_perfect(capsys: pytest.CaptureFixture[str]) -> None:
    refused = sum(map(is_refused_by_name, FABRICATIONS))
    accepted = sum(not violations(case) for case in HONEST_REWORDINGS)
    with capsys.disabled():
        kinds = len({case.rule for case in FABRICATIONS})
        print(
            f"\nfabrications refused {refused}/{len(FABRICATIONS)} ({kinds} kinds), "
            f"honest rewordings accepted {accepted}/{len(HONEST_REWORDINGS)}"
        )
    assert (refused, accepted) == (len(FABRICATIONS), len(HONEST_REWORDINGS))


def test_data_is_as_large_and_varied_as_the_rates_need() -> None:
    assert len({(case.source, case.text) for case in FABRICATIONS}) == len(FABRICATIONS) >= 60
    assert len({(case.source, case.text) for case in HONEST_REWORDINGS}) == len(HONEST_REWORDINGS) >= 40
    assert {case.rule for case in FABRICATIONS} == set(TEXT_RULES)


@pytest.mark.parametrize("rule", TEXT_RULES)
def test_without_a_rule_fabrications_of_its_kind_get_through(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = FactCheck._claims_of

    def without_the_rule(self: FactCheck, *read: Any) -> Iterator[object]:
        return (claim for claim in judge(self, *read) if claim.rule != rule)

    monkeypatch.setattr(FactCheck, "_claims_of", without_the_rule)
    assert any(not violations(case) for case in FABRICATIONS if case.rule == rule)
    assert all(is_refused_by_name(case) for case in FABRICATIONS if case.rule != rule)
