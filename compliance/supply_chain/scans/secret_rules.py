"""Finds what detect-secrets passes over: a secret that stands in a call, in an argument, in a line of a shell script or
inside a longer string.

detect-secrets looks for ``name = "value"`` and judges a line; here what counts is the shape of the value
(`secret_shapes`), and a name or a place only lowers how much of a shape is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from compliance.supply_chain.scans.secret_shapes import is_no_placeholder, is_password, is_random, is_strong_password
from compliance.supply_chain.scans.vendor_formats import VENDOR_TOKEN

_NAME: Final = (
    r"(?:pass(?:w(?:or)?d|phrase|code|key)?|pwd|secret|token|credentials?|bearer|licen[cs]e_?key|auth(?:orization)?"
    r"|(?:api|app|access|auth|private|signing|encryption|master|shared|service|account|session|webhook|client|db)[_-]?key)"
)
_QUOTED: Final = re.compile(r"""(?P<quote>["'`])(?P<value>[^\s"'`]{8,400})(?P=quote)""")
_REST_OF_NAME: Final = re.compile(r"[\w-]*")
_DESCRIBING: Final = (
    *("alias", "arn", "count", "field", "file", "header", "id", "index", "length", "limit", "name", "path", "prefix"),
    *("ttl", "type", "uri", "url", "version"),
)
"""A name that ends so says something about a secret and holds none."""
_NAMES: Final = re.compile(_NAME)
# What may follow a name: its end as a key, its type; then whatever is called with the value, and arguments before it.
_CALL: Final = (
    r"""s?(?![a-z])[\w-]*["']?\]?\s*(?::\s*[\w.\[\]| ]+)?(?:=>|:=|[=:,(])[^"'`\n]{0,80}?(?:["'][^"'\n]*["'],\s*){0,2}"""
)
_NAMED: Final = re.compile(_CALL + r"""[rbfu]{0,2}(?P<quote>["'`])(?P<value>[^\s"'`]{8,200})(?P=quote)""")
_PHRASE: Final = re.compile(
    r"""(?:(?<=pass)|(?<=word)|(?<=phrase)|(?<=passwd)|(?<=pwd))"""
    + _CALL
    + r"""(?P<quote>["'])(?P<value>[a-z]+(?:[ -][a-z]+){3,7})(?P=quote)"""
)
_UNQUOTED: Final = re.compile(
    r"""s?(?![a-z])[\w-]*(?:\s*[=:]\s*|\s+(?:is\s+|was\s+)?)(?P<value>[^\s"'`,;()<>{}\[\]]{8,200})(?=[\s"';,]|$)"""
)
_IN_COMMENT: Final = re.compile(r"""s?(?![a-z])\s*(?:[=:]|is|was|\s)\s*["'`]?(?P<value>[^\s"'`,;()<>{}\[\]]{8,200})""")
_COMMENT_BEFORE: Final = re.compile(r"(?:^|\s)(?:#|//|--|/?\*|;|<!--|REM\s)[^\n]*\Z")
_SETTING: Final = re.compile(
    r"""s?(?![a-z])[\w.-]*["']?[ \t]*[=:][ \t]*(?:[|>][-+]?[ \t]*\n[ \t]+)?"""
    r"""(?P<value>[^\s"'`,;()<>{}\[\]]{8,200})[ \t]*$""",
    re.MULTILINE,
)
_SETTING_BEFORE: Final = re.compile(r"[ \t]*(?:-[ \t]+|export[ \t]+|ENV[ \t]+|ARG[ \t]+|set[ \t]+)?[\w./:-]*\Z")
_OPENED: Final = re.compile(
    r"(?:connect|log_?in|log_?on|sign_?in|auth|credential|unlock|decrypt|open_?session|bind)"
    r"\w*\((?P<arguments>[^()\n]{8,300})\)"
)
_IN_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s/:@\"']*:(?P<value>[^\s/@\"'{}$<>]{3,100})@")
_IN_QUERY: Final = re.compile(
    r"[?&;\"' ](?:sig|token|key|api_?key|access_?token|password|pwd|accountkey|sharedaccesskey)="
    r"(?P<value>[^\s&;\"'<>{}]{8,400})",
    re.IGNORECASE,
)
_IN_HOOK: Final = re.compile(r"https?://[^\s\"']*(?:hook|services)[^\s\"']*/(?P<value>[A-Za-z0-9_-]{20,100})")
_AFTER_A_USER: Final = re.compile(
    r"(?i:basic|btoa|b64encode|base64)[^\n]{0,30}?[\"'][\w.@-]+:(?P<value>[^\s\"':]{8,100})[\"']"
)
_AS_CHARACTERS: Final = re.compile(r"\"(?P<value>[^\s\"]{8,100})\"\.toCharArray\(\)")  # how Java hands a password over
_IN_HEADER: Final = re.compile(r"\b(?:Bearer|Basic|Token|ApiKey)\s+(?P<value>[A-Za-z0-9._~+/=-]{12,600})")
_ON_COMMAND_LINE: Final = re.compile(r"(?:\s-u\s*|--user[= ])[\"']?[\w.@-]+:(?P<value>[^\s\"']{6,100})")
_PEM: Final = re.compile(r"-----BEGIN (?P<value>[A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?)-----")


_Found = tuple[str, int, str]
_Rule = tuple[str, re.Pattern[str], Callable[[str], bool]]


def find_secrets(text: str, *, code: bool) -> Iterator[tuple[int, str, str]]:
    """Line (from 1), kind and value of what looks like a secret in a file's text; a value once a line.

    Args:
        code: whether it is a programming language's, in which a value without quotes is an expression.
    """
    starts = [match.end() for match in re.finditer(r"\n", text)]
    seen: set[tuple[int, str]] = set()
    for kind, offset, value in chain(_anywhere(text), _in_calls(text), _after_names(text, code=code)):
        line = bisect(starts, offset) + 1
        if (line, value) not in seen:
            seen.add((line, value))
            yield line, kind, value


@lru_cache(maxsize=1)
def _lowered(text: str) -> str:
    """In lower case, at the same places: an expression that ignores case takes three times as long to search."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _anywhere(text: str) -> Iterator[_Found]:
    for kind, pattern, is_secret in _RULES:
        for match in pattern.finditer(text):
            if is_secret(match["value"]):
                yield kind, match.start("value"), match["value"]


def _in_calls(text: str) -> Iterator[_Found]:
    for call in _OPENED.finditer(_lowered(text)):
        for match in _QUOTED.finditer(text, *call.span("arguments")):
            if is_strong_password(match["value"]):
                yield "Password in a Call", match.start("value"), match["value"]


def _after_names(text: str, *, code: bool) -> Iterator[_Found]:
    for name in _NAMES.finditer(_lowered(text)):
        if _rest_of_name(text, name.end()).endswith(_DESCRIBING):
            continue
        before = text[text.rfind("\n", 0, name.start()) + 1 : name.start()]
        rules = list(_AFTER_A_NAME)
        if not code or _COMMENT_BEFORE.search(before):
            rules.append(("Password in a Comment", _IN_COMMENT, is_strong_password))
        if not code and _SETTING_BEFORE.match(before):
            rules.append(("Named Secret", _SETTING, is_password))
        for kind, pattern, is_secret in rules:
            match = pattern.match(text, name.end())
            if match and is_secret(match["value"]):
                yield kind, match.start("value"), match["value"]


def _rest_of_name(text: str, end: int) -> str:
    rest = _REST_OF_NAME.match(text, end)
    return rest[0].lower() if rest else ""


def _is_token(value: str) -> bool:
    return is_no_placeholder(value) and any(map(str.isdigit, value))


_RULES: Final[tuple[_Rule, ...]] = (
    ("Vendor Token", VENDOR_TOKEN, _is_token),
    ("Random String", _QUOTED, is_random),
    ("Password in an Address", _IN_ADDRESS, is_no_placeholder),
    ("Key in a Query", _IN_QUERY, is_password),
    ("Webhook", _IN_HOOK, is_random),
    ("Password after a User", _AFTER_A_USER, is_password),
    ("Password as Characters", _AS_CHARACTERS, is_password),
    ("Authorization Header", _IN_HEADER, is_random),
    ("Password on a Command Line", _ON_COMMAND_LINE, is_password),
    ("Private Key Block", _PEM, is_no_placeholder),
)
_AFTER_A_NAME: Final[tuple[_Rule, ...]] = (
    ("Named Secret", _NAMED, is_password),
    ("Passphrase", _PHRASE, is_no_placeholder),
    ("Named Secret", _UNQUOTED, is_random),
)
