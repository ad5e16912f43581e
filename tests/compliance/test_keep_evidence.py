"""Evidence is kept under its execution; a refused upload fails the step instead of passing for one."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import boto3
import pytest
from botocore.stub import ANY, Stubber

from compliance import keep_evidence


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Stubber:
    client = boto3.client(
        "s3", region_name="us-east-1", aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="example"
    )
    monkeypatch.setattr(boto3, "client", lambda _service: client)
    return Stubber(client)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "compliance").mkdir(parents=True)
    (folder / "compliance" / "nag.xml").write_text("<testsuites/>", encoding="utf-8")
    return folder


def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> int:
    monkeypatch.setattr(sys, "argv", ["keep_evidence", "synth", str(folder)])
    return keep_evidence.main()


@pytest.fixture
def in_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_BUCKET", "evidence")
    monkeypatch.setenv("PIPELINE_EXECUTION_ID", "1234")


@pytest.mark.usefixtures("in_pipeline")
def test_a_large_table_is_kept_compressed_and_left_as_it_is_on_disk(
    s3: Stubber, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reports / "compliance" / "nag.xml").unlink()
    table = reports / "compliance" / "matrix.csv"
    table.write_text("pack,rule\n" * 10, encoding="utf-8")
    monkeypatch.setattr(keep_evidence, "LARGE_BYTES", 99)
    expected = {
        "Bucket": "evidence",
        "Key": "1234/synth/compliance/matrix.csv.gz",
        "Body": gzip.compress(table.read_bytes(), mtime=0),
        "ContentType": "application/gzip",
        "ChecksumAlgorithm": "SHA256",
    }
    s3.add_response("put_object", {}, expected)
    with s3:
        assert run(monkeypatch, reports) == 0
    assert table.is_file()


@pytest.mark.usefixtures("in_pipeline")
def test_each_file_is_kept_under_execution_and_step(
    s3: Stubber, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {
        "Bucket": "evidence",
        "Key": "1234/synth/compliance/nag.xml",
        "Body": ANY,
        "ContentType": "application/xml",
        "ChecksumAlgorithm": "SHA256",
    }
    s3.add_response("put_object", {}, expected)
    with s3:
        assert run(monkeypatch, reports) == 0
    s3.assert_no_pending_responses()


@pytest.mark.usefixtures("in_pipeline")
@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("report.html", "text/html; charset=utf-8"),
        ("summary.md", "text/markdown; charset=utf-8"),
        ("matrix.json", "application/json"),
        ("assembly.sha256", "text/plain; charset=utf-8"),
        ("something.unheard-of", "application/octet-stream"),
    ],
)
def test_a_browser_is_told_what_a_file_is(s3: Stubber, tmp_path: Path, name: str, content_type: str) -> None:
    (tmp_path / name).write_text("content", encoding="utf-8")
    expected = {"ContentType": content_type, "Bucket": ANY, "Key": ANY, "Body": ANY, "ChecksumAlgorithm": ANY}
    s3.add_response("put_object", {}, expected)
    with s3:
        keep_evidence.keep(step="synth", folder=tmp_path, bucket="evidence", execution_id="1234")
    s3.assert_no_pending_responses()


@pytest.mark.usefixtures("in_pipeline")
def test_a_refused_upload_fails(
    s3: Stubber, reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    s3.add_client_error("put_object", "AccessDenied")
    with s3:
        assert run(monkeypatch, reports) == 1
    assert "could not be kept" in capsys.readouterr().err


def test_outside_a_pipeline_it_stays_where_it_is_and_says_so(
    reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("EVIDENCE_BUCKET", raising=False)
    assert run(monkeypatch, reports) == 0
    assert "not in a pipeline" in capsys.readouterr().out
