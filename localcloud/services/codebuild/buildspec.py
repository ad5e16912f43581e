"""Reads a build spec into typed data, refusing what CodeBuild refuses, in its words where they are known.

Source: "Build specification reference for CodeBuild" in the CodeBuild user guide; for version 0.1, its "Buildspec
versions" and "Shells and commands in build environments".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from localcloud.services.codebuild.build_document import DocumentError, Keys, read_document
from localcloud.services.codebuild.on_failure import OnFailure, read_on_failure

PHASES = ("install", "pre_build", "build", "post_build")

KnownKeys = Mapping[str, "KnownKeys | None"]
_PHASE_KEYS: KnownKeys = dict.fromkeys(("run-as", "on-failure", "runtime-versions", "commands", "finally"))
_FILE_KEYS: KnownKeys = dict.fromkeys(
    ("files", "name", "base-directory", "exclude-paths", "discard-paths", "s3-prefix", "enable-symlinks")
)
_KEYS: KnownKeys = {
    "version": None,
    "run-as": None,
    "env": dict.fromkeys(
        (
            *("shell", "variables", "parameter-store", "secrets-manager", "exported-variables"),
            "git-credential-helper",
        )
    ),
    "proxy": dict.fromkeys(("upload-artifacts", "logs")),
    "batch": None,
    "phases": dict.fromkeys(PHASES, _PHASE_KEYS),
    "reports": {"*": dict.fromkeys(("files", "base-directory", "discard-paths", "file-format"))},
    "artifacts": {**_FILE_KEYS, "secondary-artifacts": {"*": _FILE_KEYS}},
    "cache": dict.fromkeys(("paths", "key", "fallback-keys", "action")),
}
"""Every key of the reference; None: what is below is a value, or a person's own names."""

_KEYS_OF_0_1: KnownKeys = {
    **_KEYS,
    "environment_variables": {"plaintext": None},
    "artifacts": {**_FILE_KEYS, "type": None, "secondary-artifacts": {"*": _FILE_KEYS}},
}

_WITHOUT_EFFECT = ("batch", "proxy")
"""Keys of the reference that do nothing here: there is no batch, and no proxy in front of a build."""


class BuildspecError(Exception):
    """The build spec cannot be used; becomes a YAML_FILE_ERROR of the DOWNLOAD_SOURCE phase."""


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One of the four phases that run commands."""

    commands: tuple[str, ...] = ()
    finally_commands: tuple[str, ...] = ()
    on_failure: OnFailure | None = None
    runtime_versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ArtifactFiles:
    """Which files of a build become an artifact (or a report's raw data)."""

    files: tuple[str, ...]
    base_directory: str | None = None
    exclude_paths: tuple[str, ...] = ()
    discard_paths: bool = False
    name: str | None = None
    s3_prefix: str | None = None
    enable_symlinks: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportFiles:
    """Which files of a build are a report, and of which format."""

    selection: ArtifactFiles
    file_format: str = "JUNITXML"


@dataclass(frozen=True, kw_only=True)
class Buildspec:
    """A build spec.

    Attributes:
        shell_per_command: as in version 0.1, where no command sees what another one exported or where it went.
    """

    shell_per_command: bool = False
    shell: Literal["sh", "bash"] = "sh"
    variables: Mapping[str, str] = field(default_factory=dict)
    parameter_store: Mapping[str, str] = field(default_factory=dict)
    secrets_manager: Mapping[str, str] = field(default_factory=dict)
    exported_variables: tuple[str, ...] = ()
    git_credential_helper: bool = False
    phases: Mapping[str, Phase] = field(default_factory=dict)
    artifacts: ArtifactFiles | None = None
    secondary_artifacts: Mapping[str, ArtifactFiles] = field(default_factory=dict)
    reports: Mapping[str, ReportFiles] = field(default_factory=dict)
    cache_paths: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()
    keys_without_effect: tuple[str, ...] = ()


def is_inline(text: str) -> bool:
    """Whether a project's `buildspec` is the build spec itself, not the path of one in the source."""
    stripped = text.strip()
    return "\n" in stripped or stripped.startswith("{")


def parse_buildspec(text: str) -> Buildspec:
    """Parse a build spec (YAML, of which JSON is a part).

    Raises:
        BuildspecError: it is not one; the message names the place.
    """
    try:
        document = read_document(text)
    except DocumentError as error:
        raise BuildspecError(f"Unable to parse the build spec: {error}") from error
    if not isinstance(document, dict):
        raise BuildspecError("The build spec must be a mapping with the keys version and phases")
    first_version = _version(document.get("version")) == "0.1"
    env = _mapping(document.get("env"), "env")
    artifacts = _mapping(document.get("artifacts"), "artifacts")
    variables = _strings(env.get("variables"), "env/variables")
    if first_version:
        former = _mapping(document.get("environment_variables"), "environment_variables")
        variables |= _strings(former.get("plaintext"), "environment_variables/plaintext")
    return Buildspec(
        shell_per_command=first_version,
        shell=_shell(env.get("shell")),
        variables=variables,
        parameter_store=_strings(env.get("parameter-store"), "env/parameter-store"),
        secrets_manager=_strings(env.get("secrets-manager"), "env/secrets-manager"),
        exported_variables=tuple(dict.fromkeys(_string_list(env.get("exported-variables"), "exported-variables"))),
        git_credential_helper=_yes(env.get("git-credential-helper")),
        phases=_phases(document.get("phases")),
        artifacts=_artifact_files(artifacts, "artifacts") if artifacts.get("files") else None,
        secondary_artifacts={
            name: _artifact_files(_mapping(value, f"secondary-artifacts/{name}"), f"secondary-artifacts/{name}")
            for name, value in _mapping(artifacts.get("secondary-artifacts"), "secondary-artifacts").items()
        },
        reports={
            str(name): _report(value, str(name)) for name, value in _mapping(document.get("reports"), "reports").items()
        },
        cache_paths=_string_list(_mapping(document.get("cache"), "cache").get("paths"), "cache/paths"),
        unknown_keys=tuple(_unknown_keys(document, _KEYS_OF_0_1 if first_version else _KEYS)),
        keys_without_effect=tuple(key for key in _WITHOUT_EFFECT if _holds(document, key)),
    )


def _unknown_keys(document: Mapping[str, Any], known: KnownKeys, place: str = "") -> Iterator[str]:
    """Paths of keys that the reference does not have: passed over, but not without a word."""
    for name, value in document.items():
        path = f"{place}/{name}" if place else str(name)
        if name not in known and "*" not in known:
            yield path
            continue
        below = known.get(str(name), known.get("*"))
        if below and isinstance(value, dict):
            yield from _unknown_keys(value, below, path)


def _holds(document: Mapping[str, Any], path: str) -> bool:
    name, _, below = path.partition("/")
    value = document.get(name)
    return name in document and (not below or (isinstance(value, dict) and _holds(value, below)))


def _version(version: Any) -> Literal["0.1", "0.2"]:
    if version is None:
        raise BuildspecError("invalid buildspec: version is missing; write version: 0.2")
    if str(version) == "0.1":
        return "0.1"
    if str(version) == "0.2":
        return "0.2"
    raise BuildspecError(f"there is no build spec version {version}; write version: 0.2")


def _shell(value: Any) -> Literal["sh", "bash"]:
    if value in (None, "sh", "/bin/sh"):
        return "sh"
    if value in ("bash", "/bin/bash"):
        return "bash"
    raise BuildspecError(f"env/shell: {value} is not a shell that a Linux build has; use sh or bash")


def _phases(value: Any) -> dict[str, Phase]:
    document = _mapping(value, "phases")
    if not document:
        raise BuildspecError("invalid buildspec: phases is missing")
    unknown = [name for name in document if name not in PHASES]
    if unknown:
        raise BuildspecError(f"Invalid buildspec phase name: {unknown[0]}. Expecting: {','.join(sorted(PHASES))}")
    return {name: _phase(_mapping(document[name], name), name) for name in PHASES if name in document}


def _phase(document: Mapping[str, Any], name: str) -> Phase:
    try:
        on_failure = read_on_failure(_text(document["on-failure"])) if document.get("on-failure") else None
    except ValueError as error:
        raise BuildspecError(f"{name}/on-failure: {error}") from error
    return Phase(
        commands=_commands(document.get("commands"), "Commands"),
        finally_commands=_commands(document.get("finally"), "Finally"),
        on_failure=on_failure,
        runtime_versions=_strings(document.get("runtime-versions"), f"{name}/runtime-versions"),
    )


def _commands(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    commands = value if isinstance(value, list) else [value]
    for index, command in enumerate(commands):
        if isinstance(command, Keys):
            raise BuildspecError(
                f"Expected {where}[{index}] to be of string type: found subkeys instead at line {command.line}, "
                f"value of the key tag on line {command.line - 1} might be empty"
            )
        if not isinstance(command, str):
            raise BuildspecError(f"Expected {where}[{index}] to be of string type")
    return tuple(commands)


def _artifact_files(document: Mapping[str, Any], where: str) -> ArtifactFiles:
    files = _string_list(document.get("files"), f"{where}/files")
    if not files:
        raise BuildspecError(f"{where}: files is missing")
    base_directory, name, prefix = (document.get(key) for key in ("base-directory", "name", "s3-prefix"))
    return ArtifactFiles(
        files=files,
        base_directory=None if base_directory is None else _text(base_directory),
        exclude_paths=_string_list(document.get("exclude-paths"), f"{where}/exclude-paths"),
        discard_paths=_yes(document.get("discard-paths")),
        name=None if name is None else _text(name),
        s3_prefix=None if prefix is None else _text(prefix),
        enable_symlinks=_yes(document.get("enable-symlinks")),
    )


def _report(value: Any, name: str) -> ReportFiles:
    document = _mapping(value, f"reports/{name}")
    selection = _artifact_files({"files": "**/*", **document, "name": None}, f"reports/{name}")
    return ReportFiles(selection=selection, file_format=str(document.get("file-format", "JUNITXML")).upper())


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BuildspecError(f"{where} must be a mapping")
    return {str(key): item for key, item in value.items()}


def _strings(value: Any, where: str) -> dict[str, str]:
    mapping = _mapping(value, where)
    for key, item in mapping.items():
        if isinstance(item, dict | list):
            raise BuildspecError(f"{where}/{key} must be a string")
    return {key: _text(item) for key, item in mapping.items()}


def _string_list(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, dict | list) or item is None for item in items):
        raise BuildspecError(f"{where} must be a list of strings")
    return tuple(_text(item) for item in items)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _yes(value: Any) -> bool:
    return str(value).lower() in ("yes", "true", "on")
