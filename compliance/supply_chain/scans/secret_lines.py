"""Tells lines apart that no detector of detect-secrets can find anything in, before its 27 detectors look at them.

A line filter in detect-secrets' own terms (its ``filters_used``), because a release waits for the scan, which takes
four times as long without it. It is sound, not clever: each detector's secret bears one of the marks below whatever its
value is, and a test holds an example for each detector to that.
"""

from __future__ import annotations

import re
from typing import Final

# In lower case: names that a secret is assigned to (KeywordDetector, Cloudant), and words that are part of one.
_NAMES: Final = re.compile(
    r"api_?key|auth_?key|service_?key|account_?key|db_?key|database_?key|priv_?key|private_?key|client_?key"
    r"|db_?pass|database_?pass|key_?pass|passw|pwd|secret|contrase"
    r"|cl(?:ou(?:dant)?)?[_-]?(?:api)?(?:key|pw|pass|token)"
    r"|_authtoken|private key|putty-user-key|xox[a-z]-|hooks\.slack"
)
# Secrets that may be short: a password in an address, JWT, Artifactory, a public IP address, and hexadecimal digits in
# quotes (an entropy over 3 needs nine different ones).
_SHORT: Final = re.compile(r"""://\S*@|eyJ|AKC|AP[\dA-F]|\d\.\d+\.\d+\.\d|["'][0-9a-fA-F]{9}""")
# All others have a run of at least 20 characters, which few lines have; those are looked at once more.
_RUN: Final = re.compile(r"[A-Za-z0-9+/\\=_-]{20}")
_LONG: Final = re.compile(
    r"""
    A3T | A(?:BI|CC|KI|SI)A | gh[opsur]_ | gl[a-z]{2,5}- | GR134 | T3Blbk | pypi-Ag | SG\. | sq0csp | k_live | \d{8}:
    | \.[\w-]{6}\.[\w-]{27}
    | ["'][A-Za-z0-9+/\\=_-]{23}
    | [a-z0-9]{24} | [A-Za-z0-9+/]{40} | [\w-]{44}
    """,
    re.VERBOSE,
)
# A digest that says what it is, as in the locks, is public.
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}(?![0-9a-f])")
# A stack and a logical id of the CDK: words and eight hexadecimal digits. A reviewed entry of the register names one.
_RESOURCE: Final = r"[a-z]{2,16}(?:-[a-z0-9]{1,16})+/(?:[A-Z]{1,5}[a-z]{2,})+[0-9A-F]{8}"
_PUBLIC: Final = re.compile(
    r"(?:sha(?:1|256|384|512)[-:]|arn:aws).*|[a-z-]+/[A-Za-z]+|[a-z0-9_.-]{1,24}(?:/[a-z0-9_.-]{1,24}){2,}|" + _RESOURCE
)

# detect-secrets asks for no beginning of a word before a prefix of GitHub's; what has neither a digit nor a capital
# among 36 letters is not drawn at random.
_GITHUB: Final = re.compile(r"(?<![a-z])gh[opsur]_|gh[opsur]_(?![a-z_]{36})")


def can_hold_no_secret(line: str) -> bool:
    """Whether the scan may pass over this line."""
    if _NAMES.search(line.lower()) or _SHORT.search(line):
        return False
    return _RUN.search(line) is None or _LONG.search(_DIGEST.sub("", line)) is None


def is_public_by_its_form(secret: str) -> bool:
    """Whether what a detector found is a digest that says so, an ARN, a path, a managed policy or a resource."""
    return _PUBLIC.fullmatch(secret) is not None


def is_a_name_of_words(secret: str, line: str) -> bool:
    """Whether a detector found a prefix of GitHub's tokens at the end of a word of a long name, such as a test's that
    begins with ``weighs_what``; of such a token, detect-secrets hands over the prefix's three letters alone.
    """
    return secret in {"gho", "ghp", "ghr", "ghs", "ghu"} and _GITHUB.search(line) is None
