"""A new account runs one build of a compute type at a time; the next one is refused, not queued."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from localcloud.aws.limits.quotas import RUNNING_BUILDS
from localcloud.services.codebuild.builds.running_builds import running_builds_quota
from tests.localcloud.codebuild.build_cloud import TOOLS, BuildCloud
from tests.localcloud.ministack.principals import refused

_UNTIL_STOPPED = {"phases": {"build": {"commands": ["sleep 300"]}}}
_QUICK = {"phases": {"build": {"commands": ["true"]}}}
_LAMBDA = {
    "type": "LINUX_LAMBDA_CONTAINER",
    "computeType": "BUILD_LAMBDA_1GB",
    "image": "aws/codebuild/amazonlinux-x86_64-lambda-standard:python3.12",
}


@pytest.fixture(scope="module")
def new_builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildCloud]:
    """A running local cloud of new accounts, with a build role."""
    directory = tmp_path_factory.mktemp("new-builds")
    with BuildCloud(
        state_dir=directory / "state", toolchain_dir=directory / "toolchain", switches=("--new-accounts",)
    ) as cloud:
        cloud.create_role("build")
        yield cloud


def test_each_environment_counts_for_one_quota() -> None:
    assert [quota.key for quota in RUNNING_BUILDS[:1]] == ["codebuild-linux-small"]
    small = {"type": "LINUX_CONTAINER", "computeType": "BUILD_GENERAL1_SMALL"}
    assert running_builds_quota(small) == RUNNING_BUILDS[0]
    counted = running_builds_quota(_LAMBDA)
    assert counted is not None
    assert counted.name == "Concurrently running builds for Linux Lambda/1GB environment"
    assert running_builds_quota({"type": "WINDOWS_CONTAINER", "computeType": "BUILD_GENERAL1_MEDIUM"}) is None


@pytest.mark.cloud
@pytest.mark.enforces(
    "CodeBuild: over the quota of running builds StartBuild fails; nothing waits",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html",
)
def test_a_second_build_of_a_compute_type_is_refused_while_the_first_runs(new_builds: BuildCloud) -> None:
    codebuild = new_builds.client("codebuild")
    long, quick = new_builds.create_project(_UNTIL_STOPPED), new_builds.create_project(_QUICK)
    running = codebuild.start_build(projectName=long)["build"]
    with pytest.raises(codebuild.exceptions.AccountLimitExceededException, match="more than 1 builds in queue"):
        codebuild.start_build(projectName=quick)
    assert new_builds.run_build(new_builds.create_project(_QUICK, environment=_LAMBDA))["buildStatus"] == "SUCCEEDED"
    codebuild.stop_build(id=running["id"])
    new_builds.await_build(running["id"], lambda build: bool(build["buildComplete"]))
    assert new_builds.run_build(quick)["buildStatus"] == "SUCCEEDED"


@pytest.mark.cloud
def test_a_raised_quota_lets_more_builds_run(new_builds: BuildCloud) -> None:
    large = {"computeType": "BUILD_GENERAL1_LARGE"}
    codebuild = new_builds.client("codebuild")
    project = new_builds.create_project(_UNTIL_STOPPED, environment=large)
    first = codebuild.start_build(projectName=project)["build"]
    with refused("AccountLimitExceededException"):
        codebuild.start_build(projectName=project)
    (quota,) = (quota for quota in RUNNING_BUILDS if quota.key == "codebuild-linux-large")
    new_builds.client("service-quotas", TOOLS).request_service_quota_increase(
        ServiceCode="codebuild", QuotaCode=quota.code, DesiredValue=2
    )
    second = codebuild.start_build(projectName=project)["build"]
    for build in (first, second):
        codebuild.stop_build(id=build["id"])
