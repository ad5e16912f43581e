"""Brings a build's sources to its directory, with the build's role."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from botocore.exceptions import ClientError

from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.zips import ArchiveError, unpack_zip
from localcloud.services.codebuild.records import ArtifactLocation, PipelineInput
from localcloud.services.codebuild.role import BuildRole
from localcloud.services.codebuild.store import Document

DEFAULT_BUILDSPEC = "buildspec.yml"


class SourceError(Exception):
    """A source cannot be brought; fails the DOWNLOAD_SOURCE phase. `code` is the phase context's status code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Where the sources lie: the primary one, and the others by identifier (or by input artifact's name)."""

    primary: Path
    secondary: Mapping[str, Path]


def download_sources(build: Document, pipeline: PipelineInput | None, *, into: Path, role: BuildRole) -> Sources:
    """Download and unpack every source of a build below `into`.

    Raises:
        SourceError: one does not exist, may not be read by the role, or is no zip.
    """
    primary = into / "src"
    primary.mkdir(parents=True)
    if pipeline is not None:
        return _download_artifacts(pipeline, into=into, primary=primary, role=role)
    _download(build["source"], primary, role)
    secondary = {}
    for source in build.get("secondarySources", []):
        secondary[source["sourceIdentifier"]] = into / "secondary" / source["sourceIdentifier"]
        _download(source, secondary[source["sourceIdentifier"]], role)
    return Sources(primary=primary, secondary=secondary)


def _download_artifacts(pipeline: PipelineInput, *, into: Path, primary: Path, role: BuildRole) -> Sources:
    secondary = {}
    for name, location in pipeline.inputs.items():
        if name == pipeline.primary_input:
            _download_zip(location, primary, role)
        else:
            secondary[name] = into / "secondary" / name
            _download_zip(location, secondary[name], role)
    return Sources(primary=primary, secondary=secondary)


def _download(source: Document, directory: Path, role: BuildRole) -> None:
    if source["type"] == "NO_SOURCE":
        return
    if source["type"] != "S3":
        raise SourceError(
            "CLIENT_ERROR",
            f"source type {source['type']} is not offered by the local cloud; use CODEPIPELINE, S3 or NO_SOURCE",
        )
    bucket, _, key = source["location"].removeprefix("arn:aws:s3:::").partition("/")
    if key.endswith("/") or not key:
        _download_folder(bucket, key, directory, role)
    else:
        _download_zip(ArtifactLocation(bucket=bucket, key=key), directory, role)


def _download_zip(location: ArtifactLocation, directory: Path, role: BuildRole) -> None:
    try:
        with tempfile.TemporaryFile(dir=directory.parent if directory.parent.exists() else None) as file:
            _fetch(role, location, file)
            file.seek(0)
            unpack_zip(file, directory)
    except ArchiveError as error:
        raise SourceError("CLIENT_ERROR", f"{location.arn}: {error}") from error
    except (ClientError, ServiceError) as error:
        raise SourceError("CLIENT_ERROR", f"{error} for primary source and source version {location.arn}") from error


def _fetch(role: BuildRole, location: ArtifactLocation, file: IO[bytes]) -> None:
    body = role.client("s3").get_object(Bucket=location.bucket, Key=location.key)["Body"]
    shutil.copyfileobj(body, file, 1 << 20)


def _download_folder(bucket: str, prefix: str, directory: Path, role: BuildRole) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    try:
        s3 = role.client("s3")
        for listed in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for item in listed.get("Contents", []):
                relative = item["Key"].removeprefix(prefix)
                target = Path(os.path.normpath(directory / relative))
                if relative and not relative.endswith("/") and target.is_relative_to(directory):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with target.open("wb") as file:
                        _fetch(role, ArtifactLocation(bucket=bucket, key=item["Key"]), file)
    except (ClientError, ServiceError) as error:
        raise SourceError("CLIENT_ERROR", f"{error} for primary source arn:aws:s3:::{bucket}/{prefix}") from error


def read_buildspec(named: str | None, *, source_dir: Path, role: BuildRole) -> str:
    """The text of a build spec that is a file: of the source, or an object that its ARN names.

    Raises:
        SourceError: YAML_FILE_ERROR; there is no such file.
    """
    path = (named or DEFAULT_BUILDSPEC).strip()
    if path.startswith("arn:aws:s3:::"):
        bucket, _, key = path.removeprefix("arn:aws:s3:::").partition("/")
        try:
            return str(role.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode())
        except (ClientError, ServiceError, UnicodeDecodeError) as error:
            raise SourceError("YAML_FILE_ERROR", f"{path}: {error}") from error
    file = Path(os.path.normpath(source_dir / path))
    try:
        if not file.resolve().is_relative_to(source_dir.resolve()):
            raise FileNotFoundError(path)
        return file.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError("YAML_FILE_ERROR", f"stat {file}: no such file or directory") from error
