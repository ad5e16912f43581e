"""What the store keeps: frozen records, replaced as a whole at each change. Times are epoch seconds (UTC)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from localcloud.services.codebuild.process.build_process import ProcessIdentity
from localcloud.services.codebuild.store import Document


@dataclass(frozen=True, kw_only=True)
class ProjectRecord:
    """A project.

    Attributes:
        definition: the members of CreateProject, defaults filled in; the API's form.
    """

    arn: str
    definition: Document
    created: float
    last_modified: float

    @property
    def name(self) -> str:
        """Unique in an account and region."""
        return str(self.definition["name"])

    @property
    def described(self) -> Document:
        """The project as BatchGetProjects answers it."""
        return {**self.definition, "arn": self.arn, "created": self.created, "lastModified": self.last_modified}

    @classmethod
    def read(cls, described: Document) -> ProjectRecord:
        """The record of a project that was described."""
        definition = {key: value for key, value in described.items() if key not in ("arn", "created", "lastModified")}
        return cls(
            arn=described["arn"],
            definition=definition,
            created=described["created"],
            last_modified=described["lastModified"],
        )


@dataclass(frozen=True, kw_only=True)
class ArtifactLocation:
    """One artifact's zip in the pipeline's artifact bucket."""

    bucket: str
    key: str

    @property
    def arn(self) -> str:
        return f"arn:aws:s3:::{self.bucket}/{self.key}"


@dataclass(frozen=True, kw_only=True)
class PipelineInput:
    """The artifacts of one CodeBuild action.

    Attributes:
        initiator: `codepipeline/<pipeline name>`.
        source_version: the commit (or object version) that the primary input was made from; may be empty.
        inputs: the input artifacts by name, in the action's order.
        primary_input: the one that becomes CODEBUILD_SRC_DIR.
        outputs: the output artifacts by name.
        kms_key_arn: the artifact store's key; None for S3's own.
    """

    initiator: str
    source_version: str
    inputs: Mapping[str, ArtifactLocation]
    primary_input: str
    outputs: Mapping[str, ArtifactLocation]
    kms_key_arn: str | None


@dataclass(frozen=True, kw_only=True)
class BuildRecord:
    """One build.

    Attributes:
        build: the API's form, as BatchGetBuilds answers it.
        project_artifacts: the primary and the secondary artifacts of the project, overrides applied; the API's form.
        request: the StartBuild request, for RetryBuild.
        pipeline: what CodePipeline handed over, for a build that it started.
        process: what is needed to end the build's processes after this server was killed; None until they start.
    """

    uuid: str
    build: Document
    project_artifacts: tuple[Document, ...]
    request: Document
    pipeline: PipelineInput | None = None
    process: ProcessIdentity | None = None

    @property
    def id(self) -> str:
        """`project:uuid`."""
        return str(self.build["id"])

    @property
    def complete(self) -> bool:
        """Whether the build has ended."""
        return bool(self.build["buildComplete"])


@dataclass(frozen=True, kw_only=True)
class ReportGroupRecord:
    """A report group; `export_config` and `tags` are in the API's form."""

    arn: str
    name: str
    type: str
    export_config: Document
    tags: tuple[Document, ...]
    created: float
    last_modified: float

    @property
    def described(self) -> Document:
        """The group as BatchGetReportGroups answers it."""
        return {
            "arn": self.arn,
            "name": self.name,
            "type": self.type,
            "exportConfig": self.export_config,
            "created": self.created,
            "lastModified": self.last_modified,
            "tags": list(self.tags),
            "status": "ACTIVE",
        }

    @classmethod
    def read(cls, described: Document) -> ReportGroupRecord:
        """The record of a group that was described."""
        return cls(
            arn=described["arn"],
            name=described["name"],
            type=described["type"],
            export_config=described["exportConfig"],
            tags=tuple(described["tags"]),
            created=described["created"],
            last_modified=described["lastModified"],
        )


@dataclass(frozen=True, kw_only=True)
class ReportRecord:
    """A report of a build's tests; `test_summary` is in the API's form."""

    arn: str
    group: ReportGroupRecord
    build_arn: str
    status: str
    created: float
    expired: float
    test_summary: Document

    @property
    def described(self) -> Document:
        """The report as BatchGetReports answers it, with the group as it was when the report was made."""
        return {
            "arn": self.arn,
            "type": self.group.type,
            "name": self.group.name,
            "reportGroupArn": self.group.arn,
            "executionId": self.build_arn,
            "status": self.status,
            "created": self.created,
            "expired": self.expired,
            "exportConfig": self.group.export_config,
            "truncated": False,
            "testSummary": self.test_summary,
        }
