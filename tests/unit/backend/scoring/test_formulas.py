"""The formulas of the contract's step 2, at their borders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.scoring import formulas
from logic.scoring.requirements import Requirements

UNIT = st.floats(0, 1)


def skill_term(have: list[str], want: list[str]) -> float | None:
    """The skill term of a CV with the skills `have` for a job that requires `want`, as `relevance` works it out."""
    return formulas.met_share(Requirements(want).met_by(have), required_skills=want)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"keyword": 0.5, "skill": None, "experience": 1.0}, (0.40 * 0.5 + 0.25) / 0.65),
        ({"keyword": None, "skill": None, "experience": 0.7}, 0.7),
        ({"keyword": None, "skill": 1.0, "experience": 0.0}, 0.35 / 0.60),
    ],
)
def test_relevance_leaves_out_what_cannot_be_measured(parts: dict[str, float | None], expected: float) -> None:
    assert formulas.relevance_score(**parts) == pytest.approx(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"keyword": 1, "skill": 0, "experience": 0}, 0.40),
        ({"keyword": 0, "skill": 1, "experience": 0}, 0.35),
        ({"keyword": 0, "skill": 0, "experience": 1}, 0.25),
        ({"keyword": 1, "skill": 1, "experience": 1}, 1.0),
    ],
)
def test_relevance_weighs_keyword_skill_and_experience(parts: dict[str, float], expected: float) -> None:
    assert formulas.relevance_score(**parts) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [({"a", "b", "x"}, {"a", "b", "c", "d"}, 0.5), ({"a"}, {"a"}, 1.0), (set(), {"a"}, 0.0), ({"a"}, set(), None)],
)
def test_keyword_score_is_the_share_of_distinct_job_keywords(
    found: set[str], wanted: set[str], expected: float | None
) -> None:
    assert formulas.keyword_score(found, job_keywords=wanted) == expected


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        (["Postgres", "Rust"], ["PostgreSQL", "Python"], 0.5),
        (["Python"], ["Python", "Python"], 1.0),
        ([], ["Python"], 0.0),
        ([], [], None),
        (["Python"], [], None),
    ],
)
def test_skill_score_is_the_share_of_required_skills_met(
    have: list[str], want: list[str], expected: float | None
) -> None:
    assert skill_term(have, want) == expected


@pytest.mark.parametrize(
    ("title", "same", "years", "required", "expected"),
    [
        (1.0, True, 5, 5, 1.0),
        (1.0, False, 5, 5, 0.85),
        (0.0, True, 5, 5, 0.6),
        (0.0, False, 0, 5, 0.15),
        (0.0, False, 2.5, 5, 0.30),
        (0.0, False, 50, 5, 0.45),
        (0.0, False, -1, 5, 0.15),
        (0.0, False, 0, 0, 0.15 / 0.7),
        (0.5, None, 5, 5, 0.5 / 0.7),
        (0.5, None, 0, 0, 0.5),
    ],
)
def test_experience_weighs_title_industry_and_years(
    title: float, same: bool | None, years: float, required: float, expected: float
) -> None:
    score = formulas.experience_score(title=title, same_industry=same, years=years, years_required=required)
    assert score == pytest.approx(expected)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (1.0, "excellent"),
        (0.80, "excellent"),
        (0.7999, "good"),
        (0.60, "good"),
        (0.5999, "fair"),
        (0.40, "fair"),
        (0.3999, "weak"),
        (0.20, "weak"),
        (0.1999, "poor"),
        (0.0, "poor"),
    ],
)
def test_bands_begin_at_their_lower_bound(score: float, band: str) -> None:
    assert formulas.band(score) == band


@given(UNIT, UNIT, UNIT, st.booleans(), st.floats(0, 80), st.floats(0, 60))
def test_scores_stay_between_0_and_1(
    keyword: float, skill: float, title: float, same: bool, years: float, required: float
) -> None:
    experience = formulas.experience_score(title=title, same_industry=same, years=years, years_required=required)
    assert 0 <= experience <= 1.0000001
    assert 0 <= formulas.relevance_score(keyword=keyword, skill=skill, experience=min(experience, 1)) <= 1.0000001


@given(UNIT, UNIT, UNIT, UNIT)
def test_relevance_never_falls_when_a_part_rises(keyword: float, skill: float, experience: float, more: float) -> None:
    parts = {"keyword": keyword, "skill": skill, "experience": experience}
    before = formulas.relevance_score(**parts)
    for name, value in parts.items():
        assert formulas.relevance_score(**{**parts, name: max(value, more)}) >= before


@given(UNIT, UNIT, st.floats(0, 80), st.floats(0, 80), st.floats(0, 60), st.booleans())
def test_experience_never_falls_with_title_industry_or_years(
    title: float, more_title: float, years: float, more_years: float, required: float, same: bool
) -> None:
    def score(title: float, years: float, *, same_industry: bool) -> float:
        return formulas.experience_score(title=title, same_industry=same_industry, years=years, years_required=required)

    before = score(title, years, same_industry=False)
    assert score(max(title, more_title), max(years, more_years), same_industry=same) >= before


LETTERS = st.sampled_from("abcdefgh")


@given(st.sets(LETTERS), st.sets(LETTERS), st.sets(LETTERS, min_size=1))
def test_keyword_score_never_falls_with_more_words(found: set[str], more: set[str], wanted: set[str]) -> None:
    before, after = (formulas.keyword_score(words, job_keywords=wanted) for words in (found, found | more))
    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= 1


NAMES = st.lists(st.sampled_from(["Python", "Postgres", "PostgreSQL", "Go", "Golang", "Kubernetes", "K8s", "Welding"]))


@given(NAMES, NAMES, NAMES.filter(bool))
def test_skill_score_never_falls_with_more_skills(have: list[str], more: list[str], want: list[str]) -> None:
    before, after = skill_term(have, want), skill_term(have + more, want)
    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_better_score_never_has_the_worse_band(first: float, second: float) -> None:
    order = [name for _, name in formulas.BANDS] + ["poor"]
    low, high = sorted((first, second))
    assert order.index(formulas.band(high)) <= order.index(formulas.band(low))


@pytest.mark.parametrize(("have", "met"), [("PostgreSQL 16", 1.0), ("Postgres", 1.0), ("Postfix", 0.0)])
def test_skill_is_met_from_a_similarity_of_eight_tenths_on(have: str, met: float) -> None:
    assert skill_term([have], ["PostgreSQL"]) == met


def test_title_similarity_ignores_word_order_and_case() -> None:
    assert formulas.title_similarity("Backend Engineer, Senior", "senior backend engineer") == 1.0
    assert formulas.title_similarity("Pastry Chef", "Backend Engineer") < 0.5
    assert formulas.title_similarity("", "") == 0.0


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("FinTech", "fintech", True), ("Retail", "Health", False), (None, "Retail", None), ("", "", None)],
)
def test_industry_is_the_same_only_where_both_name_it(first: str | None, second: str | None, same: bool | None) -> None:
    assert formulas.same_industry(first, second) is same
