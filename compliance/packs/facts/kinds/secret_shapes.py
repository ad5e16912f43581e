"""What a secret looks like: the published forms of tokens, a password in a URL or behind a name, a text without order.

The forms are those that the issuers document, most of them made to be found by scanners
(docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

from compliance.packs.facts.kinds.secret_names import names_secret

TOKENS: Final[tuple[str, ...]] = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7X]{16}",  # AWS; X as in made-up ones
    r"gh[pousr]_[A-Za-z0-9]{20,}",
    r"github_pat_[A-Za-z0-9_]{22,}",
    r"gl(?:pat|ptt|dt|rt|soat|cbt)-[A-Za-z0-9_-]{8,}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"xapp-\d-[A-Za-z0-9-]{10,}",
    r"sk-(?:ant-|proj-|or-|svcacct-)?[A-Za-z0-9_-]{8,}",
    r"(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{8,}",
    r"whsec_[A-Za-z0-9+/=]{8,}",
    r"SG\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    r"AIza[A-Za-z0-9_-]{30,}",
    r"ya29\.[A-Za-z0-9_-]{20,}",
    r"GOCSPX-[A-Za-z0-9_-]{20,}",
    r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    r"npm_[A-Za-z0-9]{20,}",
    r"pypi-[A-Za-z0-9_-]{20,}",
    r"rubygems_[a-f0-9]{20,}",
    r"do[opr]_v1_[a-f0-9]{20,}",
    r"hf_[A-Za-z0-9]{20,}",
    r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{20,}",
    r"sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}",
    r"EAAA[A-Za-z0-9_-]{50,}",
    r"hv[sbr]\.[A-Za-z0-9_-]{20,}",
    r"dp\.(?:pt|st|ct|sa)\.[A-Za-z0-9_.-]{20,}",
    r"dapi[a-f0-9]{32}",
    r"lin_api_[A-Za-z0-9]{20,}",
    r"NRAK-[A-Z0-9]{20,}",
    r"ATATT3[A-Za-z0-9_=-]{20,}",
    r"ATCTT3[A-Za-z0-9_=-]{20,}",
    r"PMAK-[a-f0-9-]{20,}",
    r"key-[a-f0-9]{32}",
    r"glsa_[A-Za-z0-9_]{20,}",
    r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{20,}",
    r"AGE-SECRET-KEY-1[A-Z0-9]{20,}",
    r"\d{8,10}:AA[A-Za-z0-9_-]{30,}",
    r"AccountKey=[A-Za-z0-9+/=]{20,}",
    r"SharedAccessKey=[A-Za-z0-9+/=]{20,}",
    r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{6,}",
    r"discord(?:app)?\.com/api/webhooks/\d+/[A-Za-z0-9_-]{6,}",
    r"[a-z0-9-]+\.webhook\.office\.com/webhookb2/[A-Za-z0-9@/-]{20,}",
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY",
    r"PuTTY-User-Key-File-",
    r"(?i:bearer|basic) [A-Za-z0-9+/_.=-]{12,}",
)
_TOKEN: Final = re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(TOKENS) + ")")

_NOT_A_VALUE: Final = r"(?![$<{%*])"
_IN_URL: Final = re.compile(rf"[a-z][a-z0-9+.-]*://[^\s:/@]*:{_NOT_A_VALUE}[^\s/@]+@", re.IGNORECASE)
_ASSIGNED: Final = re.compile(
    rf"(?P<name>[A-Za-z][\w.-]*)[\"']?(?:=|\s*:(?!:)\s*|\s*=>?\s*(?=[\"']))[\"']?{_NOT_A_VALUE}(?P<value>[^\s\"';,&]+)"
)
"""As in a shell, in YAML, in JSON and, where the value is quoted, in a program."""
_OPTION: Final = re.compile(rf"--(?P<name>[a-z][\w-]*)[\s=]+[\"']?{_NOT_A_VALUE}(?P<value>[^\s\"'|;&-][^\s\"'|;&]*)")
_NO_LITERAL: Final = re.compile(
    r"[\[\](){}]|^(?:arn:|https?:|/|\\\$|method\.|\$?context\.|os\.|process\.|env\.|self\.|event\.)|^(?:none|null|true|false|\d)$",
    re.IGNORECASE,
)

_LONG: Final = 20
_WORDS: Final = re.compile(r"^[A-Za-z]?[a-z]*(?:[-_./ :][A-Za-z]?[a-z0-9]*)*$")
_RANDOM: Final = re.compile(r"^[A-Za-z0-9+/_=-]+$")
_HEX: Final = re.compile(r"^[0-9a-f]+$|^[0-9A-F]+$")
_MADE_UP: Final = re.compile(r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[!#$%^&*?~+@])[A-Za-z0-9!#$%^&*?~+@=_.,:;-]{12,}$")
"""As a generator of passwords makes them: letters of both cases, digits and signs, in no expression's order."""
_ADDRESS: Final = re.compile(r"\$\{|://|[\w.]@[\w-]+\.|%[A-Za-z]|\b[A-Za-z_]+=[^=&]+&")
_BITS: Final = 3.6
_HEX_BITS: Final = 3.0
_HEX_LONG: Final = 32


def holds_token(text: str) -> bool:
    """A token of a published form, anywhere in the text."""
    return bool(_TOKEN.search(text))


def holds_password(text: str) -> bool:
    """A password in a URL, or a literal behind a secret's name: `PASSWORD=...`, `"apiKey": "..."`, `--password ...`."""
    return bool(_IN_URL.search(text)) or any(
        names_secret(match["name"]) and is_literal(match["value"])
        for form in (_ASSIGNED, _OPTION)
        for match in form.finditer(text)
    )


def is_literal(value: str, *, shortest: int = 4) -> bool:
    """Whether a text is what it says, and neither an expression nor where something else lies."""
    return len(value) >= shortest and not _NO_LITERAL.search(value) and not names_secret(value)


def is_random(text: str) -> bool:
    """One word without order: long, of letters of both cases and digits or of hexadecimal digits, each about as often,
    or as a generator of passwords makes it."""
    if _MADE_UP.match(text) and not _ADDRESS.search(text):
        return _bits(text) >= _HEX_BITS
    if len(text) < _LONG or not _RANDOM.match(text) or _WORDS.match(text):
        return False
    if _HEX.match(text):
        return len(text) >= _HEX_LONG and _bits(text) >= _HEX_BITS
    mixed = all(re.search(kind, text) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
    return (
        mixed and "/" not in text[:1] and text.count("/") + text.count("-") <= len(text) // 8 and _bits(text) >= _BITS
    )


def _bits(text: str) -> float:
    """Shannon's entropy of one letter, in bits."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())
