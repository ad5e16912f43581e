"""CodeBuild's resource names, in both directions."""

from __future__ import annotations

from dataclasses import dataclass

from localcloud.aws.service_error import ServiceError


@dataclass(frozen=True)
class Scope:
    """The account and region that a resource belongs to."""

    account: str
    region: str

    def _arn(self, resource: str) -> str:
        return f"arn:aws:codebuild:{self.region}:{self.account}:{resource}"

    def project(self, name: str) -> str:
        return self._arn(f"project/{name}")

    def build(self, build_id: str) -> str:
        return self._arn(f"build/{build_id}")

    def report_group(self, name: str) -> str:
        return self._arn(f"report-group/{name}")

    def report(self, group_name: str, report_id: str) -> str:
        return self._arn(f"report/{group_name}:{report_id}")

    def report_group_of(self, report_arn: str) -> str:
        """The ARN of the group that a report is in."""
        return self.report_group(resource_name(report_arn, "report").partition(":")[0])


def resource_name(arn: str, resource_type: str) -> str:
    """The name in `arn:aws:codebuild:region:account:<resource_type>/<name>`.

    Raises:
        ServiceError: InvalidInputException, as AWS answers for anything else.
    """
    segments = arn.split(":", 5)
    prefix = f"{resource_type}/"
    if len(segments) != 6 or segments[0] != "arn" or segments[2] != "codebuild" or not segments[5].startswith(prefix):
        raise ServiceError("InvalidInputException", f"Invalid ARN: {arn} is not the ARN of a {resource_type}")
    return segments[5].removeprefix(prefix)


def name_or_arn(value: str, resource_type: str) -> str:
    """The name of a resource that AWS lets callers give by name or by ARN."""
    return resource_name(value, resource_type) if value.startswith("arn:") else value


def project_of_build(build_id: str) -> str:
    """The project in a build's id (`project:uuid`) or ARN."""
    return name_or_arn(build_id, "build").partition(":")[0]
