"""The secret that holds the language model's key, where an environment's engine is one: a person makes it."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.location import Location
from delivery.preflight.refusal import code
from delivery.preflight.situation import Situation
from feature_stacks.naming import anthropic_secret_name

_WITHOUT_A_MODEL = "extractive"


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """One line for each environment there whose engine needs it."""
    for environment in situation.environments_at(location):
        if environment.engine.engine == _WITHOUT_A_MODEL:
            continue
        name = anthropic_secret_name(environment.name)
        client = situation.accounts.client("secretsmanager", location)
        try:
            found = client.describe_secret(SecretId=name)
        except ClientError as error:
            if code(error) != "ResourceNotFoundException":
                raise
            yield to_do(f"{environment.name} uses a model, and there is no secret {name}", "make it: docs/anthropic.md")
            continue
        if not found.get("VersionIdsToStages"):
            yield to_do(f"the secret {name} holds no value", "put the key into it: docs/anthropic.md")
        elif "DeletedDate" in found:
            yield to_do(
                f"the secret {name} is to be deleted", f"`aws secretsmanager restore-secret --secret-id {name}`"
            )
        else:
            yield fine(f"the secret {name} is there")
