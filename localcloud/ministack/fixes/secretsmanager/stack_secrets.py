"""A stack's secret goes by its ARN, and a password that is generated for it has the characters that were asked for.

MiniStack's `Ref` gives the secret's name, so that a policy whose resource it is (`grant_read` of the CDK) allows
nothing, and what takes the ARN apart fails; and of `GenerateSecretString` it knows `ExcludeCharacters` alone.
Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html, and
docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from ministack.services import secretsmanager
from ministack.services.cloudformation import drift, provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.drift", "_DRIFT_READERS"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched("services.cloudformation.provisioners", "_sm_secret_string", "props"),
    Touched("services.secretsmanager", "_get_random_password", "data"),
    Touched("services.secretsmanager", "_resolve", "secret_id,use_arn_scope"),
)
_TYPE: Final = "AWS::SecretsManager::Secret"
_DEFAULT_KEY: Final = "password"
Made = tuple[str, dict[str, Any]]


def apply() -> None:
    """Let the secret's handlers take and give ARNs, and generate what the template asks for."""
    handlers = provisioners._RESOURCE_HANDLERS[_TYPE]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def created(*args: Any) -> Made:
        _, attributes = create(*args)
        return attributes["Arn"], attributes

    def updated(physical_id: str, *args: Any, **options: Any) -> Made:
        name = _name(physical_id)
        new_name, attributes = update(name, *args, **options)
        # One that an earlier version made goes by its name for as long as it is there: another id is another resource.
        return (physical_id if new_name == name else attributes["Arn"]), attributes

    def deleted(physical_id: str, *args: Any) -> None:
        delete(_name(physical_id), *args)

    handlers |= {"create": created, "update": updated, "delete": deleted}
    read, properties = drift._DRIFT_READERS[_TYPE]
    drift._DRIFT_READERS[_TYPE] = (_by_name(read), properties)
    provisioners._sm_secret_string = secret_string


def _by_name(read: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    return lambda physical_id, properties: read(_name(physical_id), properties)


def _name(secret_id: str) -> str:
    """What MiniStack keeps a secret by; the id itself where there is none."""
    return secretsmanager._resolve(secret_id)[0] or secret_id


def secret_string(properties: Mapping[str, Any]) -> str:
    """The value that a template declares, or one that is generated as it says.

    Raises:
        ValueError: what it says cannot be generated, in Secrets Manager's words.
    """
    asked = properties.get("GenerateSecretString")
    if properties.get("SecretString") or not asked:
        return str(properties.get("SecretString") or "")
    password = _password(asked)
    template = asked.get("SecretStringTemplate")
    if not template:
        return password
    try:
        document = json.loads(template)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise ValueError("SecretStringTemplate is not a JSON structure")
    return json.dumps({**document, asked.get("GenerateStringKey", _DEFAULT_KEY): password})


def _password(asked: Mapping[str, Any]) -> str:
    # A template's text may stand for a number or a truth value.
    wanted = {name: value for name, value in asked.items() if name not in ("SecretStringTemplate", "GenerateStringKey")}
    for name, value in wanted.items():
        if name == "PasswordLength":
            wanted[name] = int(value)
        elif name != "ExcludeCharacters":
            wanted[name] = str(value).lower() == "true"
    status, _, body = secretsmanager._get_random_password(wanted)
    answer = json.loads(body)
    if status >= 400:
        raise ValueError(str(answer.get("message") or answer.get("Message")))
    return str(answer["RandomPassword"])
