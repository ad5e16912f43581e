"""Uploads what a build made, with the build's role: to the pipeline's artifact bucket, or to the project's own."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import IO, Any

from botocore.exceptions import ClientError

from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.zips import Entry, with_linked_files, write_zip
from localcloud.services.codebuild.artifacts.file_selection import LogLine, SelectionError, select_files
from localcloud.services.codebuild.artifacts.sources import Sources
from localcloud.services.codebuild.buildspec import ArtifactFiles, Buildspec
from localcloud.services.codebuild.records import ArtifactLocation, BuildRecord, PipelineInput
from localcloud.services.codebuild.role import BuildRole
from localcloud.services.codebuild.store import Document

_DEFAULT_S3_KEY = "alias/aws/s3"


class UploadError(Exception):
    """An artifact cannot be made or stored; fails the UPLOAD_ARTIFACTS phase."""


class ArtifactUpload:
    """The artifacts of one build."""

    def __init__(
        self, *, record: BuildRecord, role: BuildRole, log_line: LogLine, in_shell: Callable[[str], str]
    ) -> None:
        """Take what every artifact of the build needs.

        Args:
            in_shell: what the build's shell makes of an artifact's name, in which commands may stand.
        """
        self._build = record.build
        self._uuid = record.uuid
        self._planned = record.project_artifacts
        self._pipeline = record.pipeline
        self._role = role
        self._log_line = log_line
        self._in_shell = in_shell

    def upload(
        self,
        buildspec: Buildspec,
        *,
        sources: Sources,
        environment: dict[str, str],
        scratch: Path,
    ) -> tuple[Document, list[Document]]:
        """Upload every artifact; returns the build's `artifacts` and `secondaryArtifacts`.

        Args:
            environment: values for `$NAME` in an artifact's paths, as the shell left them.
            scratch: where zips are made.

        Raises:
            UploadError: no file matches, or the role may not store it.
        """
        expand = _expander(environment)
        try:
            if self._pipeline is not None:
                return self._upload_to_pipeline(self._pipeline, buildspec, sources, expand, scratch)
            return self._upload_to_project_buckets(buildspec, sources, expand, scratch)
        except SelectionError as error:
            raise UploadError(str(error)) from error
        except (ClientError, ServiceError, OSError) as error:
            raise UploadError(f"Error in UPLOAD_ARTIFACTS phase: {error}") from error

    def _upload_to_pipeline(
        self,
        pipeline: PipelineInput,
        buildspec: Buildspec,
        sources: Sources,
        expand: Callable[[str], str],
        scratch: Path,
    ) -> tuple[Document, list[Document]]:
        uploaded = []
        for name, location in pipeline.outputs.items():
            selection = _pipeline_selection(name, buildspec, only=len(pipeline.outputs) == 1)
            entries = self._select(selection, sources, expand)
            encryption = (
                {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": pipeline.kms_key_arn} if pipeline.kms_key_arn else {}
            )
            entries = list(with_linked_files(entries, keep_inside=selection.enable_symlinks))
            uploaded.append({"artifactIdentifier": name, **self._put_zip(location, entries, encryption, scratch)})
        return (uploaded[0] if uploaded else {"location": ""}), (uploaded if len(uploaded) > 1 else [])

    def _upload_to_project_buckets(
        self, buildspec: Buildspec, sources: Sources, expand: Callable[[str], str], scratch: Path
    ) -> tuple[Document, list[Document]]:
        primary, secondary = self._planned[0], self._planned[1:]
        result = self._build["artifacts"]
        if primary["type"] == "S3":
            if buildspec.artifacts is None:
                raise UploadError("no definition for artifacts in the build spec, but the project has S3 artifacts")
            result = self._put_project_artifact(primary, buildspec.artifacts, sources, expand, scratch)
        others = []
        for planned in secondary:
            identifier = planned["artifactIdentifier"]
            selection = buildspec.secondary_artifacts.get(identifier)
            if selection is None:
                raise UploadError(f"no definition for secondary artifact {identifier} in the build spec")
            uploaded = self._put_project_artifact(planned, selection, sources, expand, scratch)
            others.append({"artifactIdentifier": identifier, **uploaded})
        return result, others

    def _put_project_artifact(
        self, planned: Document, selection: ArtifactFiles, sources: Sources, expand: Callable[[str], str], scratch: Path
    ) -> Document:
        name = self._in_shell(selection.name) if planned.get("overrideArtifactName") and selection.name else None
        prefix = expand(selection.s3_prefix or "")
        key = artifact_key(planned, self._build["projectName"], self._uuid, name, prefix=prefix)
        encrypted = not planned.get("encryptionDisabled")
        encryption = self._project_encryption() if encrypted else {}
        entries = self._select(selection, sources, expand)
        facts = {
            "encryptionDisabled": not encrypted,
            "overrideArtifactName": bool(planned.get("overrideArtifactName")),
        }
        if planned.get("packaging") == "ZIP":
            location = ArtifactLocation(bucket=planned["location"], key=key)
            entries = list(with_linked_files(entries, keep_inside=selection.enable_symlinks))
            return {**facts, **self._put_zip(location, entries, encryption, scratch)}
        for entry in entries:
            with entry.path.open("rb") as file:
                self._put(planned["location"], f"{key}/{entry.name}", file, encryption)
        return {**facts, "location": f"arn:aws:s3:::{planned['location']}/{key}"}

    def _project_encryption(self) -> dict[str, str]:
        key = self._build["encryptionKey"]
        # S3's own key is what a bucket uses when no key is named.
        return {} if key.endswith(_DEFAULT_S3_KEY) else {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}

    def _select(self, selection: ArtifactFiles, sources: Sources, expand: Callable[[str], str]) -> list[Entry]:
        expanded = ArtifactFiles(
            files=tuple(expand(pattern) for pattern in selection.files),
            base_directory=None if selection.base_directory is None else expand(selection.base_directory),
            exclude_paths=tuple(expand(pattern) for pattern in selection.exclude_paths),
            discard_paths=selection.discard_paths,
        )
        return select_files(expanded, source_dir=sources.primary, log_line=self._log_line)

    def _put_zip(
        self, location: ArtifactLocation, entries: list[Entry], encryption: dict[str, str], scratch: Path
    ) -> Document:
        with tempfile.TemporaryFile(dir=scratch) as file:
            write_zip(file, entries)
            sha256 = _digest(file, hashlib.sha256())
            md5 = _digest(file, hashlib.md5(usedforsecurity=False))
            self._put(location.bucket, location.key, file, encryption)
        return {"location": location.arn, "sha256sum": sha256, "md5sum": md5}

    def _put(self, bucket: str, key: str, body: IO[bytes], encryption: dict[str, str]) -> None:
        body.seek(0)
        self._role.client("s3").put_object(Bucket=bucket, Key=key, Body=body, **encryption)


def _pipeline_selection(name: str, buildspec: Buildspec, *, only: bool) -> ArtifactFiles:
    if name in buildspec.secondary_artifacts:
        return buildspec.secondary_artifacts[name]
    if only and buildspec.artifacts is not None:
        return buildspec.artifacts
    where = "artifacts" if only else f"secondary-artifacts/{name}"
    raise UploadError(f"no definition for output artifact {name}: the build spec has no {where}")


def _digest(file: IO[bytes], digest: Any) -> str:
    file.seek(0)
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return str(digest.hexdigest())


def _expander(environment: dict[str, str]) -> Callable[[str], str]:
    """Replaces `$NAME` and `${NAME}`, as CodeBuild does in an artifact's name and paths."""
    return lambda text: Template(text).safe_substitute(environment)


def artifact_key(
    artifacts: Document, project_name: str, build_uuid: str, name: str | None = None, *, prefix: str = ""
) -> str:
    """The S3 key of an artifact (for packaging NONE a folder): path, the build's id if the namespace is that, name.

    Args:
        prefix: the build spec's `s3-prefix`; it counts where the namespace is the build's id, in the path's place.
    """
    segments = [artifacts.get("path", "").strip("/")]
    if artifacts.get("namespaceType") == "BUILD_ID":
        segments = [prefix.strip("/")] if prefix else segments
        segments.append(build_uuid)
    segments.append((name or artifacts.get("name") or project_name).strip("/"))
    return "/".join(part for part in segments if part)
