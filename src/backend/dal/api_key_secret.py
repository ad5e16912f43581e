"""The model's API key: a secret in Secrets Manager, known here by its name, never by its value.

The secret's string is the key itself, or a JSON object with the key under `api_key`, which is how Secrets Manager's
console stores a pair. It is read when it is first needed and kept for the life of the function; a key that was refused
is read once more, because that is how a rotated key shows.
"""

import json
import re
import threading

from botocore.exceptions import BotoCoreError, ClientError

from dal.aws_clients import SecretsManagerClient
from dal.messages_api import ModelCallError

JSON_KEY = "api_key"
_USABLE = re.compile(r"[\x21-\x7e]{1,512}")
"""What an HTTP header takes: printable ASCII without spaces."""


class ApiKeySecret:
    """One secret, read at most once unless it turns out to be outdated."""

    def __init__(self, *, secrets_manager: SecretsManagerClient, secret_name: str) -> None:
        self._secrets_manager = secrets_manager
        self._secret_name = secret_name
        self._lock = threading.Lock()
        self._value: str | None = None

    def value(self) -> str:
        """The key.

        Raises:
            ModelCallError: it cannot be read, or the secret holds none.
        """
        with self._lock:
            if self._value is None:
                self._value = self._read()
            return self._value

    def value_instead_of(self, refused: str) -> str | None:
        """The key that replaced `refused`; None where it is still the same.

        Raises:
            ModelCallError: it cannot be read, or the secret holds none.
        """
        with self._lock:
            if self._value in (None, refused):
                self._value = self._read()
            return self._value if self._value != refused else None

    def _read(self) -> str:
        try:
            answer = self._secrets_manager.get_secret_value(SecretId=self._secret_name)
        except (ClientError, BotoCoreError):
            raise ModelCallError("key_unreadable", worth_retrying=False) from None
        key = _key_in(str(answer.get("SecretString", "")).strip())
        if not _USABLE.fullmatch(key):
            raise ModelCallError("key_unusable", worth_retrying=False)
        return key


def _key_in(secret: str) -> str:
    if not secret.startswith("{"):
        return secret
    try:
        return str(json.loads(secret)[JSON_KEY])
    except (ValueError, KeyError):
        return ""
