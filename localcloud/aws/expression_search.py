"""Searches a text for a regular expression that a user of the cloud wrote, within a limit of time.

An expression may go back and forth for ever ("(a+)+$"), and Python answers nobody else meanwhile. So it is tried in a
process of its own, which can be ended.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

SECONDS: Final = 5.0
_SEARCH: Final = """
import json, re, sys
wanted, text = json.load(sys.stdin)
try:
    print(json.dumps({"found": re.search(wanted, text) is not None}))
except (re.error, OverflowError, RecursionError) as error:
    print(json.dumps({"error": str(error)}))
"""


class ExpressionError(Exception):
    """It is no regular expression, or takes too long; the message says which."""


def is_found(wanted: str, text: str) -> bool:
    """Whether the regular expression is found in the text.

    Raises:
        ExpressionError: there is no answer.
    """
    try:
        finished = subprocess.run(
            [sys.executable, "-I", "-c", _SEARCH],
            input=json.dumps([wanted, text]),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ExpressionError(
            f"the regular expression {wanted!r} took longer than {SECONDS:.0f} seconds on {text!r}"
        ) from error
    answer = json.loads(finished.stdout)
    if "error" in answer:
        raise ExpressionError(f"{wanted!r} is no regular expression: {answer['error']}")
    return bool(answer["found"])
