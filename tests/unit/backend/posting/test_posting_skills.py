"""Postings that are plain text: what they require, what they prefer, and how many years."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logic.language.known_skills import HOMOGRAPHS_IN_POSTINGS, KNOWN_SKILLS, SHOWN_AS, TOOLS
from logic.language.skill_names import canonical
from logic.posting.job_profile import read_job
from logic.posting.listed_phrases import MOST_WORDS
from logic.posting.posting_sections import statements
from logic.posting.posting_skills import MOST_SKILLS, read_requirements
from models.job_posting import JobPosting

SECTIONED = """
About us
Brightwater Ledger is a ten-year-old company that settles invoices. Our offices run on Excel.

What you'll do
You will own Python services on AWS Lambda and DynamoDB and keep our CI/CD pipelines fast.

What you bring:
- 5+ years of professional experience with Python and SQL
- Solid knowledge of Kafka or RabbitMQ
- Experience in incident response
- Very good communication skills

Nice to have
- Go, Terraform
- Experience with event sourcing

We offer
- 30 days of holiday, a pension, 2 years of Kubernetes training
"""
KITCHEN = """We are looking for a pastry chef. You have at least three years of experience in a busy kitchen.
Food hygiene certificate required, knowledge of HACCP is a plus. You must be able to go the extra mile. Experience with
chocolate work and laminated doughs preferred."""
WARD = """* Staff nurse - ward 7 *
REQUIREMENTS
* minimum 2 years acute care experience
* Wound care, medication administration, triage
* Proficient in electronic health records (EHR)
PREFERRED
* Phlebotomy
"""
TYPED_IN_A_HURRY = """need  forklift licence!!  3-5 yrs warehouse exp.   MUST HAVE: stock control, SAP,  own car
nice to have : first aid cert , CPR


pay $20/h , apply now at our office"""


@pytest.mark.parametrize(
    ("text", "required", "preferred", "years"),
    [
        (
            SECTIONED,
            ["Python", "SQL", "Kafka", "RabbitMQ", "incident response"],
            ["Go", "Terraform", "event sourcing", "AWS Lambda", "DynamoDB", "CI/CD"],
            5,
        ),
        (KITCHEN, ["Food Hygiene"], ["HACCP", "chocolate work", "laminated doughs"], 3),
        (WARD, ["Wound Care", "Medication Administration", "Triage", "Electronic Health Records"], ["Phlebotomy"], 2),
        (TYPED_IN_A_HURRY, ["Forklift", "Stock Control", "SAP"], ["First Aid", "CPR"], 3),
    ],
    ids=["sections", "sentences", "capital headings", "messy"],
)
def test_requirements_are_read_from_the_text(
    text: str, required: list[str], preferred: list[str], years: float
) -> None:
    read = read_requirements(text)
    assert (list(read.required_skills), list(read.preferred_skills), read.years) == (required, preferred, years)


@pytest.mark.parametrize(
    ("sentence", "required", "preferred"),
    [
        ("Python and SQL required, Kafka preferred.", ["Python", "SQL"], ["Kafka"]),
        ("Must have Go, nice to have: Rust, Flink.", ["Go"], ["Rust", "Flink"]),
        ("You have experience with month-end closing and payroll.", ["Payroll", "month-end closing"], []),
        ("Bonus: Terraform.", [], ["Terraform"]),
        ("Kubernetes would be an advantage.", [], ["Kubernetes"]),
        ("No Java experience is required. You know Python.", ["Python"], []),
        ("We offer training in Kubernetes. You know Python.", ["Python"], []),
        ("Requirements: Excel, Word and Outlook", ["Excel", "Word", "Outlook"], []),
        ("You excel at work and are ready to go. You must be swift.", [], []),
        ("You have C# and C++ skills.", ["C#", "C++"], []),
        ("You must know JavaScript.", ["JavaScript"], []),
    ],
)
def test_weight_follows_from_the_sentence(sentence: str, required: list[str], preferred: list[str]) -> None:
    read = read_requirements(sentence)
    assert (list(read.required_skills), list(read.preferred_skills)) == (required, preferred)


def test_what_the_work_needs_is_required_where_nothing_else_is() -> None:
    assert read_requirements("You will build Python services on AWS.").required_skills == ("Python", "AWS")


def test_what_the_title_names_is_required_too() -> None:
    read = read_requirements("You will work on AWS.", title="Go Engineer")
    assert read.required_skills == ("Go", "AWS")


def test_headings_say_how_much_matters_until_the_next() -> None:
    text = "Your profile\nlikes tea\n## Bonus\nlikes cake\nBenefits:\nfree cake\nYour mission\nbake"
    assert [(statement.text, statement.weight) for statement in statements(text)] == [
        ("likes tea", "required"),
        ("likes cake", "preferred"),
        ("free cake", "aside"),
        ("bake", "open"),
    ]


def job(**fields: object) -> JobPosting:
    return JobPosting.model_validate({"job_id": "j", "title": "Baker", "description": SECTIONED, **fields})


def test_profile_is_read_from_title_and_description_alone() -> None:
    profile = read_job(job())
    assert profile.required_skills[:2] == ("Python", "SQL")
    assert profile.preferred_skills[:2] == ("Go", "Terraform")
    assert profile.years_required == 5


def test_fields_of_the_record_win_each_by_itself() -> None:
    profile = read_job(job(required_skills=["Terraform"], years_required=2))
    assert profile.required_skills == ("Terraform",)
    assert profile.preferred_skills[:2] == ("Go", "event sourcing"), "what is required is not preferred as well"
    assert profile.years_required == 2
    assert read_job(job(preferred_skills=["Python"])).required_skills[0] == "SQL"


def test_no_more_skills_than_anybody_would_ask_for() -> None:
    text = "Requirements:\n" + "\n".join(f"- Skill Number{chr(97 + n % 26)}{n}" for n in range(99))
    assert len(read_requirements(text).required_skills) == MOST_SKILLS


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            [*SECTIONED.split(), *KITCHEN.split(), "\n", "\n- ", "and", "or", ":", "(", "required", "a plus"]
        )
        | st.text(max_size=6),
        max_size=60,
    ).map(" ".join)
)
def test_any_text_gives_names_that_are_in_it_and_never_the_same_twice(text: str) -> None:
    read = read_requirements(text)
    names = [canonical(name) for name in (*read.required_skills, *read.preferred_skills)]
    assert len(names) == len(set(names))
    assert 0 <= read.years <= 60
    known = {canonical(name) for name in KNOWN_SKILLS}
    for name in (*read.required_skills, *read.preferred_skills):
        assert canonical(name) in SHOWN_AS or canonical(name) in known or len(name.split()) <= MOST_WORDS


def test_known_skills_are_each_there_once_and_ordinary_words_are_among_them() -> None:
    assert len({canonical(name) for name in KNOWN_SKILLS}) == len(KNOWN_SKILLS)
    assert {canonical(name) for name in KNOWN_SKILLS} >= HOMOGRAPHS_IN_POSTINGS


def test_each_name_of_the_table_is_written_in_one_way() -> None:
    names = {*KNOWN_SKILLS, *TOOLS}
    assert len({name.casefold() for name in names}) == len(names)
    assert len(set(TOOLS)) == len(TOOLS)
