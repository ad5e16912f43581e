"""Where a build's files come from and go to: a pipeline's artifacts, and a project's own S3 places."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

import pytest

from tests.localcloud.codebuild.build_cloud import BuildCloud, context_of, phases_of

PIPELINE = {"source": {"type": "CODEPIPELINE"}, "artifacts": {"type": "CODEPIPELINE"}}
FILES = {
    "Makefile": "synth:\n\tmkdir -p cdk.out && echo '{}' > cdk.out/manifest.json\n",
    "scripts/run": "#!/bin/sh\necho ran\n",
}


def _pipeline(builds: BuildCloud, **members: Any) -> dict[str, Any]:
    bucket = builds.create_bucket()
    builds.put_zip(bucket, "p/Source/1", FILES, executable=("scripts/run",))
    return {
        "initiator": "codepipeline/demo",
        "source_version": "c0ffee",
        "inputs": {"Source": {"bucket": bucket, "key": "p/Source/1"}},
        "primary_input": "Source",
        "outputs": {"Synth_Output": {"bucket": bucket, "key": "p/Synth/1"}},
        "kms_key_arn": None,
        **members,
    }


def _run(builds: BuildCloud, spec: dict[str, Any], given: dict[str, Any], **settings: Any) -> dict[str, Any]:
    token = str(uuid.uuid4())
    builds.hand_over(token, given)
    return builds.run_build(builds.create_project(spec, **PIPELINE, **settings), idempotencyToken=token)


SYNTH = {
    "phases": {
        "build": {
            "commands": ["make synth", "scripts/run", "echo $CODEBUILD_INITIATOR $CODEBUILD_RESOLVED_SOURCE_VERSION"]
        }
    },
    "artifacts": {"base-directory": "cdk.out", "files": "**/*"},
}


def test_a_pipelines_build_reads_its_input_and_writes_its_output(builds: BuildCloud) -> None:
    given = _pipeline(builds)
    build = _run(builds, SYNTH, given)
    assert build["buildStatus"] == "SUCCEEDED", context_of(build, "UPLOAD_ARTIFACTS")
    bucket = given["inputs"]["Source"]["bucket"]
    assert builds.read_zip(bucket, "p/Synth/1").namelist() == ["manifest.json"]
    assert builds.output_of(build)[-2:] == ["ran", "codepipeline/demo c0ffee"]
    assert build["initiator"] == "codepipeline/demo"
    assert build["sourceVersion"] == f"arn:aws:s3:::{bucket}/p/Source/1"
    assert build["resolvedSourceVersion"] == "c0ffee"
    assert build["artifacts"]["location"] == f"arn:aws:s3:::{bucket}/p/Synth/1"
    body = builds.client("s3").get_object(Bucket=bucket, Key="p/Synth/1")["Body"].read()
    assert build["artifacts"]["sha256sum"] == hashlib.sha256(body).hexdigest()


def test_other_inputs_have_a_directory_each(builds: BuildCloud) -> None:
    given = _pipeline(builds)
    bucket = given["inputs"]["Source"]["bucket"]
    builds.put_zip(bucket, "p/Synth/0", {"manifest.json": "assembly"})
    given["inputs"]["Synth_Output"] = {"bucket": bucket, "key": "p/Synth/0"}
    given["outputs"] = {}
    build = _run(
        builds, {"phases": {"build": {"commands": ["ls", "cat $CODEBUILD_SRC_DIR_Synth_Output/manifest.json"]}}}, given
    )
    assert builds.output_of(build) == ["Makefile", "scripts", "assembly"]


def test_several_outputs_come_from_secondary_artifacts(builds: BuildCloud) -> None:
    given = _pipeline(builds)
    bucket = given["inputs"]["Source"]["bucket"]
    given["outputs"] = {name: {"bucket": bucket, "key": f"out/{name}"} for name in ("One", "Two")}
    spec = {
        "phases": {"build": {"commands": ["echo 1 > one.txt; mkdir two; echo 2 > two/two.txt"]}},
        "artifacts": {
            "secondary-artifacts": {
                "One": {"files": ["one.txt"]},
                "Two": {"files": ["**/*"], "base-directory": "two"},
            }
        },
    }
    build = _run(builds, spec, given)
    assert build["buildStatus"] == "SUCCEEDED"
    assert builds.read_zip(bucket, "out/One").namelist() == ["one.txt"]
    assert builds.read_zip(bucket, "out/Two").namelist() == ["two.txt"]
    assert [item["artifactIdentifier"] for item in build["secondaryArtifacts"]] == ["One", "Two"]


def test_artifacts_are_encrypted_with_the_pipelines_key(builds: BuildCloud) -> None:
    key = builds.client("kms").create_key()["KeyMetadata"]["Arn"]
    given = _pipeline(builds, kms_key_arn=key)
    build = _run(builds, SYNTH, given)
    assert build["buildStatus"] == "SUCCEEDED", context_of(build, "UPLOAD_ARTIFACTS")
    stored = builds.client("s3").head_object(Bucket=given["inputs"]["Source"]["bucket"], Key="p/Synth/1")
    assert (stored["ServerSideEncryption"], stored["SSEKMSKeyId"]) == ("aws:kms", key)


@pytest.mark.enforces(
    "KMS: an artifact is read only with a grant of the pipeline's key",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
)
def test_artifacts_are_out_of_reach_without_the_pipelines_key(builds: BuildCloud) -> None:
    key = builds.client("kms").create_key()["KeyMetadata"]["Arn"]
    role = builds.create_role("keyless", actions=("logs:*", "s3:*"))
    build = _run(builds, SYNTH, _pipeline(builds, kms_key_arn=key), role=role)
    assert (build["buildStatus"], phases_of(build)["UPLOAD_ARTIFACTS"]) == ("FAILED", "FAILED")
    assert "kms:GenerateDataKey" in context_of(build, "UPLOAD_ARTIFACTS")["message"]


def test_a_failed_build_still_uploads_what_it_made(builds: BuildCloud) -> None:
    given = _pipeline(builds)
    spec = {**SYNTH, "phases": {"build": {"commands": ["make synth", "false"]}}}
    build = _run(builds, spec, given)
    assert (build["buildStatus"], phases_of(build)["UPLOAD_ARTIFACTS"]) == ("FAILED", "SUCCEEDED")
    assert builds.read_zip(given["inputs"]["Source"]["bucket"], "p/Synth/1").namelist() == ["manifest.json"]


@pytest.mark.parametrize(
    ("artifacts", "message"),
    [
        ({"base-directory": "cdk.out", "files": "**/*"}, "no matching base directory path found for cdk.out"),
        ({"files": "none/*"}, "no matching artifact paths found"),
        (None, "no definition for output artifact Synth_Output"),
    ],
)
def test_a_missing_output_fails_the_build(builds: BuildCloud, artifacts: dict[str, str] | None, message: str) -> None:
    spec: dict[str, Any] = {"phases": {"build": {"commands": ["true"]}}}
    if artifacts:
        spec["artifacts"] = artifacts
    build = _run(builds, spec, _pipeline(builds))
    context = context_of(build, "UPLOAD_ARTIFACTS")
    assert (build["buildStatus"], context["statusCode"]) == ("FAILED", "CLIENT_ERROR")
    assert message in context["message"]


@pytest.mark.enforces(
    "CodeBuild: artifacts are moved with the build role's own permissions",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html",
)
@pytest.mark.parametrize(
    ("actions", "phase"),
    [(("logs:*", "s3:PutObject"), "DOWNLOAD_SOURCE"), (("logs:*", "s3:GetObject"), "UPLOAD_ARTIFACTS")],
)
def test_a_role_without_the_permission_cannot_move_artifacts(
    builds: BuildCloud, actions: tuple[str, ...], phase: str
) -> None:
    role = builds.create_role(f"cannot-{phase.lower()}", actions=actions)
    build = _run(builds, SYNTH, _pipeline(builds), role=role)
    assert (build["buildStatus"], phases_of(build)[phase]) == ("FAILED", "FAILED")
    assert "AccessDenied" in context_of(build, phase)["message"]


def test_a_buildspec_may_be_a_file_of_the_source(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    for name in ("buildspec.yml", "ci/other.yml"):
        spec = json.dumps({"version": "0.2", "phases": {"build": {"commands": [f"echo from {name}"]}}})
        builds.put_zip(bucket, f"{name}.zip", {name: spec})
    for name, named in (("buildspec.yml", ""), ("ci/other.yml", "ci/other.yml")):
        build = builds.run_build(
            builds.create_project(named, source={"type": "S3", "location": f"{bucket}/{name}.zip"})
        )
        assert builds.output_of(build) == [f"from {name}"]


def test_a_missing_buildspec_is_told(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    builds.put_zip(bucket, "empty.zip", {"README": "nothing"})
    build = builds.run_build(builds.create_project("", source={"type": "S3", "location": f"{bucket}/empty.zip"}))
    context = context_of(build, "DOWNLOAD_SOURCE")
    assert context["statusCode"] == "YAML_FILE_ERROR"
    assert context["message"].endswith("buildspec.yml: no such file or directory")


def test_a_folder_of_a_bucket_can_be_a_source(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    for key, text in (("src/a.txt", "a"), ("src/in/b.txt", "b"), ("other/c.txt", "c")):
        builds.client("s3").put_object(Bucket=bucket, Key=key, Body=text.encode())
    source = {"type": "S3", "location": f"{bucket}/src/"}
    build = builds.run("find . -type f | sort", source=source)
    assert builds.output_of(build) == ["./a.txt", "./in/b.txt"]


def test_secondary_sources_have_a_directory_each(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    builds.put_zip(bucket, "extra.zip", {"extra.txt": "extra"})
    secondary = [{"type": "S3", "location": f"{bucket}/extra.zip", "sourceIdentifier": "extra"}]
    build = builds.run("cat $CODEBUILD_SRC_DIR_extra/extra.txt", secondarySources=secondary)
    assert builds.output_of(build) == ["extra"]


@pytest.mark.parametrize(
    ("packaging", "keys"), [("ZIP", ["builds/out"]), ("NONE", ["builds/out/a.txt", "builds/out/in/b.txt"])]
)
def test_artifacts_of_a_project_go_to_its_bucket(builds: BuildCloud, packaging: str, keys: list[str]) -> None:
    bucket = builds.create_bucket()
    artifacts = {"type": "S3", "location": bucket, "path": "builds", "name": "out", "packaging": packaging}
    spec = {
        "phases": {"build": {"commands": ["mkdir -p d/in; echo a > d/a.txt; echo b > d/in/b.txt"]}},
        "artifacts": {"files": ["**/*"], "base-directory": "d"},
    }
    build = builds.run_build(builds.create_project(spec, artifacts=artifacts))
    assert build["buildStatus"] == "SUCCEEDED", context_of(build, "UPLOAD_ARTIFACTS")
    assert [item["Key"] for item in builds.client("s3").list_objects_v2(Bucket=bucket)["Contents"]] == keys
    assert build["artifacts"]["location"] == f"arn:aws:s3:::{bucket}/builds/out"


def test_an_artifacts_name_may_come_from_the_build(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    artifacts = {
        "type": "S3",
        "location": bucket,
        "namespaceType": "BUILD_ID",
        "packaging": "ZIP",
        "overrideArtifactName": True,
    }
    spec = {
        "phases": {"build": {"commands": ["export NAME=from-build; echo a > a.txt"]}},
        "artifacts": {"files": ["a.txt"], "name": "x-${NAME}.zip"},
    }
    build = builds.run_build(builds.create_project(spec, artifacts=artifacts))
    expected = f"{build['id'].partition(':')[2]}/x-from-build.zip"
    assert builds.read_zip(bucket, expected).namelist() == ["a.txt"]


def test_an_artifacts_name_is_read_by_the_shell(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    artifacts = {"type": "S3", "location": bucket, "packaging": "ZIP", "overrideArtifactName": True}
    name = 'site-$(printf %s "$KIND" | tr a-z A-Z)-`echo 1`-$((1+1))\'s "q".zip'
    spec = {
        "phases": {"build": {"commands": ["KIND=web; echo a > a.txt"]}},
        "artifacts": {"files": ["a.txt"], "name": name},
    }
    builds.run_build(builds.create_project(spec, artifacts=artifacts))
    assert builds.read_zip(bucket, 'site-WEB-1-2\'s "q".zip').namelist() == ["a.txt"]


def test_a_prefix_takes_the_paths_place_before_the_builds_id(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    artifacts = {
        "type": "S3",
        "location": bucket,
        "path": "path",
        "name": "a.zip",
        "namespaceType": "BUILD_ID",
        "packaging": "ZIP",
    }
    spec = {
        "phases": {"build": {"commands": ["echo a > a.txt"]}},
        "artifacts": {"files": ["a.txt"], "s3-prefix": "nightly"},
    }
    build = builds.run_build(builds.create_project(spec, artifacts=artifacts))
    assert builds.read_zip(bucket, f"nightly/{build['id'].partition(':')[2]}/a.zip").namelist() == ["a.txt"]


@pytest.mark.parametrize("kept", [True, False])
def test_links_in_an_artifact_are_kept_where_that_is_asked_for(builds: BuildCloud, *, kept: bool) -> None:
    bucket = builds.create_bucket()
    artifacts = {"type": "S3", "location": bucket, "name": "a.zip", "packaging": "ZIP"}
    spec = {
        "phases": {"build": {"commands": ["echo text > a.txt", "ln -s a.txt link.txt"]}},
        "artifacts": {"files": ["*.txt"], "enable-symlinks": kept},
    }
    builds.run_build(builds.create_project(spec, artifacts=artifacts))
    content = builds.read_zip(bucket, "a.zip").read("link.txt")
    assert content == (b"a.txt" if kept else b"text\n")


def test_a_key_without_effect_is_named_in_the_log(builds: BuildCloud) -> None:
    spec = {"artefacts": {"files": ["a"]}, "phases": {"build": {"commands": ["true"]}}}
    build = builds.run_build(builds.create_project(spec))
    assert build["buildStatus"] == "SUCCEEDED"
    assert "The build spec has artefacts, which is no key of its reference" in builds.log_of(build)


def test_input_that_was_handed_over_for_another_token_is_not_used(builds: BuildCloud) -> None:
    builds.hand_over("another-token", _pipeline(builds))
    project = builds.create_project(SYNTH, **PIPELINE)
    codebuild = builds.client("codebuild")
    with pytest.raises(codebuild.exceptions.InvalidInputException):
        codebuild.start_build(projectName=project, idempotencyToken="token")
