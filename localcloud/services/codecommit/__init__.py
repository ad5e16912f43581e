"""CodeCommit: repositories of the local git host, with the operations that pipelines and git need."""

from __future__ import annotations

from localcloud.aws.api.host_applications import register_host
from localcloud.aws.runtime import Runtime
from localcloud.git_host import Repositories
from localcloud.git_host.credential_helper import HOST
from localcloud.git_host.reference_changes import listen
from localcloud.services.codecommit.announcements import announcer
from localcloud.services.codecommit.cloudformation_types import register_types
from localcloud.services.codecommit.git_endpoint import GitEndpoint
from localcloud.services.codecommit.hosted import HostedRepositories
from localcloud.services.codecommit.service import register

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Serve the API, git and the resource type, and announce what is pushed."""
    hosted = HostedRepositories(Repositories(runtime.state_dir))
    register(hosted)
    register_types(hosted)
    register_host(HOST, GitEndpoint(hosted))
    listen("codecommit", announcer(hosted))
