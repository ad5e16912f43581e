"""What a whole CV's score means: everybody's own posting against everybody else's."""

from datetime import date

import pytest

from logic.posting.job_profile import read_job
from logic.scoring.relevance import score_cv
from tests.unit.backend.labelled_professions import GROUPS, Profession, professions

TODAY = date(2026, 11, 20)
FITS = 0.50


def scores(group: str | None = None) -> dict[tuple[str, str], float]:
    """Score by person and posting."""
    people = professions(group)
    jobs = {profession.name: read_job(profession.posting) for profession in people}
    return {
        (person.name, name): score_cv(person.cv, job, today=TODAY).overall
        for person in people
        for name, job in jobs.items()
    }


@pytest.mark.parametrize("group", GROUPS)
def test_the_right_candidate_is_first_for_each_posting_and_the_right_posting_for_each_candidate(group: str) -> None:
    found = scores(group)
    names = [profession.name for profession in professions(group)]
    assert [max(names, key=lambda person: found[person, job]) for job in names] == names
    assert [max(names, key=lambda job: found[person, job]) for person in names] == names


def test_a_score_says_the_same_for_every_posting() -> None:
    found = scores()
    fitting = {pair: score for pair, score in found.items() if pair[0] == pair[1]}
    others = {pair: score for pair, score in found.items() if pair[0] != pair[1]}
    assert (len(fitting), len(others)) == (24, 552)
    assert {pair: score for pair, score in fitting.items() if score < FITS} == {}
    assert {pair: score for pair, score in others.items() if score >= FITS} == {}


@pytest.mark.parametrize("profession", professions(), ids=lambda each: each.name)
def test_nobody_is_called_weak_for_the_posting_that_fits(profession: Profession) -> None:
    assert score_cv(profession.cv, read_job(profession.posting), today=TODAY).overall >= FITS
