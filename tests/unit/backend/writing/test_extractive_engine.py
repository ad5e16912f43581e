"""The engine without a model: what it selects, orders and joins, and that it only ever says what the CV says."""

from collections.abc import Callable

import pytest

from logic.writing.engine import MOST_LINES, Assignment
from logic.writing.extractive_engine import FEWEST_BULLETS, ExtractiveEngine
from models.deadline import Deadline
from models.master_cv import MasterCv
from models.request import FormalityLevel, StylePreferences, Tone
from models.rewrite import NO_TOKENS, Rewrite
from tests.unit.backend.planted_cloud import sample

Assign = Callable[..., Assignment]


@pytest.fixture
def rewrite(assign: Assign, deadline: Deadline) -> Callable[..., Rewrite]:
    def run(document: dict[str, object] | None = None, **preferences: object) -> Rewrite:
        cv = MasterCv.model_validate(document or sample("cv"))
        wanted = StylePreferences.model_validate(preferences)
        return ExtractiveEngine().rewrite(assign(cv, None, wanted), feedback=[], deadline=deadline)

    return run


def texts(rewritten: Rewrite, position: int = 0) -> list[str]:
    return [bullet.text for bullet in rewritten.positions[position]]


def test_relevant_lines_come_first_and_related_ones_are_joined(rewrite: Callable[..., Rewrite]) -> None:
    first, second, *_ = texts(rewrite())
    assert first == (
        "Led a team of 4 engineers who moved 23 Python services to AWS Lambda; "
        "built the CI/CD pipeline that ships every service with the AWS CDK."
    )
    assert second == "Cut the nightly settlement run from 3 hours to 25 minutes by batching DynamoDB writes."


def test_lines_that_say_nothing_about_the_job_are_left_out(rewrite: Callable[..., Rewrite]) -> None:
    assert "Organised the monthly reading group." in sample("cv")["work_experience"][0]["description_bullets"]
    assert not any("reading group" in text for text in texts(rewrite()))


def test_position_keeps_a_few_lines_however_little_they_say(rewrite: Callable[..., Rewrite]) -> None:
    document = sample("cv")
    irrelevant = [f"Watered the {plant}" for plant in ["fern", "ivy", "palm", "cactus", "rose", "lily"]]
    document["work_experience"][0]["description_bullets"] = irrelevant
    document["work_experience"][0].update(industry="Gardening", job_title="Gardener")
    document["work_experience"] = document["work_experience"][:1]
    document["skills"] = []
    kept = texts(rewrite(document))
    assert kept == [f"{line}." for line in irrelevant[:FEWEST_BULLETS]]


def test_no_position_gets_longer_than_a_reader_reads(rewrite: Callable[..., Rewrite]) -> None:
    document = sample("cv")
    long = "which took care of invoices and of everything else that happened to lie on the desk that day"
    document["work_experience"][0]["description_bullets"] = [f"Wrote Python service {n}, {long}" for n in range(20)]
    assert len(texts(rewrite(document))) == MOST_LINES


def test_every_line_knows_its_source(rewrite: Callable[..., Rewrite]) -> None:
    sources = sample("cv")["work_experience"][0]["description_bullets"]
    joined = rewrite().positions[0][0]
    assert [sources[index] for index in joined.source_bullets] == [sources[1], sources[3]]


def test_result_is_the_same_every_time(rewrite: Callable[..., Rewrite]) -> None:
    assert rewrite() == rewrite()


def test_research_about_the_company_breaks_ties(assign: Assign, deadline: Deadline) -> None:
    document = sample("cv")
    document["work_experience"][0]["description_bullets"] = ["Painted the harbour wall", "Drew heroics all day"]
    document["work_experience"] = document["work_experience"][:1]
    rewritten = ExtractiveEngine().rewrite(assign(MasterCv.model_validate(document)), feedback=[], deadline=deadline)
    assert texts(rewritten)[0] == "Drew heroics all day."


@pytest.mark.parametrize(
    ("tone", "formality", "opening"),
    [
        ("professional", "high", "Senior Backend Engineer with experience in AWS Lambda, Python and DynamoDB."),
        ("conversational", "medium", "I am a Senior Backend Engineer and I work with AWS Lambda, Python and DynamoDB."),
        ("conversational", "low", "I'm a Senior Backend Engineer and I work with AWS Lambda, Python and DynamoDB."),
        ("technical", "medium", "Senior Backend Engineer: AWS Lambda, Python, DynamoDB."),
    ],
)
def test_summary_opens_in_the_wanted_style(
    rewrite: Callable[..., Rewrite], tone: Tone, formality: FormalityLevel, opening: str
) -> None:
    assert rewrite(tone=tone, formality_level=formality).summary.startswith(opening)


def test_summary_keeps_the_cvs_own_relevant_sentences_only(rewrite: Callable[..., Rewrite]) -> None:
    summary = rewrite().summary
    assert "payment platforms" in summary
    assert "Fond of clear runbooks" not in summary or "quiet systems" not in summary


def test_summary_is_left_out_where_it_is_not_wanted(rewrite: Callable[..., Rewrite]) -> None:
    assert rewrite(include_summary=False).summary == ""


def test_summary_never_names_the_employer_applied_to(rewrite: Callable[..., Rewrite]) -> None:
    assert "Brightwater" not in rewrite().summary


def test_technical_tone_leads_with_the_lines_own_technologies(rewrite: Callable[..., Rewrite]) -> None:
    lines = texts(rewrite(tone="technical"))
    assert lines[0].startswith("Python, AWS Lambda, ") or lines[0].startswith("AWS Lambda, Python")
    assert "Introduced contract tests for the REST API." in lines


def test_line_that_would_name_what_no_source_names_stays_word_for_word(rewrite: Callable[..., Rewrite]) -> None:
    document = sample("cv")
    # "Did Not" is a skill here, so writing the contraction out would claim it.
    document["skills"] = [{"skill_name": "Did Not"}]
    document["work_experience"][0]["description_bullets"] = ["Didn't break the choir"]
    assert texts(rewrite(document, formality_level="high")) == ["Didn't break the choir"]


def test_cv_with_nothing_in_it_gives_an_empty_rewrite(rewrite: Callable[..., Rewrite]) -> None:
    assert rewrite({"contact_info": {"full_name": "Ines Varga"}}) == Rewrite(summary="", positions=())


def test_no_tokens_are_charged(rewrite: Callable[..., Rewrite]) -> None:
    assert rewrite().usage == NO_TOKENS
