from __future__ import annotations

import io
from pathlib import Path

import pytest
from botocore.response import StreamingBody

from delivery.evidence import fetch_evidence, report_counts
from localcloud.cli import CommandError, ExecutionReader
from tests.localcloud.cli.pipeline_answers import PIPELINE, action_run, queue_execution
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

ARN = "arn:aws:codebuild:us-east-1:111111111111:report/synth-compliance:0a1b"
GROUP = "arn:aws:codebuild:us-east-1:111111111111:report-group/synth-compliance"


def queue_object(stubbed: StubbedCloud, key: str, content: bytes) -> None:
    body = StreamingBody(io.BytesIO(content), len(content))
    stubbed.answers("get_object", {"Body": body}, service="s3", Bucket="evidence", Key=key)


def test_files_keep_their_place_below_the_executions_folder(stubbed: StubbedCloud, tmp_path: Path) -> None:
    stubbed.has_outputs()
    keys = ["e-1/synth/compliance/nag.xml", "e-1/smoke/smoke.xml"]
    stubbed.answers(
        "list_objects_v2", {"Contents": [{"Key": key} for key in keys]}, service="s3", Bucket="evidence", Prefix="e-1/"
    )
    for key in keys:
        queue_object(stubbed, key, key.encode())
    files = fetch_evidence(stubbed.cloud, "e-1", into=tmp_path / "out")
    assert [str(file.relative_to(tmp_path / "out")) for file in files] == [
        "smoke/smoke.xml",
        "synth/compliance/nag.xml",
    ]
    assert files[0].read_bytes() == b"e-1/smoke/smoke.xml"


def test_a_key_that_leads_out_of_the_folder_is_refused(stubbed: StubbedCloud, tmp_path: Path) -> None:
    stubbed.has_outputs()
    stubbed.answers("list_objects_v2", {"Contents": [{"Key": "e-1/../../etc/passwd"}]}, service="s3")
    with pytest.raises(CommandError, match="leads out"):
        fetch_evidence(stubbed.cloud, "e-1", into=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_execution_without_evidence_has_no_files(stubbed: StubbedCloud, tmp_path: Path) -> None:
    stubbed.has_outputs()
    stubbed.answers("list_objects_v2", {}, service="s3")
    assert fetch_evidence(stubbed.cloud, "e-1", into=tmp_path / "out") == []


def test_the_counts_are_the_report_groups_own(stubbed: StubbedCloud) -> None:
    queue_execution(stubbed, action_run("Build/Synth", externalExecutionId="b:1"), action_run("Dev/Deploy"))
    execution = ExecutionReader(
        stubbed.cloud.client("codepipeline"), PIPELINE, command=stubbed.cloud.workspace.command
    ).read("e-1")
    stubbed.answers(
        "batch_get_builds", {"builds": [{"id": "b:1", "reportArns": [ARN]}]}, service="codebuild", ids=["b:1"]
    )
    counts = {"SUCCEEDED": 20, "FAILED": 1, "SKIPPED": 0}
    summary = {"total": 21, "statusCounts": counts, "durationInNanoSeconds": 1}
    report = {"reportGroupArn": GROUP, "status": "FAILED", "testSummary": summary}
    stubbed.answers("batch_get_reports", {"reports": [report]}, service="codebuild", reportArns=[ARN])
    (found,) = report_counts(stubbed.cloud, execution)
    assert found.line == "Build/Synth synth-compliance: 21 cases (20 succeeded, 1 failed)"
