"""Turns the report files of a build into reports of its report groups, with the build's role.

The actions behind it (CreateReportGroup, CreateReport, UpdateReport, BatchPutTestCases) are not all in the public
API, but a role needs them on AWS; each is asked for before anything is recorded.
"""

from __future__ import annotations

import io
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.zips import Entry, write_zip
from localcloud.services.codebuild.arns import Scope, resource_name
from localcloud.services.codebuild.artifacts.file_selection import LogLine, SelectionError, select_files
from localcloud.services.codebuild.artifacts.sources import Sources
from localcloud.services.codebuild.buildspec import ReportFiles
from localcloud.services.codebuild.records import ReportGroupRecord, ReportRecord
from localcloud.services.codebuild.reports.cases import ReportFormatError, TestCase, summary
from localcloud.services.codebuild.reports.formats import TEST_FORMATS
from localcloud.services.codebuild.reports.report_groups import ReportGroups
from localcloud.services.codebuild.reports.report_operations import Reports, expiry
from localcloud.services.codebuild.role import BuildRole
from localcloud.services.codebuild.store import Document


class ReportError(Exception):
    """A report could not be made; fails the UPLOAD_ARTIFACTS phase, after the other reports were made."""


@dataclass(frozen=True, kw_only=True)
class ReportUpload:
    """The reports of one build."""

    build: Document
    scope: Scope
    groups: ReportGroups
    reports: Reports
    role: BuildRole
    log_line: LogLine

    def upload(self, wanted: Mapping[str, ReportFiles], *, sources: Sources) -> tuple[list[str], list[str]]:
        """Make every report; returns the ARNs of those made, and what went wrong with the others."""
        arns, problems = [], []
        for name, files in wanted.items():
            self.log_line(f"Preparing to copy TEST report {name}")
            try:
                arns.append(self._upload_one(name, files, sources))
            except (ReportError, ReportFormatError) as error:
                problems.append(f"[{name}: [{error}]]")
            except ServiceError as error:
                problems.append(f"[{name}: [{error.code}: {error.message}]]")
            except (ClientError, OSError) as error:
                problems.append(f"[{name}: [{error}]]")
        return arns, problems

    def _upload_one(self, name: str, files: ReportFiles, sources: Sources) -> str:
        parse = TEST_FORMATS.get(files.file_format)
        if parse is None:
            offered = ", ".join(TEST_FORMATS)
            raise ReportError(f"file-format {files.file_format} is not offered by the local cloud; it reads {offered}")
        group = self._group(name)
        try:
            entries = select_files(files.selection, source_dir=sources.primary, log_line=self.log_line)
        except SelectionError as error:
            raise ReportError("report files not found in build") from error
        for action in ("CreateReport", "UpdateReport", "BatchPutTestCases"):
            self.role.require(f"codebuild:{action}", group.arn)
        cases = [(entry.name, case) for entry in entries for case in parse(entry.path.read_bytes())]
        report = self._report(group, [case for _, case in cases])
        self._export(report, entries)
        self.reports.record(self.scope, report, [_described(report, file, case) for file, case in cases])
        return report.arn

    def _group(self, named: str) -> ReportGroupRecord:
        if named.startswith("arn:"):
            return self.groups.require(self.scope, named)
        name = f"{self.build['projectName']}-{named}"
        group = self.groups.get(self.scope, name)
        if group is not None:
            return group
        self.role.require("codebuild:CreateReportGroup", self.scope.report_group(name))
        request = {"name": name, "type": "TEST", "exportConfig": {"exportConfigType": "NO_EXPORT"}}
        return self.groups.add(self.scope, request)

    def _report(self, group: ReportGroupRecord, cases: list[TestCase]) -> ReportRecord:
        now = time.time()
        failed = any(case.status in ("FAILED", "ERROR") for case in cases)
        return ReportRecord(
            arn=self.scope.report(group.name, str(uuid.uuid4())),
            group=group,
            build_arn=self.build["arn"],
            status="FAILED" if failed else "SUCCEEDED",
            created=now,
            expired=expiry(now),
            test_summary=summary(cases),
        )

    def _export(self, report: ReportRecord, entries: list[Entry]) -> None:
        config = report.group.export_config
        if config.get("exportConfigType") != "S3":
            self.log_line(f"Report export config is {config.get('exportConfigType', 'NO_EXPORT')}, skip export")
            return
        destination = config["s3Destination"]
        report_id = resource_name(report.arn, "report").partition(":")[2]
        segments = [destination.get("path", "").strip("/"), report.group.name, report_id]
        folder = "/".join(part for part in segments if part)
        if destination.get("packaging") == "ZIP":
            content = io.BytesIO()
            write_zip(content, entries)
            self._put(destination, f"{folder}.zip", content.getvalue())
            return
        for entry in entries:
            self._put(destination, f"{folder}/{entry.name}", entry.path.read_bytes())

    def _put(self, destination: dict[str, Any], key: str, body: bytes) -> None:
        encryption = {}
        if destination.get("encryptionKey") and not destination.get("encryptionDisabled"):
            encryption = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": destination["encryptionKey"]}
        self.role.client("s3").put_object(Bucket=destination["bucket"], Key=key, Body=body, **encryption)


def _described(report: ReportRecord, file: str, case: TestCase) -> Document:
    return {
        "reportArn": report.arn,
        "testRawDataPath": file,
        "prefix": case.prefix,
        "name": case.name,
        "status": case.status,
        "durationInNanoSeconds": case.duration_ns,
        "message": case.message,
        "expired": report.expired,
        "testSuiteName": case.suite,
    }
