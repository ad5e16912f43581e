"""The environment of a build, made from nothing: CodeBuild's variables, the toolchain's, the build's own.

Nothing of the developer's environment gets in. Of a name that is set twice, the one from StartBuild counts before the
project's, and the project's before the build spec's.
Source: "Environment variables in build environments" in the CodeBuild user guide.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from botocore.exceptions import ClientError

from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.buildspec import Buildspec
from localcloud.services.codebuild.role import BuildRole
from localcloud.services.codebuild.store import Document

_PARAMETERS_PER_CALL = 10


class StoredVariableError(Exception):
    """A parameter or a secret cannot be read; fails the DOWNLOAD_SOURCE phase, with a code that names the store."""

    code: ClassVar[str]


class DecryptedVariablesError(StoredVariableError):
    """It is a parameter of Parameter Store."""

    code = "Decrypted Variables Error"


class SecretsManagerError(StoredVariableError):
    """It is a secret of Secrets Manager."""

    code = "Secrets Manager Error"


@dataclass(frozen=True, kw_only=True)
class Variables:
    """A build's own variables with their values.

    Attributes:
        read_from_stores: names of those whose values come from Parameter Store or Secrets Manager; a secret, each.
    """

    values: Mapping[str, str]
    read_from_stores: frozenset[str]

    @property
    def secrets(self) -> frozenset[str]:
        """The values that no log may show."""
        return frozenset(self.values[name] for name in self.read_from_stores)


def resolve_variables(buildspec: Buildspec, environment: Document, role: BuildRole) -> Variables:
    """The build spec's and the project's variables (overrides already applied), read with the build's role.

    Raises:
        StoredVariableError: Parameter Store or Secrets Manager refused one.
    """
    declared: dict[str, tuple[str, str]] = {name: ("PLAINTEXT", value) for name, value in buildspec.variables.items()}
    declared |= {name: ("PARAMETER_STORE", value) for name, value in buildspec.parameter_store.items()}
    declared |= {name: ("SECRETS_MANAGER", value) for name, value in buildspec.secrets_manager.items()}
    for variable in environment.get("environmentVariables", []):
        declared[variable["name"]] = (variable.get("type", "PLAINTEXT"), variable["value"])
    parameters = {name: value for name, (kind, value) in declared.items() if kind == "PARAMETER_STORE"}
    secrets = {name: value for name, (kind, value) in declared.items() if kind == "SECRETS_MANAGER"}
    read = _read_from(DecryptedVariablesError, _read_parameters, parameters, role)
    read |= _read_from(SecretsManagerError, _read_secrets, secrets, role)
    plain = {name: value for name, (kind, value) in declared.items() if kind == "PLAINTEXT"}
    return Variables(values={**plain, **read}, read_from_stores=frozenset(read))


def _read_from(
    refusal: type[StoredVariableError],
    read: Callable[[Mapping[str, str], BuildRole], dict[str, str]],
    references: Mapping[str, str],
    role: BuildRole,
) -> dict[str, str]:
    try:
        return read(references, role)
    except (ClientError, ServiceError) as error:
        raise refusal(_reason(error)) from error


def _reason(error: ClientError | ServiceError) -> str:
    if isinstance(error, ServiceError):
        return f"{error.code}: {error.message}"
    return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"


def _read_parameters(references: Mapping[str, str], role: BuildRole) -> dict[str, str]:
    names = sorted(set(references.values()))
    found: dict[str, str] = {}
    for start in range(0, len(names), _PARAMETERS_PER_CALL):
        answer = role.client("ssm").get_parameters(
            Names=names[start : start + _PARAMETERS_PER_CALL], WithDecryption=True
        )
        if answer["InvalidParameters"]:
            raise DecryptedVariablesError(f"parameter does not exist: {', '.join(answer['InvalidParameters'])}")
        found |= {parameter["Name"]: parameter["Value"] for parameter in answer["Parameters"]}
        # A parameter may be asked for by its ARN.
        found |= {parameter["ARN"]: parameter["Value"] for parameter in answer["Parameters"] if "ARN" in parameter}
    return {variable: found[name] for variable, name in references.items()}


def _read_secrets(references: Mapping[str, str], role: BuildRole) -> dict[str, str]:
    return {variable: _read_secret(reference, role) for variable, reference in references.items()}


def _read_secret(reference: str, role: BuildRole) -> str:
    """Read `secret-id:json-key:version-stage:version-id`, where the id may be an ARN and the rest may be left out."""
    fields = reference.split(":")
    count = 7 if reference.startswith("arn:") else 1
    secret_id, rest = ":".join(fields[:count]), [*fields[count:], "", "", ""]
    json_key, stage, version = rest[0], rest[1], rest[2]
    selection: dict[str, Any] = {"VersionStage": stage} if stage else {}
    selection |= {"VersionId": version} if version else {}
    text = str(role.client("secretsmanager").get_secret_value(SecretId=secret_id, **selection)["SecretString"])
    if not json_key:
        return text
    try:
        return str(json.loads(text)[json_key])
    except (ValueError, KeyError, TypeError) as error:
        raise SecretsManagerError(f"the secret {secret_id} has no JSON key {json_key}") from error


def codebuild_variables(
    build: Document, *, source_dir: str, secondary_dirs: Mapping[str, str], region: str
) -> dict[str, str]:
    """The CODEBUILD_ variables of a build, and the region's."""
    optional = {
        "CODEBUILD_RESOLVED_SOURCE_VERSION": build.get("resolvedSourceVersion"),
        "CODEBUILD_SOURCE_VERSION": build.get("sourceVersion"),
        "CODEBUILD_SOURCE_REPO_URL": build["source"].get("location"),
        "CODEBUILD_LOG_PATH": build["logs"].get("streamName"),
        "CODEBUILD_KMS_KEY_ID": build.get("encryptionKey"),
    }
    return {
        "CODEBUILD_BUILD_ARN": build["arn"],
        "CODEBUILD_BUILD_ID": build["id"],
        "CODEBUILD_BUILD_IMAGE": build["environment"]["image"],
        "CODEBUILD_BUILD_NUMBER": str(build["buildNumber"]),
        "CODEBUILD_BUILD_SUCCEEDING": "1",
        "CODEBUILD_CI": "true",
        "CODEBUILD_INITIATOR": build["initiator"],
        "CODEBUILD_PROJECT_ARN": build["arn"].rpartition(":build/")[0] + f":project/{build['projectName']}",
        "CODEBUILD_SRC_DIR": source_dir,
        "CODEBUILD_START_TIME": str(round(build["startTime"] * 1000)),
        **{name: value for name, value in optional.items() if value},
        **{f"CODEBUILD_SRC_DIR_{identifier}": directory for identifier, directory in secondary_dirs.items()},
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
    }
