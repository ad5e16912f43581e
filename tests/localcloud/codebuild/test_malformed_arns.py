"""An ARN that is none is the caller's mistake, said in the service's own words, in every operation that takes one."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.codebuild.build_cloud import BuildCloud

MALFORMED = ("arn:aws:codebuild", "arn:aws:codebuild:us-east-1:111111111111:nothing/x", "arn:aws:s3:::bucket")
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("batch_delete_builds", {"ids": ["{arn}"]}),
    ("batch_get_builds", {"ids": ["{arn}"]}),
    ("batch_get_projects", {"names": ["{arn}"]}),
    ("batch_get_report_groups", {"reportGroupArns": ["{arn}"]}),
    ("batch_get_reports", {"reportArns": ["{arn}"]}),
    ("delete_project", {"name": "{arn}"}),
    ("delete_report", {"arn": "{arn}"}),
    ("delete_report_group", {"arn": "{arn}"}),
    ("describe_test_cases", {"reportArn": "{arn}"}),
    ("list_builds_for_project", {"projectName": "{arn}"}),
    ("list_reports_for_report_group", {"reportGroupArn": "{arn}"}),
    ("retry_build", {"id": "{arn}"}),
    ("start_build", {"projectName": "{arn}"}),
    ("stop_build", {"id": "{arn}"}),
    ("update_project", {"name": "{arn}"}),
    ("update_report_group", {"arn": "{arn}"}),
)


@pytest.mark.parametrize("arn", MALFORMED)
@pytest.mark.parametrize(("operation", "members"), CALLS, ids=[operation for operation, _ in CALLS])
def test_a_malformed_arn_is_refused(builds: BuildCloud, operation: str, members: dict[str, Any], arn: str) -> None:
    given = {name: [arn] if isinstance(value, list) else arn for name, value in members.items()}
    with pytest.raises(ClientError) as refusal:
        getattr(builds.client("codebuild"), operation)(**given)
    answer = refusal.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400, answer
    assert answer["Error"]["Code"] == "InvalidInputException"
    assert "x-amzn-requestid" in answer["ResponseMetadata"]["HTTPHeaders"]
