"""Which shapes of a stored CV are read, and what of the others is named."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.master_cv import MasterCv
from models.records.cv_record import parse_cv, read_cv
from models.records.stored_value import MOST_PROBLEMS, UnreadableRecordError
from tests.unit.backend.planted_cloud import sample

PERSON = {"contact_info": {"full_name": "Mirela Stan"}}
POSITION = {"company_name": "Dunarea Textile", "job_title": "Cutter", "start_date": "2014"}

JSON_RESUME: dict[str, Any] = {
    "basics": {
        "name": "Mirela Stan",
        "label": "Cutter",
        "email": "mirela.stan@example.com",
        "phone": "(912) 555-4321",
        "url": "https://mirela.example.com",
        "summary": "Cutter of heavy cloth.",
        "location": {"address": "4 Quay", "postalCode": "CA 94115", "city": "Tulcea", "countryCode": "RO"},
        "profiles": [{"network": "Mastodon", "username": "mirela", "url": "https://social.example/@mirela"}],
    },
    "work": [
        {
            "name": "Dunarea Textile",
            "position": "Cutter",
            "startDate": "2013-12-01",
            "endDate": "2014-12-01",
            "summary": "Cut sails.",
            "highlights": ["Cut waste by 4 %"],
        }
    ],
    "volunteer": [
        {"organization": "Flood Watch", "position": "Warden", "startDate": "2012", "highlights": ["Sandbags"]}
    ],
    "education": [
        {"institution": "Scoala 3", "area": "Textiles", "studyType": "Diploma", "startDate": "2009", "score": "9.1"}
    ],
    "awards": [{"title": "Best seam", "date": "2014-11-01", "awarder": "Guild", "summary": "For sails."}],
    "certificates": [{"name": "Laser safety", "date": "2021-11-07", "issuer": "Guild", "url": "https://example.com"}],
    "publications": [{"name": "On cloth", "publisher": "Thread", "releaseDate": "2014-10", "summary": "Short."}],
    "skills": [{"name": "Cutting", "level": "Master", "keywords": ["Laser", "Knife"]}],
    "languages": [{"language": "Romanian", "fluency": "Native speaker"}],
    "projects": [{"name": "Big top", "description": "A tent.", "highlights": ["900 m2"], "startDate": "2019"}],
    "interests": [{"name": "Rowing", "keywords": ["Sculls"]}],
    "references": [{"name": "Somebody", "reference": "Good."}],
}


def fields(document: object) -> list[str]:
    with pytest.raises(UnreadableRecordError) as refused:
        read_cv(document)
    return [problem.field for problem in refused.value.problems]


def one_position(**changes: Any) -> Any:
    return read_cv({**PERSON, "work_experience": [{**POSITION, **changes}]}).work_experience[0]


def test_our_own_shape_is_read_as_it_stands() -> None:
    assert read_cv(sample("cv")) == MasterCv.model_validate(sample("cv"))


def test_every_section_of_json_resume_is_read() -> None:
    cv = read_cv(JSON_RESUME)
    assert cv.contact_info.full_name == "Mirela Stan"
    assert cv.contact_info.location == "Tulcea, RO"
    assert cv.contact_info.links == ["https://mirela.example.com", "https://social.example/@mirela"]
    assert cv.summary == "Cutter of heavy cloth."
    (work,) = cv.work_experience
    assert (work.company_name, work.job_title, work.start_date, work.end_date) == (
        "Dunarea Textile",
        "Cutter",
        "2013-12-01",
        "2014-12-01",
    )
    assert work.description_bullets == ["Cut sails.", "Cut waste by 4 %"]
    assert [(skill.skill_name, skill.proficiency_level) for skill in cv.skills] == [
        ("Cutting", "Master"),
        ("Laser", None),
        ("Knife", None),
    ]
    assert (cv.education[0].degree, cv.education[0].field_of_study, cv.education[0].grade) == (
        "Diploma",
        "Textiles",
        "9.1",
    )
    assert (cv.certifications[0].name, cv.certifications[0].issued) == ("Laser safety", "2021-11-07")
    assert (cv.languages[0].name, cv.languages[0].proficiency_level) == ("Romanian", "Native speaker")
    assert (cv.projects[0].name, cv.projects[0].highlights) == ("Big top", ["900 m2"])
    assert (cv.publications[0].name, cv.publications[0].published) == ("On cloth", "2014-10")
    assert (cv.awards[0].title, cv.awards[0].awarder) == ("Best seam", "Guild")
    assert (cv.volunteering[0].organization, cv.volunteering[0].role) == ("Flood Watch", "Warden")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"start_date": 2014, "end_date": 2016}, ("2014", "2016")),
        ({"start_date": "2014", "end_date": None}, ("2014", None)),
        ({"start_date": {"year": 2014, "month": 3}, "end_date": {"year": 2016}}, ("2014-03", "2016")),
        ({"start_date": None, "dates": "2014 - 2016"}, ("2014", "2016")),
        ({"start_date": None, "dates": "Jan 2014 – present"}, ("Jan 2014", "present")),  # noqa: RUF001
        ({"start_date": None, "period": "2014-2016"}, ("2014", "2016")),
        ({"start_date": "2014-02", "current": True}, ("2014-02", None)),
        ({"Until": "2016"}, ("2014", "2016")),
    ],
)
def test_dates_are_read_as_people_store_them(written: dict[str, Any], read: tuple[str, str | None]) -> None:
    position = one_position(**written)
    assert (position.start_date, position.end_date) == read


@pytest.mark.parametrize(
    "bullets",
    [["Cut cloth", "Led 3"], "Cut cloth\nLed 3", [["Cut cloth"], ["Led 3"]], [{"text": "Cut cloth"}, "Led 3", None]],
)
def test_lines_of_a_position_are_read_as_people_store_them(bullets: object) -> None:
    assert one_position(description_bullets=bullets).description_bullets == ["Cut cloth", "Led 3"]


@pytest.mark.parametrize(
    "skills",
    [
        ["Laser", "Knife"],
        "Laser, Knife",
        {"tools": ["Laser"], "hand": "Knife"},
        [{"name": "Laser"}, {"skill": "Knife"}],
        [{"keywords": ["Laser", "Knife"]}],
        [["Laser"], ["Knife"]],
        {"skill_name": "Laser", "keywords": "Knife"},
    ],
)
def test_skills_are_read_as_people_store_them(skills: object) -> None:
    assert [skill.skill_name for skill in read_cv({**PERSON, "skills": skills}).skills] == ["Laser", "Knife"]


@pytest.mark.parametrize(
    "person",
    [
        {"contact_info": {"first_name": "Mirela", "last_name": "Stan"}},
        {"name": {"first": "Mirela", "last": "Stan"}},
        {"name": "Mirela Stan", "contact": {"email": "mirela@example.com"}},
        {"resume": PERSON},
        [PERSON],
        {"contact": {"Full Name": "\ufeffMirela Stan\u200b"}},
    ],
)
def test_a_name_is_found_where_people_store_it(person: object) -> None:
    assert read_cv(person).contact_info.full_name == "Mirela Stan"


def test_a_contact_section_may_be_one_line() -> None:
    contact = read_cv({"name": "Mirela Stan", "contact": "mirela@example.com | 0316 555123 | Tulcea, RO"}).contact_info
    assert (contact.email, contact.phone, contact.location) == ("mirela@example.com", "0316 555123", "Tulcea, RO")


def test_what_is_null_is_not_there() -> None:
    nothing = dict.fromkeys(("summary", "work_experience", "skills", "education", "certifications", "languages"))
    assert read_cv({**PERSON, **nothing}) == read_cv(PERSON)


def test_a_course_without_a_degree_is_read() -> None:
    (item,) = read_cv({**PERSON, "education": [{"institution": "Scoala 3", "graduation_year": 2012}]}).education
    assert (item.institution, item.degree, item.end_date) == ("Scoala 3", "", "2012")


def test_a_course_may_be_one_line_and_a_degree_a_list() -> None:
    cv = read_cv({**PERSON, "education": ["Diploma, Scoala 3", {"school": "Scoala 4", "degree": ["BA", "MA"]}]})
    assert [item.degree for item in cv.education] == ["Diploma, Scoala 3", "BA, MA"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_read(encoding: str) -> None:
    assert parse_cv(json.dumps(PERSON).encode(encoding)) == read_cv(PERSON)


@pytest.mark.parametrize(
    ("document", "at"),
    [
        ("text", ["document"]),
        ([1, 2], ["document"]),
        ([1], ["document"]),
        ({}, ["full_name"]),
        ({"contact_info": {"full_name": 7}}, ["contact_info.full_name"]),
        ({"contact": {"name": " "}}, ["contact.name"]),
        ({**PERSON, "work_experience": True}, ["work_experience"]),
        ({**PERSON, "work": [POSITION, 17]}, ["work.1"]),
        ({**PERSON, "work": [{"startDate": "2014", "name": ""}]}, ["work.0.job_title"]),
        ({**PERSON, "work": [{**POSITION, "end_date": True}]}, ["work.0.end_date"]),
        ({**PERSON, "work": [{**POSITION, "bullets": [{"lines": 2}]}]}, ["work.0.bullets.0"]),
        ({**PERSON, "skills": 7}, ["skills"]),
        ({**PERSON, "skills": [{"level": "high"}]}, ["skills.0.skill_name"]),
        ({**PERSON, "education": [{"grade": "A"}]}, ["education.0.institution"]),
        ({**PERSON, "certifications": [{"issuer": "Guild"}]}, ["certifications.0.name"]),
        ({**PERSON, "languages": [3], "awards": {"date": "2014"}}, ["languages.0", "awards.title"]),
    ],
)
def test_what_cannot_be_read_is_named(document: object, at: list[str]) -> None:
    assert fields(document) == at


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\x00", b"[" * 100_000, b'{"a": "\\ud800"}', b"\xff\xfe\x00", b"NaN", b"\xef\xbb\xbf{"]
)
def test_what_is_no_json_is_one_problem(content: bytes) -> None:
    with pytest.raises(UnreadableRecordError) as refused:
        parse_cv(content)
    assert [problem.field for problem in refused.value.problems] == ["document"]


def test_problems_are_limited() -> None:
    assert len(fields({**PERSON, "work": [1] * 1000})) == MOST_PROBLEMS


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
NAMES = st.sampled_from([*JSON_RESUME, *JSON_RESUME["basics"], *JSON_RESUME["work"][0], "contact_info", "full_name"])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=20
)


def read_or_refused(document: object) -> MasterCv | list[str]:
    try:
        return read_cv(document)
    except UnreadableRecordError as refused:
        return [problem.field for problem in refused.problems]


@given(VALUES)
def test_any_json_value_is_read_or_refused_with_the_field(document: object) -> None:
    outcome = read_or_refused(document)
    if isinstance(outcome, MasterCv):
        MasterCv.model_validate(outcome.model_dump())
    else:
        assert outcome
        assert all(outcome)
