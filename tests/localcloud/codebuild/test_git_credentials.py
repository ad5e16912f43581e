"""Git in a build: CodeCommit's address, and the credential helper that a build spec asks for.

Source: docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, env/git-credential-helper
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.localcloud.cloud_process import REGION, TOOLS
from tests.localcloud.codebuild.build_cloud import ALLOWED, BuildCloud
from tests.localcloud.ministack.principals import unique


@pytest.fixture
def name(builds: BuildCloud) -> Iterator[str]:
    """A repository with one commit."""
    client, chosen = builds.client("codecommit"), unique("repository")
    client.create_repository(repositoryName=chosen)
    client.put_file(repositoryName=chosen, branchName="main", filePath="tides.txt", fileContent=b"high\n")
    yield chosen
    client.delete_repository(repositoryName=chosen)


def _run(builds: BuildCloud, name: str, *commands: str, helper: str, actions: tuple[str, ...]) -> tuple[str, list[str]]:
    """How a build on a role with these permissions ended, and what it printed."""
    role = builds.create_role(unique("role"), actions=(*ALLOWED, *actions))
    url = f"https://git-codecommit.{REGION}.amazonaws.com/v1/repos/{name}"
    spec = {
        "env": {"git-credential-helper": helper},
        "phases": {"build": {"commands": [f"git clone --quiet {url} clone", *commands]}},
    }
    build = builds.run_build(builds.create_project(spec, role=role))
    return build["buildStatus"], builds.output_of(build)


def test_a_build_clones_and_pushes_as_its_role(builds: BuildCloud, name: str) -> None:
    commands = [
        "cat clone/tides.txt",
        "cd clone && git config user.name Wanjiru && git config user.email wanjiru@example.com",
        "echo low > tides.txt && git commit --quiet --all --message Low && git push --quiet origin HEAD:next",
    ]
    actions = ("codecommit:GitPull", "codecommit:GitPush")
    status, output = _run(builds, name, *commands, helper="yes", actions=actions)
    assert status == "SUCCEEDED", output
    assert "high" in output
    file = builds.client("codecommit").get_file(repositoryName=name, filePath="tides.txt", commitSpecifier="next")
    assert file["fileContent"] == b"low\n"


@pytest.mark.parametrize(
    ("helper", "actions", "expected"),
    [
        ("no", ("codecommit:GitPull",), "could not read Username"),
        (
            "yes",
            (),
            f"is not authorized to perform: codecommit:GitPull on resource: arn:aws:codecommit:{REGION}:{TOOLS}",
        ),
    ],
)
def test_a_build_without_the_helper_or_the_permission_clones_nothing(
    builds: BuildCloud, name: str, helper: str, actions: tuple[str, ...], expected: str
) -> None:
    status, output = _run(builds, name, helper=helper, actions=actions)
    assert (status, expected in "\n".join(output)) == ("FAILED", True), output
