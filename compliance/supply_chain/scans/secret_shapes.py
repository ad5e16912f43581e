"""Tells values apart by their shape: what a generator or a person who avoids words makes, from names, ids and prose.

A name is made of words; a secret is not. So a value is cut into the runs that a reader sees (a word with or without a
capital, an abbreviation, a number), and what counts is how long they are: words have five letters, what is random has
fewer than two characters of a kind in a row.
"""

from __future__ import annotations

import re
from typing import Final

_RUNS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_STANDS_FOR_ANOTHER: Final = re.compile(
    r"[$%]?\{|\$\(|\$[A-Za-z_]|<[A-Za-z]|%[sd(]|\*{3}|x{4}|\.{3}|example|changeme|change-me|placeholder|your[_-]|redacted",
    re.IGNORECASE,
)
_UUID: Final = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_PUBLIC: Final = re.compile(
    rf"""
    (?:[\w-]+[:/])+{_UUID}
    | (?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d).*  # date
    | (?:[0-9a-fA-F]{{40}}|[0-9a-fA-F]{{64}})(?:\.[a-z.]+)?            # commit, digest, the file that it names
    | (?:[\w./:-]+@)?sha\d{{1,3}}[-:=].* | arn:.* | Root=\d-.*
    | https?://[^@?]*
    | \w+(?:::\w+)+                                                 # CloudFormation type
    | (?:[a-z]{{3,5}}-[0-9a-f]{{8,17}}|o-[a-z0-9]{{10,32}})(?:/.*)?     # id of an AWS resource
    | (?!{_UUID}$)[\w-]+(?:[.@-]\d+){{2,}}(?:\.[a-z]+)?                # version
    | [A-Za-z_]\w{{0,15}}(?:\.\w{{1,10}})+ | \w+(?:\.\w+)*\(.*       # dotted name, call
    | [a-z0-9-]+:[A-Za-z]+[*]?                                      # IAM action
    | [A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+                                 # variable
    | (?:[A-Za-z]+[_-])+\d | [\w-]*(?:[Ss]ha|[Vv])\d+ | \d?[a-z]+(?:_\w+)+  # numbered name
    | [\w.@+-]+\.(?:css|gz|html?|jar|js|json|md|png|py|so|svg|tgz|txt|whl|xml|ya?ml|zip)
    | [a-z0-9_.*-]{{0,24}}(?:/[a-z0-9_.*-]{{1,24}}){{2,}} | \.{{0,2}}/.*                       # path
    """,
    re.VERBOSE,
)
_IS_UUID: Final = re.compile(_UUID)
_RANDOM_RUN: Final = 2.5
_RANDOM_LENGTH: Final = 12
_NAMED_LENGTH: Final = 8


_CODE: Final = re.compile(r"[()\[\]\\]|%x\d")


def is_no_placeholder(value: str) -> bool:
    """Whether it is itself meant: no template, placeholder or code, and not AWS's documented example."""
    return _STANDS_FOR_ANOTHER.search(value) is None and _CODE.search(value) is None


def is_public(value: str) -> bool:
    """Whether it says by its form that anybody may know it: a digest, an ARN, a version, a file, a name of AWS."""
    return _PUBLIC.fullmatch(value) is not None


def is_random(value: str) -> bool:
    """Whether it looks like a secret without knowing what it is for."""
    return (
        len(value) >= _RANDOM_LENGTH
        and _is_mixed(value)
        and is_no_placeholder(value)
        and not is_public(value)
        and _IS_UUID.fullmatch(value) is None
        and _mean_run(value) < _RANDOM_RUN
        and any(_has_both(word) for word in re.findall(r"[A-Za-z0-9]{4,}", value))
    )


def is_password(value: str) -> bool:
    """Whether it looks like a secret where a name has said that one stands here."""
    return len(value) >= _NAMED_LENGTH and _has_both(value) and is_no_placeholder(value) and not is_public(value)


def is_strong_password(value: str) -> bool:
    """Whether it has what password rules ask for: both cases, a digit and another character."""
    return is_password(value) and value not in (value.lower(), value.upper()) and not value.isalnum()


def _has_both(value: str) -> bool:
    return any(map(str.isalpha, value)) and any(map(str.isdigit, value))


def _is_mixed(value: str) -> bool:
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
    return digits > 0 and letters >= 0.3 * len(value)


def _mean_run(value: str) -> float:
    runs = _RUNS.findall(value)
    return sum(map(len, runs)) / len(runs) if runs else len(value)
