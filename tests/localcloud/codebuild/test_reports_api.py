"""Report groups and reports: made by builds, read through boto3."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.codebuild.build_cloud import REGION, TOOLS, BuildCloud, context_of, phases_of

JUNIT = """<testsuites><testsuite name="s">
<testcase classname="a" name="ok" time="0.5"/>
<testcase classname="a" name="bad" time="0.25"><failure message="wrong"/></testcase>
<testcase classname="b" name="skipped"><skipped/></testcase>
</testsuite></testsuites>"""
WRITE = f"mkdir -p out/deep; cat > out/deep/junit.xml <<'EOF'\n{JUNIT}\nEOF\n"
NO_EXPORT = {"exportConfigType": "NO_EXPORT"}


def _spec(
    *, name: str = "unit", commands: list[str] | None = None, report: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "phases": {"build": {"commands": commands or [WRITE]}},
        "reports": {name: {"files": ["**/*.xml"], "base-directory": "out", **(report or {})}},
    }


def test_a_build_makes_a_report_in_a_group_of_its_own(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    project = builds.create_project(_spec())
    build = builds.run_build(project)
    assert build["buildStatus"] == "SUCCEEDED"
    group = f"arn:aws:codebuild:{REGION}:{TOOLS}:report-group/{project}-unit"
    assert build["reportArns"][0].startswith(f"arn:aws:codebuild:{REGION}:{TOOLS}:report/{project}-unit:")
    report = codebuild.batch_get_reports(reportArns=build["reportArns"])["reports"][0]
    assert (report["reportGroupArn"], report["executionId"], report["status"]) == (group, build["arn"], "FAILED")
    assert report["testSummary"]["total"] == 3
    assert report["testSummary"]["statusCounts"]["FAILED"] == 1
    assert report["testSummary"]["durationInNanoSeconds"] == 750_000_000
    assert codebuild.list_reports_for_report_group(reportGroupArn=group)["reports"] == build["reportArns"]
    assert codebuild.batch_get_report_groups(reportGroupArns=[group])["reportGroups"][0]["name"] == f"{project}-unit"


def test_a_report_may_be_of_another_format(builds: BuildCloud) -> None:
    feature = '[{"name": "f", "elements": [{"name": "s", "steps": [{"result": {"status": "passed"}}]}]}]'
    commands = [f"mkdir out; echo '{feature}' > out/a.xml"]
    build = builds.run_build(builds.create_project(_spec(commands=commands, report={"file-format": "CucumberJson"})))
    report = builds.client("codebuild").batch_get_reports(reportArns=build["reportArns"])["reports"][0]
    assert (report["status"], report["testSummary"]["total"]) == ("SUCCEEDED", 1)


def test_test_cases_can_be_read_and_filtered(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    arn = builds.run_build(builds.create_project(_spec()))["reportArns"][0]
    cases = codebuild.describe_test_cases(reportArn=arn)["testCases"]
    assert [(case["prefix"], case["name"], case["status"]) for case in cases] == [
        ("a", "ok", "SUCCEEDED"),
        ("a", "bad", "FAILED"),
        ("b", "skipped", "SKIPPED"),
    ]
    assert (cases[1]["message"], cases[1]["testRawDataPath"], cases[1]["testSuiteName"]) == (
        "wrong",
        "deep/junit.xml",
        "s",
    )
    failed = codebuild.describe_test_cases(reportArn=arn, filter={"status": "FAILED"})["testCases"]
    assert [case["name"] for case in failed] == ["bad"]
    assert [
        case["name"] for case in codebuild.describe_test_cases(reportArn=arn, filter={"keyword": "skip"})["testCases"]
    ] == ["skipped"]
    first = codebuild.describe_test_cases(reportArn=arn, maxResults=2)
    rest = codebuild.describe_test_cases(reportArn=arn, maxResults=2, nextToken=first["nextToken"])
    assert [case["name"] for case in first["testCases"] + rest["testCases"]] == ["ok", "bad", "skipped"]


def test_a_report_is_made_also_when_the_tests_failed_the_build(builds: BuildCloud) -> None:
    build = builds.run_build(builds.create_project(_spec(commands=[WRITE, "false"])))
    assert (build["buildStatus"], len(build["reportArns"])) == ("FAILED", 1)


def test_a_buildspec_may_name_a_group_by_its_arn(builds: BuildCloud) -> None:
    group = builds.client("codebuild").create_report_group(name="named-group", type="TEST", exportConfig=NO_EXPORT)
    arn = group["reportGroup"]["arn"]
    build = builds.run_build(builds.create_project(_spec(name=arn)))
    assert build["reportArns"][0].startswith(arn.replace("report-group/", "report/"))


@pytest.mark.parametrize("packaging", ["NONE", "ZIP"])
def test_raw_data_is_exported_where_the_group_says_so(builds: BuildCloud, packaging: str) -> None:
    bucket = builds.create_bucket()
    destination = {"bucket": bucket, "path": "raw", "packaging": packaging}
    export = {"exportConfigType": "S3", "s3Destination": destination}
    codebuild = builds.client("codebuild")
    name = f"exported-{packaging.lower()}"
    arn = codebuild.create_report_group(name=name, type="TEST", exportConfig=export)["reportGroup"]["arn"]
    build = builds.run_build(builds.create_project(_spec(name=arn)))
    folder = f"raw/{name}/{build['reportArns'][0].rpartition(':')[2]}"
    keys = [item["Key"] for item in builds.client("s3").list_objects_v2(Bucket=bucket)["Contents"]]
    assert keys == [f"{folder}/deep/junit.xml" if packaging == "NONE" else f"{folder}.zip"]


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (_spec(commands=["true"]), "[unit: [report files not found in build]]"),
        (_spec(commands=["mkdir out; echo '<html/>' > out/a.xml"]), "not JUnit XML"),
        (_spec(report={"file-format": "CLOVERXML"}), "CLOVERXML is not offered"),
        (_spec(name=f"arn:aws:codebuild:{REGION}:{TOOLS}:report-group/absent"), "Report group cannot be found"),
    ],
)
def test_a_report_that_cannot_be_made_fails_the_upload(builds: BuildCloud, spec: dict[str, Any], message: str) -> None:
    build = builds.run_build(builds.create_project(spec))
    context = context_of(build, "UPLOAD_ARTIFACTS")
    assert (build["buildStatus"], phases_of(build)["UPLOAD_ARTIFACTS"]) == ("FAILED", "FAILED")
    assert context["message"].startswith("Error in UPLOAD_ARTIFACTS phase: ")
    assert message in context["message"]


@pytest.mark.enforces(
    "CodeBuild: a report needs CreateReport, UpdateReport and BatchPutTestCases",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html",
)
@pytest.mark.parametrize("missing", ["CreateReportGroup", "CreateReport", "UpdateReport", "BatchPutTestCases"])
def test_a_role_needs_every_permission_of_a_report(builds: BuildCloud, missing: str) -> None:
    needed = ("CreateReportGroup", "CreateReport", "UpdateReport", "BatchPutTestCases")
    granted = tuple(f"codebuild:{action}" for action in needed if action != missing)
    role = builds.create_role(f"without-{missing}", actions=("logs:*", *granted))
    build = builds.run_build(builds.create_project(_spec(), role=role))
    message = context_of(build, "UPLOAD_ARTIFACTS")["message"]
    assert f"is not authorized to perform: codebuild:{missing} on resource" in message
    assert "reportArns" not in build


def test_a_permission_on_the_projects_own_groups_is_enough(builds: BuildCloud) -> None:
    resource = f"arn:aws:codebuild:{REGION}:{TOOLS}:report-group/own-*"
    role = builds.create_role("own-groups", actions=("codebuild:*",), resource=resource)
    assert builds.run_build(builds.create_project(_spec(), name="own", role=role))["reportArns"]
    other = builds.run_build(builds.create_project(_spec(), name="other", role=role))
    assert "report-group/other-unit" in context_of(other, "UPLOAD_ARTIFACTS")["message"]


@pytest.mark.enforces(
    "CodeBuild: a report group that has reports is deleted only with them",
    source="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_DeleteReportGroup.html",
)
def test_a_group_with_reports_is_deleted_only_with_them(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    build = builds.run_build(builds.create_project(_spec()))
    group = codebuild.batch_get_reports(reportArns=build["reportArns"])["reports"][0]["reportGroupArn"]
    with pytest.raises(ClientError, match="not empty"):
        codebuild.delete_report_group(arn=group)
    codebuild.delete_report_group(arn=group, deleteReports=True)
    assert codebuild.batch_get_reports(reportArns=build["reportArns"])["reportsNotFound"] == build["reportArns"]
    assert codebuild.batch_get_report_groups(reportGroupArns=[group])["reportGroups"] == []


def test_groups_are_updated_listed_and_found_once(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    create = {"name": "listed-group", "type": "TEST", "exportConfig": NO_EXPORT}
    arn = codebuild.create_report_group(**create)["reportGroup"]["arn"]
    with pytest.raises(codebuild.exceptions.ResourceAlreadyExistsException):
        codebuild.create_report_group(**create)
    tagged = codebuild.update_report_group(arn=arn, tags=[{"key": "a", "value": "b"}])["reportGroup"]
    assert tagged["tags"] == [{"key": "a", "value": "b"}]
    assert arn in codebuild.list_report_groups()["reportGroups"]
    with pytest.raises(codebuild.exceptions.ResourceNotFoundException):
        codebuild.update_report_group(arn=arn.replace("listed", "absent"), tags=[])


def test_a_deleted_report_is_gone(builds: BuildCloud) -> None:
    codebuild = builds.client("codebuild")
    arn = builds.run_build(builds.create_project(_spec()))["reportArns"][0]
    assert arn in codebuild.list_reports(filter={"status": "FAILED"})["reports"]
    codebuild.delete_report(arn=arn)
    assert arn not in codebuild.list_reports()["reports"]
    with pytest.raises(codebuild.exceptions.ResourceNotFoundException):
        codebuild.describe_test_cases(reportArn=arn)
