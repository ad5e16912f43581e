from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import ANY
from rich.console import Console

from delivery import tailoring
from delivery.aws_account import LocalEnvironment
from delivery.cv_rendering import before_and_after
from delivery.line_changes import changed_pieces, left_out, tailored_lines
from delivery.markdown_file import check_writable, default_name, write
from delivery.service_client import ServiceResponse
from delivery.tailoring import SyntheticUser, read_cv, read_job, tailor
from feature_stacks.naming import PRODUCT
from localcloud.cli import CommandError, ExitCode
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

USER = SyntheticUser(user_id="smoke-tailor-1", application_id="smoke-tailor-1", job_id="smoke-tailor-1")
DATA: dict[str, Any] = {
    "tailored_cv": {
        "contact_info": {"full_name": "Ada Example", "email": "ada@example.com", "phone": None, "location": "Turin"},
        "executive_summary": "Engineer.",
        "work_experience": [
            {
                "company_name": "Example Works",
                "job_title": "Engineer",
                "start_date": "2020-01",
                "end_date": None,
                "location": None,
                "description_bullets": ["Built [a] thing", "Kept it running"],
                "original_bullets": ["Built [a] thing", "Kept the thing running"],
                "keyword_alignments": [],
            }
        ],
        "skills": [
            {
                "skill_name": "Python",
                "proficiency_level": None,
                "relevance_score": 0.9,
                "matched_requirements": ["Python"],
            }
        ],
        "education": [{"institution": "Example College", "degree": "B.Sc.", "field_of_study": None}],
        "certifications": [],
    },
    "metadata": {"engine": "extractive", "degraded": False, "fvs_validation_passed": True, "keyword_matches": 3},
    "gap_analysis": {
        "missing_required_skills": ["Kafka"],
        "missing_preferred_skills": [],
        "missing_keywords": ["kafka"],
        "years_required": 6,
        "years_shown": 4.5,
        "match_score": 0.71,
        "match_band": "good",
    },
}


CV = {"summary": "Engineer who likes tea.", "skills": [{"skill_name": "Java"}, {"skill_name": "Python"}]}


def in_local_cloud(stubbed: StubbedCloud, environment: str) -> LocalEnvironment:
    return LocalEnvironment(cloud=stubbed.cloud, environment=environment)


def text_of(data: dict[str, Any], width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width)
    for part in before_and_after(CV, data):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 160])
def test_before_and_after_stand_side_by_side_within_the_width(width: int) -> None:
    lines = text_of(DATA, width).splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.startswith("- Built [a] thing") and "- Built [a] thing" in line[width // 2 - 5 :] for line in lines)
    assert any("Match 0.71 (good)" in line for line in lines)
    assert any("Not shown, required: Kafka" in line for line in lines)


def test_what_is_empty_or_was_not_asked_for_is_left_out() -> None:
    cv = {**DATA["tailored_cv"], "skills": [], "education": []}
    text = text_of({"tailored_cv": cv, "metadata": DATA["metadata"]})
    assert "Skills" not in text
    assert "Match" not in text
    assert "Education" not in text


def test_each_line_knows_what_became_of_it() -> None:
    before = ["Led a team", "Planned the move", "Didn't stop", "Built the API", "Cut costs"]
    lines = tailored_lines(before, ["Led a team; built the API.", "Did not stop.", "Cut costs."])
    assert [line.change for line in lines] == ["joined", "reworded", "same"]
    assert left_out(before, lines[:1]) == {1, 2, 4}


def test_changed_words_are_marked_and_nothing_is_lost() -> None:
    pieces = changed_pieces("Led a team of 4", "Led a small team of 4")
    assert "".join(piece for piece, _ in pieces) == "Led a small team of 4"
    assert "".join(piece for piece, is_new in pieces if is_new).strip() == "small"


def test_a_file_of_somebody_else_or_edited_since_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    write(path, "# Ada\n", force=False)
    write(path, "# Ada Example\n", force=False)
    edited = path.read_text(encoding="utf-8").replace("Ada", "Ida")
    path.write_text(edited, encoding="utf-8")
    with pytest.raises(CommandError, match="edited since"):
        write(path, "# Ada\n", force=False)
    assert path.read_text(encoding="utf-8") == edited
    write(path, "# Ada\n", force=True)
    assert path.read_text(encoding="utf-8").startswith("# Ada\n")


def test_a_target_that_cannot_be_written_is_refused_beforehand(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere" / "cv.md"):
        with pytest.raises(CommandError):
            check_writable(path, force=True)


def test_the_default_file_is_named_after_cv_and_title() -> None:
    assert default_name(cv=Path("a/cv.json"), job_title="Chef, Pastry!") == Path("tailored-cv-for-chef-pastry.md")


def test_a_text_job_has_its_first_line_as_title(tmp_path: Path) -> None:
    path = tmp_path / "job.txt"
    path.write_text("\n  Staff Engineer  \nYou build things.\n", encoding="utf-8")
    job = read_job(path, job_id="j")
    assert (job["job_id"], job["title"]) == ("j", "Staff Engineer")
    assert "You build things." in job["description"]


def test_a_json_job_keeps_its_members_and_gets_the_synthetic_id(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_text('{"job_id": "real", "title": "T", "years_required": 2.5}', encoding="utf-8")
    job = read_job(path, job_id="j")
    assert job["job_id"] == "j"
    assert str(job["years_required"]) == "2.5"


@pytest.mark.parametrize(("name", "content"), [("job.txt", " \n"), ("job.json", "{"), ("job.json", "[]")])
def test_a_job_that_is_none_gets_a_clear_line(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        read_job(tmp_path / name, job_id="j")
    assert refused.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("content", ["", "not json", "[1]"])
def test_a_cv_that_is_none_gets_a_clear_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "cv.json").write_text(content, encoding="utf-8")
    with pytest.raises(CommandError):
        read_cv(tmp_path / "cv.json")


class Service:
    """In place of the signed client: keeps the request and answers, or fails."""

    failure: BaseException | None = None
    asked: dict[str, Any]

    def __init__(self, **_: Any) -> None: ...

    def post(self, body: dict[str, Any]) -> ServiceResponse:
        if Service.failure is not None:
            raise Service.failure
        Service.asked = body
        return ServiceResponse(status=200, headers={}, body=b"{}")


@pytest.fixture
def planted(stubbed: StubbedCloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StubbedCloud:
    """Queues what planting and removing ask, in the account of dev; every queued call must have been made at the
    end.
    """
    Service.failure = None
    monkeypatch.setattr(tailoring, "ServiceClient", Service)
    monkeypatch.setattr(SyntheticUser, "new", classmethod(lambda _: USER))
    aws = stubbed.cloud.workspace.state / "aws"
    aws.mkdir()
    (aws / "credentials").write_text(
        "[222222222222]\naws_access_key_id = A\naws_secret_access_key = s\n", encoding="utf-8"
    )
    (aws / "config").write_text("[profile 222222222222]\n", encoding="utf-8")
    (tmp_path / "cv.json").write_text(json.dumps({"contact_info": {}}), encoding="utf-8")
    (tmp_path / "job.txt").write_text("Engineer", encoding="utf-8")
    outputs = {
        "CVTailoringUrl": "https://x",
        "CVTailoringTableName": "artifacts",
        "CvBucketName": "cvs",
        "JobResearchTableName": "jobs",
    }
    described = {
        "StackName": "s",
        "CreationTime": "2026-01-02T03:04:05Z",
        "StackStatus": "CREATE_COMPLETE",
        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
    }
    for stack in (f"{PRODUCT}-cv-tailoring-dev", f"{PRODUCT}-shared-dev"):
        stubbed.stub("cloudformation", "dev").add_response(
            "describe_stacks", {"Stacks": [described]}, {"StackName": stack}
        )
    s3, dynamodb = stubbed.stub("s3", "dev"), stubbed.stub("dynamodb", "dev")
    cv = {"Bucket": "cvs", "Key": "cvs/smoke-tailor-1/v1.json", "Body": ANY, "ContentType": ANY}
    s3.add_response("put_object", {}, cv)
    dynamodb.add_response("put_item", {}, {"TableName": "jobs", "Item": ANY})
    dynamodb.add_response("delete_item", {}, {"TableName": "jobs", "Key": {"job_id": {"S": "smoke-tailor-1"}}})
    key = {"application_id": {"S": "smoke-tailor-1"}, "created_at": {"S": "2026"}}
    dynamodb.add_response("query", {"Items": [key]})
    dynamodb.add_response("delete_item", {}, {"TableName": "artifacts", "Key": key})
    found = {"Versions": [{"Key": "cvs/smoke-tailor-1/v1.json", "VersionId": "v-1"}]}
    s3.add_response("list_object_versions", found, {"Bucket": "cvs", "Prefix": "cvs/smoke-tailor-1/"})
    s3.add_response("delete_object", {}, {"Bucket": "cvs", "Key": "cvs/smoke-tailor-1/v1.json", "VersionId": "v-1"})
    s3.add_response("list_object_versions", {}, {"Bucket": "cvs", "Prefix": "tailored-cvs/smoke-tailor-1/"})
    return stubbed


def test_the_request_is_about_what_was_planted_and_everything_is_removed(planted: StubbedCloud, tmp_path: Path) -> None:
    answer = tailor(
        in_local_cloud(planted, "dev"), environment="dev", cv=tmp_path / "cv.json", job=tmp_path / "job.txt"
    )
    assert answer.status == 200
    assert Service.asked["user_id"] == Service.asked["job_id"] == "smoke-tailor-1"


@pytest.mark.parametrize("failure", [RuntimeError("no answer"), KeyboardInterrupt()], ids=["failed", "interrupted"])
def test_everything_is_removed_also_when_the_request_failed_or_was_interrupted(
    planted: StubbedCloud, tmp_path: Path, failure: BaseException
) -> None:
    Service.failure = failure
    with pytest.raises(type(failure)):
        tailor(in_local_cloud(planted, "dev"), environment="dev", cv=tmp_path / "cv.json", job=tmp_path / "job.txt")


def test_an_environment_that_nothing_is_deployed_in_gets_a_clear_line(stubbed: StubbedCloud, tmp_path: Path) -> None:
    for _ in range(2):
        stubbed.stub("cloudformation", "prod").add_client_error("describe_stacks", "ValidationError")
    with pytest.raises(CommandError, match="not deployed in prod yet") as refused:
        tailor(in_local_cloud(stubbed, "prod"), environment="prod", cv=tmp_path / "cv.json", job=tmp_path / "job.txt")
    assert refused.value.exit_code is ExitCode.USAGE
