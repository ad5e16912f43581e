"""Builds and the end of the server: killed, or told to end."""

from __future__ import annotations

from tests.localcloud.codebuild.build_cloud import BuildCloud, context_of, phases_of

SLOW = {"phases": {"build": {"commands": ["setsid sleep 301 & sleep 302 & echo started; sleep 303"]}}}


def _running_build(cloud: BuildCloud) -> str:
    started = cloud.client("codebuild").start_build(projectName=cloud.create_project(SLOW, name="slow"))["build"]
    cloud.await_build(started["id"], lambda build: build["currentPhase"] == "BUILD")
    cloud.await_true(lambda: len(cloud.processes_of(started["id"])) >= 4)
    return str(started["id"])


def test_a_killed_server_leaves_no_process_and_the_next_one_ends_the_build(own_builds: BuildCloud) -> None:
    build_id = _running_build(own_builds)
    ended = own_builds.run_build(own_builds.create_project({"phases": {"build": {"commands": ["true"]}}}))
    own_builds.kill()
    own_builds.await_true(lambda: own_builds.processes_of(build_id) == [])
    own_builds.start()
    codebuild = own_builds.client("codebuild")
    build = own_builds.await_build(build_id, lambda build: build["buildComplete"])
    assert (build["buildStatus"], phases_of(build)["BUILD"]) == ("FAULT", "FAULT")
    assert "the local cloud ended while it ran" in context_of(build, "BUILD")["message"]
    assert codebuild.batch_get_builds(ids=[ended["id"]])["builds"] == [ended]
    assert own_builds.stop() == 0
    assert list((own_builds.state_dir / "codebuild" / "builds").iterdir()) == []
    own_builds.start()


def test_a_server_that_is_told_to_end_leaves_no_builds_directory_behind(own_builds: BuildCloud) -> None:
    own_builds.run("mkdir -p locked/in && touch locked/in/file && chmod 500 locked/in locked")
    own_builds.run("exit 1")
    assert own_builds.stop() == 0
    assert list((own_builds.state_dir / "codebuild" / "builds").iterdir()) == []
    own_builds.start()


def test_a_server_that_is_told_to_end_ends_its_builds_first(own_builds: BuildCloud) -> None:
    build_id = _running_build(own_builds)
    assert own_builds.stop() == 0
    assert own_builds.processes_of(build_id) == []
    own_builds.start()
    build = own_builds.await_build(build_id, lambda build: build["buildComplete"])
    assert build["buildStatus"] == "FAULT"


def test_projects_and_numbers_go_on_after_a_restart(own_builds: BuildCloud) -> None:
    project = own_builds.create_project({"phases": {"build": {"commands": ["true"]}}})
    first = own_builds.run_build(project)
    own_builds.stop()
    own_builds.start()
    again = own_builds.run_build(project)
    assert (first["buildNumber"], again["buildNumber"]) == (1, 2)
    assert again["buildStatus"] == "SUCCEEDED"
