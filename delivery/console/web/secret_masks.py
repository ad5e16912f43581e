"""Secrets that a build wrote into its log do not go on to a screen.

By form, for what has one (AWS's and GitHub's keys, signed tokens, private keys), and by name, for what is assigned to
something that is called a secret. It is a last net: what prints a secret is to be mended.
"""

from __future__ import annotations

import re
from typing import Final

MASK: Final = "********"
_BY_FORM: Final = re.compile(
    r"""
      \b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b                         # access key ids (IAM: unique identifiers)
    | \bgh[pousr]_[A-Za-z0-9]{30,255}\b | \bgithub_pat_\w{30,255}\b   # GitHub
    | \bsk-[A-Za-z0-9_-]{20,200}                                      # keys of language models
    | \bxox[abprs]-[A-Za-z0-9-]{10,200}                               # Slack
    | \beyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}  # signed tokens (RFC 7519)
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----.*                          # PEM
    """,
    re.VERBOSE,
)
# Every repetition is bounded and none stands before the words: a line that an attacker made must not take minutes.
_BY_NAME: Final = re.compile(
    r"""
    arn:[\w-]+:[^\s"',]{1,2000}                                         # names a secret, and is none
    | (?P<name>(?:secret|password|passwd|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|token)
        (?![\w-]{0,40}(?:arn|name|id|count|s)\b)[\w-]{0,40}["']?\s{0,4}(?:=|:)\s{0,4}["']?)
    (?P<value>(?!(?:arn:|\*\*\*|\$|\#\{|\{\{))[^\s"',;&]{6,4000})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AUTHORIZATION: Final = re.compile(r"(?P<name>\b(?:Bearer|Basic)\s{1,4})(?P<value>[A-Za-z0-9+/=._~-]{12,4000})")
_IN_ADDRESS: Final = re.compile(r"(?P<name>[a-z][a-z0-9+.-]{1,15}://[^\s/:@]{0,80}:)(?P<value>[^\s/@]{1,400})(?=@)")

_WITH: Final = ((_AUTHORIZATION, ("Bearer", "Basic")), (_IN_ADDRESS, ("://",)), (_BY_NAME, ("=", ":")))
"""Each with texts of which one must be there: most lines of a log have none, and to look for a text costs little."""


def masked(text: str) -> str:
    """The text with a mask where a secret stands; what it is called stays."""
    found = _BY_FORM.sub(MASK, text)
    for pattern, signs in _WITH:
        if any(sign in found for sign in signs):
            found = pattern.sub(_value_masked, found)
    return found


def _value_masked(found: re.Match[str]) -> str:
    return found[0] if found["name"] is None else f"{found['name']}{MASK}"
