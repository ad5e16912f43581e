"""What a build's commands see: CodeBuild's variables, the project's, the build's own; nothing of the developer's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.codebuild.build_cloud import REGION, TOOLS, BuildCloud, context_of, phases_of


def _environment(builds: BuildCloud, build: dict[str, Any]) -> dict[str, str]:
    pairs = (line.partition("=") for line in builds.output_of(build))
    return {name: value for name, equals, value in pairs if equals}


def test_codebuilds_variables_are_set(builds: BuildCloud) -> None:
    project = builds.create_project({"phases": {"build": {"commands": ["env"]}}})
    build = builds.run_build(project)
    seen = _environment(builds, build)
    assert seen["CODEBUILD_BUILD_ARN"] == build["arn"]
    assert seen["CODEBUILD_BUILD_ID"] == build["id"]
    assert seen["CODEBUILD_BUILD_NUMBER"] == "1"
    assert seen["CODEBUILD_BUILD_IMAGE"] == "aws/codebuild/standard:7.0"
    assert seen["CODEBUILD_BUILD_SUCCEEDING"] == "1"
    assert seen["CODEBUILD_CI"] == "true"
    assert seen["CODEBUILD_INITIATOR"] == "operator"
    assert seen["CODEBUILD_KMS_KEY_ID"] == f"arn:aws:kms:{REGION}:{TOOLS}:alias/aws/s3"
    assert seen["CODEBUILD_LOG_PATH"] == build["logs"]["streamName"]
    assert seen["CODEBUILD_PROJECT_ARN"].endswith(f":project/{project}")
    assert seen["CODEBUILD_START_TIME"] == str(round(build["startTime"].timestamp() * 1000))
    assert seen["CODEBUILD_SRC_DIR"] == seen["PWD"]
    assert (seen["AWS_REGION"], seen["AWS_DEFAULT_REGION"]) == (REGION, REGION)
    assert seen["AWS_ENDPOINT_URL"] == builds.endpoint_url


def test_nothing_of_the_developers_environment_gets_in(own_builds: BuildCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    own_builds.stop()
    planted = {
        "AWS_PROFILE": "developer",
        "AWS_ACCESS_KEY_ID": "AKIADEVELOPER",
        "VIRTUAL_ENV": "/home/developer/.venv",
        "PYTHONPATH": "/home/developer/lib",
        "NPM_TOKEN": "developer",
        "http_proxy": "http://developer:1",
        "HOME": "/home/developer",
        "PATH": "/home/developer/bin:/usr/bin:/bin",
    }
    with monkeypatch.context() as developer:
        for name, value in planted.items():
            developer.setenv(name, value)
        own_builds.start()
    build = own_builds.run("env; python3 -c 'import sys; print(\"PREFIX=\" + sys.prefix)'")
    seen = _environment(own_builds, build)
    leaked = {name: value for name, value in seen.items() if "developer" in value.lower()}
    assert leaked == {}
    assert not set(seen) & (set(planted) - {"HOME", "PATH", "http_proxy"})
    assert seen["http_proxy"].startswith("http://127.0.0.1:")
    build_directory = str(own_builds.state_dir / "codebuild" / "builds")
    assert all(seen[name].startswith(build_directory) for name in ("HOME", "TMPDIR", "CDK_HOME", "npm_config_prefix"))
    assert "venv" not in seen["PREFIX"]
    assert seen["PREFIX"].startswith(build_directory)
    assert set(seen) >= {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN"}
    assert "AWS_SECRET_ACCESS_KEY" not in seen


def test_an_override_counts_before_the_project_and_the_project_before_the_buildspec(builds: BuildCloud) -> None:
    spec = {
        "env": {"variables": {"ONE": "buildspec", "TWO": "buildspec", "THREE": "buildspec"}},
        "phases": {"build": {"commands": ["echo $ONE $TWO $THREE"]}},
    }
    given = [{"name": name, "value": "project"} for name in ("TWO", "THREE")]
    project = builds.create_project(spec, environment={"environmentVariables": given})
    override = [{"name": "THREE", "value": "override"}, {"name": "CODEBUILD_INITIATOR", "value": "nobody"}]
    build = builds.run_build(project, environmentVariablesOverride=override)
    assert builds.output_of(build) == ["buildspec project override"]
    assert build["initiator"] == "operator"


def test_parameters_and_secrets_are_read_with_the_builds_role_and_masked(builds: BuildCloud) -> None:
    builds.client("ssm").put_parameter(Name="/app/token", Value="parameter-value", Type="SecureString")
    secret = builds.client("secretsmanager").create_secret(
        Name="app-secret", SecretString=json.dumps({"key": "secret-value", "other": "x"})
    )["ARN"]
    commands = ['echo "${#P} ${#S} ${#T}"', '[ "$S" = "$T" ] && echo same', "echo $P $S"]
    spec = {
        "env": {"parameter-store": {"P": "/app/token"}, "secrets-manager": {"S": "app-secret:key"}},
        "phases": {"build": {"commands": commands}},
    }
    given = [{"name": "T", "value": f"{secret}:key", "type": "SECRETS_MANAGER"}]
    build = builds.run_build(builds.create_project(spec, environment={"environmentVariables": given}))
    assert builds.output_of(build) == ["15 12 12", "same", "*** ***"]
    assert "secret-value" not in json.dumps(build, default=str)


@pytest.mark.enforces(
    "CodeBuild: secrets and access key ids are hidden in a build's log, however short and on every line",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html",
)
def test_a_secret_is_hidden_whatever_its_form(builds: BuildCloud) -> None:
    secret = "-----BEGIN KEY-----\nabcd\nabcdefgh\n-----END KEY-----\n"
    builds.client("secretsmanager").create_secret(Name="pem", SecretString=secret)
    builds.client("ssm").put_parameter(Name="/short/pin", Value="731", Type="SecureString")
    spec = {
        "env": {"parameter-store": {"PIN": "/short/pin"}, "secrets-manager": {"PEM": "pem"}},
        "phases": {"build": {"commands": ['echo "pin $PIN"', 'echo "$PEM"', "echo AKIAIOSFODNN7EXAMPLE ends"]}},
    }
    build = builds.run_build(builds.create_project(spec))
    assert builds.output_of(build) == ["pin ***", "***", "***", "***", "***", "*** ends"]


@pytest.mark.enforces(
    "CodeBuild: neither a secret nor a variable of AWS's own is exported",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
)
def test_no_secret_is_exported(builds: BuildCloud) -> None:
    builds.client("ssm").put_parameter(Name="/kept/token", Value="kept-token", Type="SecureString")
    builds.client("secretsmanager").create_secret(Name="kept-for-the-build", SecretString="kept-secret")
    names = ["TOKEN", "SECRET", "FROM_PROJECT", "AWS_REGION", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "PLAIN"]
    spec = {
        "env": {
            "parameter-store": {"TOKEN": "/kept/token"},
            "secrets-manager": {"SECRET": "kept-for-the-build"},
            "exported-variables": names,
        },
        "phases": {"build": {"commands": ["export PLAIN=ok"]}},
    }
    given = [{"name": "FROM_PROJECT", "value": "kept-for-the-build", "type": "SECRETS_MANAGER"}]
    build = builds.run_build(builds.create_project(spec, environment={"environmentVariables": given}))
    assert build["exportedEnvironmentVariables"] == [{"name": "PLAIN", "value": "ok"}]


def test_a_builds_variables_are_out_of_reach_of_others(builds: BuildCloud) -> None:
    """The commands run as the same user as the server, and see where the build's own files lie."""
    commands = [
        "export SEEN=1",
        'for f in "$HOME/.." "$HOME/../shell"; do stat -c %a "$f"; done',
        'stat -c %a "$HOME/../shell/exports"',
        "umask",
    ]
    assert builds.output_of(builds.run(commands)) == ["700", "700", "600", "0022"]


@pytest.mark.enforces(
    "CodeBuild: a parameter or secret that its role cannot read fails the build before its commands",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
)
@pytest.mark.parametrize(
    ("kind", "value", "code", "message"),
    [
        ("PARAMETER_STORE", "/app/absent", "Decrypted Variables Error", "parameter does not exist: /app/absent"),
        ("SECRETS_MANAGER", "absent-secret", "Secrets Manager Error", "ResourceNotFoundException"),
    ],
)
def test_a_variable_that_cannot_be_read_fails_the_download(
    builds: BuildCloud, kind: str, value: str, code: str, message: str
) -> None:
    build = builds.run("true", environment={"environmentVariables": [{"name": "V", "value": value, "type": kind}]})
    context = context_of(build, "DOWNLOAD_SOURCE")
    assert (build["buildStatus"], context["statusCode"]) == ("FAILED", code)
    assert message in context["message"]
    assert "INSTALL" not in phases_of(build)


def test_a_role_without_the_permission_cannot_read_a_secret(builds: BuildCloud) -> None:
    builds.client("secretsmanager").create_secret(Name="kept-secret", SecretString="kept")
    role = builds.create_role("no-secrets", actions=("logs:*",))
    given = [{"name": "V", "value": "kept-secret", "type": "SECRETS_MANAGER"}]
    build = builds.run("true", role=role, environment={"environmentVariables": given})
    assert "AccessDenied" in context_of(build, "DOWNLOAD_SOURCE")["message"]


def test_exported_variables_are_those_that_the_shell_exports_at_the_end(builds: BuildCloud) -> None:
    spec = {
        "env": {"exported-variables": ["A", "B", "A", "ABSENT", "LOCAL"], "variables": {"B": "declared"}},
        "phases": {
            "install": {"commands": ["export A=early", "LOCAL=1"]},
            "post_build": {"commands": ["export A='late value'"]},
        },
    }
    build = builds.run_build(builds.create_project(spec))
    assert build["exportedEnvironmentVariables"] == [
        {"name": "A", "value": "late value"},
        {"name": "B", "value": "declared"},
    ]


def test_the_builds_commands_act_as_the_projects_role(builds: BuildCloud) -> None:
    bucket = builds.create_bucket()
    role = builds.create_role("puts", actions=("logs:*", "s3:PutObject"))
    script = """
import os, urllib.request, json
request = urllib.request.Request(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
try:
    urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    print("without token", error.code)
request.add_header("Authorization", os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"])
answer = json.load(urllib.request.urlopen(request))
print(answer["RoleArn"], sorted(answer))
"""
    build = builds.run([f"python3 - <<'EOF'\n{script}\nEOF\n", f"echo {bucket}"], role=role)
    lines = builds.output_of(build)
    assert lines[0] == "without token 403"
    assert lines[1].startswith(f"{role} ['AccessKeyId', 'Expiration', 'RoleArn', 'SecretAccessKey', 'Token']")


@pytest.mark.enforces(
    "CodeBuild: runtime-versions names versions that the image has",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html",
)
@pytest.mark.parametrize(
    ("versions", "message"),
    [
        ({"python": "3.11", "nodejs": "latest"}, ""),
        ({"python": "3.x"}, ""),
        ({"python": "3.99"}, "Unknown runtime version named '3.99' of python"),
        ({"java": "corretto21"}, "Unknown runtime named 'java'"),
    ],
)
def test_only_the_images_runtimes_can_be_asked_for(builds: BuildCloud, versions: dict[str, str], message: str) -> None:
    spec = {"phases": {"install": {"runtime-versions": versions, "commands": ["true"]}}}
    build = builds.run_build(builds.create_project(spec))
    assert message in context_of(build, "DOWNLOAD_SOURCE")["message"]
    assert build["buildStatus"] == ("FAILED" if message else "SUCCEEDED")
