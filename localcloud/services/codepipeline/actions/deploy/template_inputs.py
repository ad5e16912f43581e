"""Parameters and tags of a stack, from a template configuration file and the action's overrides.

Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html and
.../continuous-delivery-codepipeline-parameter-override-functions.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from localcloud.services.codepipeline.actions.artifact_files import ArtifactFiles, split_path
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, ActionJob, Artifact

_GET_PARAM, _GET_ARTIFACT = "Fn::GetParam", "Fn::GetArtifactAtt"


def template_configuration(job: ActionJob, files: ArtifactFiles) -> dict[str, Any]:
    """The template configuration file (``Parameters``, ``Tags``), or an empty one.

    Raises:
        ActionFailedError: it does not exist or is not JSON.
    """
    path = job.configuration.get("TemplateConfiguration")
    if not path:
        return {}
    name, file = split_path(path, what="TemplateConfiguration")
    return files.read_json(job.input(name), file)


def parameters(job: ActionJob, files: ArtifactFiles, configuration: Mapping[str, Any]) -> dict[str, str]:
    """The stack's parameters; overrides win over the template configuration file.

    Raises:
        ActionFailedError: the overrides are not a JSON object, or refer to what does not exist.
    """
    found = {name: _text(value) for name, value in configuration.get("Parameters", {}).items()}
    text = job.configuration.get("ParameterOverrides")
    if not text:
        return found
    try:
        overrides = json.loads(text)
    except ValueError as error:
        raise ActionFailedError(f"ParameterOverrides is not JSON: {error}", code=CONFIGURATION_ERROR) from error
    if not isinstance(overrides, dict):
        raise ActionFailedError("ParameterOverrides must be a JSON object", code=CONFIGURATION_ERROR)
    return {**found, **{name: _override(job, files, name, value) for name, value in overrides.items()}}


def _override(job: ActionJob, files: ArtifactFiles, name: str, value: Any) -> str:
    if not isinstance(value, dict):
        return _text(value)
    if len(value) == 1 and _GET_PARAM in value:
        artifact, file, key = _arguments(name, value[_GET_PARAM], count=3)
        content = files.read_json(job.input(artifact), file)
        if key not in content:
            message = f"The parameter {name}: {artifact}::{file} has no key {key!r}"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR)
        return _text(content[key])
    if len(value) == 1 and _GET_ARTIFACT in value:
        artifact, attribute = _arguments(name, value[_GET_ARTIFACT], count=2)
        return _attribute(job, name, job.input(artifact), attribute)
    message = f"The parameter {name} must be text, {_GET_PARAM} or {_GET_ARTIFACT}"
    raise ActionFailedError(message, code=CONFIGURATION_ERROR)


def _arguments(name: str, value: Any, *, count: int) -> list[str]:
    if not isinstance(value, list) or len(value) != count or not all(isinstance(item, str) for item in value):
        message = f"The function of the parameter {name} takes a list of {count} texts"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR)
    return value


def _attribute(job: ActionJob, name: str, artifact: Artifact, attribute: str) -> str:
    host = f"https://s3.{job.region}.amazonaws.com"
    known = {
        "BucketName": artifact.bucket,
        "ObjectKey": artifact.key,
        "URL": f"{host}/{artifact.bucket}/{artifact.key}",
    }
    if attribute not in known:
        message = f"The parameter {name}: an artifact has {', '.join(sorted(known))}, not {attribute}"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR)
    return known[attribute]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
