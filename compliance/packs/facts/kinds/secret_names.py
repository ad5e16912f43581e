"""Which names say that their value is a secret, and which only that it is about one: `DB_PASSWORD` and `apiKey`, but
not `SECRET_NAME`, `TOKEN_TTL` or `partitionKey`."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SECRETS: Final = re.compile(
    r"^(?:password|passwd|passwort|pass|pwd|pw|passphrase|passcode|secrets?|token|credentials?|creds|authorization)$"
    r"|(?:password|passwd|secret|token|apikey|privatekey|secretkey|accesskey)$"
)
_KEYS: Final = re.compile(
    r"^(?:api|access|private|secret|sign|signing|encryption|master|account|shared|auth|licen[cs]e|service|jwt|hmac"
    r"|session|app|application|deploy|ssh|rsa|pgp|gpg|aes|storage|admin|cookie|webhook|stripe|openai|anthropic"
    r"|sendgrid|datadog|twilio|client|host|integration|subscription)$"
)
"""What comes before the word `key` where it is a secret, and not a table's, an object's or a map's."""


def names_secret(name: str) -> bool:
    """Whether a value of that name is a secret. The last word of a name says what its value is."""
    words = [word.lower() for word in _WORD.findall(name)]
    while len(words) > 1 and (words[-1].isdigit() or words[-1] in ("value", "plaintext", "plain", "text", "string")):
        words.pop()
    if not words:
        return False
    if words[-1] == "key":
        return len(words) > 1 and bool(_KEYS.match(words[-2]))
    return bool(_SECRETS.search(words[-1]))
