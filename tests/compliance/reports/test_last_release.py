"""The last release's matrix comes out of its evidence, and a release without one stops nothing."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from compliance.reports import last_release
from compliance.reports.document import SCHEMA

KEY = "1234/compliance/compliance/compliance-matrix.json"
MATRIX = json.dumps({"schema": SCHEMA}).encode()


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    client = boto3.client(
        "s3", region_name="us-east-1", aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="example"
    )
    monkeypatch.setattr(boto3, "client", lambda _service: client)
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def has(s3: Stubber, key: str, content: bytes) -> None:
    body = StreamingBody(io.BytesIO(content), len(content))
    s3.add_response("get_object", {"Body": body}, {"Bucket": "evidence", "Key": key})


def lacks(s3: Stubber, key: str, code: str) -> None:
    s3.add_client_error("get_object", code, expected_params={"Bucket": "evidence", "Key": key})


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *, execution: str = "1234") -> int:
    monkeypatch.setattr(sys, "argv", ["last_release", str(folder)])
    monkeypatch.setenv("LAST_RELEASE", execution)
    monkeypatch.setenv("EVIDENCE_BUCKET", "evidence")
    return last_release.main()


def test_the_matrix_is_written_and_its_path_printed(
    s3: Stubber, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    has(s3, KEY, MATRIX)
    assert run(monkeypatch, tmp_path / "last") == 0
    assert Path(capsys.readouterr().out.strip()).read_bytes() == MATRIX


def test_one_that_is_kept_compressed_is_unpacked(s3: Stubber, tmp_path: Path) -> None:
    lacks(s3, KEY, "AccessDenied")
    has(s3, f"{KEY}.gz", gzip.compress(MATRIX))
    assert last_release.fetch(tmp_path, bucket="evidence", execution="1234").read_bytes() == MATRIX


@pytest.mark.parametrize("code", ["NoSuchKey", "AccessDenied"])
def test_a_release_without_a_matrix_is_said_and_stops_nothing(
    s3: Stubber, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    lacks(s3, KEY, code)
    lacks(s3, f"{KEY}.gz", code)
    assert run(monkeypatch, tmp_path) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "not compared with the last release, execution 1234" in said.err


def test_one_of_another_schema_is_said_and_stops_nothing(
    s3: Stubber, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    has(s3, KEY, json.dumps({"schema": "another/1"}).encode())
    assert run(monkeypatch, tmp_path) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert f"schema another/1, not {SCHEMA}" in said.err


def test_before_the_first_release_nothing_is_asked_for(
    s3: Stubber, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, execution=last_release.NONE) == 0
    assert capsys.readouterr().out == ""


def test_evidence_that_cannot_be_reached_stops(s3: Stubber, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacks(s3, KEY, "InternalError")
    with pytest.raises(Exception, match="InternalError"):
        run(monkeypatch, tmp_path)
