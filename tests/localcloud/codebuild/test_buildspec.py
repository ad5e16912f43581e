"""Build specs: what is read from them, and what is refused with which words."""

from __future__ import annotations

import json

import pytest

from localcloud.services.codebuild.buildspec import BuildspecError, is_inline, parse_buildspec

WHOLE = """
version: 0.2
env:
  shell: bash
  variables: {COUNT: 3, DEBUG: true, NAME: "x"}
  parameter-store: {TOKEN: /app/token}
  secrets-manager: {KEY: "app:key"}
  exported-variables: [COUNT, NAME, COUNT]
phases:
  install:
    runtime-versions: {python: 3.11, nodejs: 24}
    commands: npm ci
  build:
    on-failure: ABORT
    commands:
      - make synth
      - |
        first
        second
    finally: [make report]
artifacts:
  base-directory: cdk.out
  files: ['**/*']
  exclude-paths: ['*.log']
  secondary-artifacts:
    reports: {files: out/report.json, discard-paths: yes}
reports:
  unit: {files: [junit.xml], base-directory: out, file-format: JunitXml}
cache:
  paths: [node_modules/**/*]
"""


def test_everything_of_a_buildspec_is_read() -> None:
    spec = parse_buildspec(WHOLE)
    assert spec.shell == "bash"
    assert spec.variables == {"COUNT": "3", "DEBUG": "true", "NAME": "x"}
    assert spec.parameter_store == {"TOKEN": "/app/token"}
    assert spec.secrets_manager == {"KEY": "app:key"}
    assert spec.exported_variables == ("COUNT", "NAME")
    assert list(spec.phases) == ["install", "build"]
    assert spec.phases["install"].commands == ("npm ci",)
    assert spec.phases["install"].runtime_versions == {"python": "3.11", "nodejs": "24"}
    assert spec.phases["build"].commands == ("make synth", "first\nsecond\n")
    assert spec.phases["build"].finally_commands == ("make report",)
    assert spec.phases["build"].on_failure is not None
    assert spec.phases["build"].on_failure.action == "ABORT"
    assert spec.artifacts is not None
    assert (spec.artifacts.base_directory, spec.artifacts.files) == ("cdk.out", ("**/*",))
    assert spec.artifacts.exclude_paths == ("*.log",)
    assert spec.secondary_artifacts["reports"].files == ("out/report.json",)
    assert spec.secondary_artifacts["reports"].discard_paths
    assert spec.reports["unit"].file_format == "JUNITXML"
    assert spec.reports["unit"].selection.base_directory == "out"
    assert spec.cache_paths == ("node_modules/**/*",)


def test_json_is_a_buildspec_too() -> None:
    spec = parse_buildspec(json.dumps({"version": "0.2", "phases": {"build": {"commands": ["true"]}}}))
    assert spec.phases["build"].commands == ("true",)


def test_phases_run_in_their_order_however_they_are_written() -> None:
    spec = parse_buildspec("version: 0.2\nphases:\n  build: {commands: [b]}\n  install: {commands: [a]}\n")
    assert list(spec.phases) == ["install", "build"]


@pytest.mark.enforces(
    "CodeBuild: a build spec that breaks the reference ends the build in DOWNLOAD_SOURCE",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
)
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a list", "must be a mapping"),
        ("phases: {build: {commands: [a]}}", "version is missing"),
        ("version: 0.3\nphases: {build: {commands: [a]}}", "there is no build spec version 0.3"),
        ("version: 0.2", "phases is missing"),
        (
            "version: 0.2\nphases: {compile: {commands: [a]}}",
            "Invalid buildspec phase name: compile. Expecting: build,install,post_build,pre_build",
        ),
        (
            "version: 0.2\nphases: {build: {commands: [{echo a: b}]}}",
            r"Commands\[0\] to be of string type: found subkeys instead at line 2, value of the key tag on line 1",
        ),
        (
            "version: 0.2\nphases:\n  build:\n    commands:\n      - a\n      - echo x: y\n",
            r"Commands\[1\] to be of string type: found subkeys instead at line 6, value of the key tag on line 5",
        ),
        ("version: 0.2\nphases: {build: {commands: [[a]]}}", r"Commands\[0\] to be of string type"),
        ("version: 0.2\nphases: {build: {on-failure: SKIP, commands: [a]}}", "build/on-failure: SKIP is none of ABORT"),
        ("version: 0.2\nphases: {build: {on-failure: RETRY-101, commands: [a]}}", "RETRY-101 has a count over 100"),
        ("version: 0.2\nphases: {build: {on-failure: 'RETRY-2-(', commands: [a]}}", "has no regular expression"),
        ("version: 0.2\nenv: {shell: powershell}\nphases: {build: {commands: [a]}}", "shell: powershell"),
        (
            "version: 0.2\nenv: {variables: {A: [1]}}\nphases: {build: {commands: [a]}}",
            "env/variables/A must be a string",
        ),
        ("version: 0.2\nphases: {build: {commands: [a]}}\nreports: {unit: [x]}", "reports/unit must be a mapping"),
        ("version: 0.2\nphases: {build: {commands: [a]}\n", "Unable to parse the build spec"),
        ("version: 0.2\nphases: " + "[" * 200_000, "nested over 64 levels deep"),
        ("version: 0.2\nx: " + "{a: " * 100 + "}" * 100, "nested over 64 levels deep"),
        ("version: 0.2\nx: 2026-13-45 \x07", "Unable to parse the build spec"),
    ],
)
def test_a_wrong_buildspec_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(BuildspecError, match=message):
        parse_buildspec(text)


def test_keys_that_the_reference_does_not_have_are_named() -> None:
    spec = parse_buildspec("""
version: 0.2
artefacts: {files: [a]}
env: {variables: {ANY: 1}, exported-varibles: [ANY], git-credential-helper: yes}
proxy: {upload-artifacts: no, logs: no}
phases: {build: {command: [a], commands: [a], runtime-versions: {python: 3.11}}}
reports: {unit: {file: x}}
artifacts: {files: [a], secondary-artifacts: {one: {files: [a], filez: [b]}}}
""")
    assert spec.unknown_keys == (
        "artefacts",
        "env/exported-varibles",
        "phases/build/command",
        "reports/unit/file",
        "artifacts/secondary-artifacts/one/filez",
    )


def test_nothing_of_the_whole_reference_is_unknown() -> None:
    assert parse_buildspec(WHOLE).unknown_keys == ()


@pytest.mark.parametrize(
    ("text", "inline"),
    [
        ("buildspec.yml", False),
        ("ci/build.yml", False),
        ("version: 0.2\nphases: {}", True),
        ('{"version": "0.2"}', True),
    ],
)
def test_a_project_names_a_file_or_holds_the_buildspec(text: str, inline: bool) -> None:
    assert is_inline(text) is inline


def test_keys_that_do_nothing_here_are_named() -> None:
    text = """version: 0.2
batch: {fast-fail: yes}
proxy: {logs: yes}
phases: {build: {commands: [make]}}
"""
    assert parse_buildspec(text).keys_without_effect == ("batch", "proxy")
    assert parse_buildspec("version: 0.2\nphases: {build: {commands: [make]}}\n").keys_without_effect == ()


@pytest.mark.parametrize("written", ["007", "1_000", "3.10", "1e3", "12:30", "2026-01-02", "0x1F", "yes", "True", "="])
def test_a_scalar_without_quotes_is_the_text_that_is_written(written: str) -> None:
    """Source: docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, env/variables and runtime-versions;
    its samples ask for `python: 3.10` without quotes."""
    text = f"version: 0.2\nenv: {{variables: {{A: {written}}}}}\nphases: {{build: {{commands: [{written}]}}}}\n"
    spec = parse_buildspec(text)
    assert spec.variables == {"A": written}
    assert spec.phases["build"].commands == (written,)


@pytest.mark.parametrize(
    ("written", "retries"),
    [
        ("RETRY", 3),
        ("RETRY-0", 0),
        ("RETRY-7", 7),
        ("RETRY-.*exit status 2", 3),
        ("RETRY-.*exit status 3", 0),
        ("RETRY-5-.*exit status 2", 5),
        ("RETRY-5-.*exit status 3", 0),
        ("RETRY-2 files", 0),
        ("ABORT", 0),
        ("CONTINUE", 0),
    ],
)
def test_a_phase_may_ask_for_retries_of_some_failures(written: str, retries: int) -> None:
    """Source: docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, phases/*/on-failure"""
    text = f"version: 0.2\nphases: {{build: {{on-failure: {written}, commands: [a]}}}}\n"
    asked = parse_buildspec(text).phases["build"].on_failure
    assert asked is not None
    assert asked.retries("Error while executing command: make. Reason: exit status 2") == retries


def test_version_0_1_has_a_shell_for_each_command_and_its_own_name_for_variables() -> None:
    """Source: docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, "Buildspec versions"."""
    text = """version: 0.1
environment_variables: {plaintext: {A: 1}}
phases: {build: {commands: [make]}}
artifacts: {type: zip, files: [a]}
"""
    spec = parse_buildspec(text)
    assert spec.shell_per_command
    assert (spec.variables, spec.unknown_keys) == ({"A": "1"}, ())
    newer = parse_buildspec(text.replace("0.1", "0.2"))
    assert not newer.shell_per_command
    assert (newer.variables, newer.unknown_keys) == ({}, ("environment_variables", "artifacts/type"))


@pytest.mark.parametrize(("given", "expected"), [("yes", True), ("'yes'", True), ("no", False), ("'no'", False)])
def test_a_buildspec_asks_for_the_credential_helper_of_git(given: str, expected: bool) -> None:
    text = f"version: 0.2\nenv: {{git-credential-helper: {given}}}\nphases: {{build: {{commands: [make]}}}}\n"
    assert parse_buildspec(text).git_credential_helper is expected
    assert not parse_buildspec("version: 0.2\nphases: {build: {commands: [make]}}\n").git_credential_helper
