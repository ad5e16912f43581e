"""What a phase of a build spec asks for when one of its commands fails: `on-failure`.

Source: docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, phases/*/on-failure: ABORT, CONTINUE, RETRY,
RETRY-count, RETRY-regex and RETRY-count-regex; a count is 0 to 100, 3 where none is written, and the regular
expression is of the error's message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from localcloud.aws.expression_search import is_found

_RETRY: Final = re.compile(r"RETRY(?:-(?P<count>\d+)(?=-|$))?(?:-(?P<pattern>.+))?", re.DOTALL)
_DEFAULT_COUNT, _HIGHEST_COUNT = 3, 100


@dataclass(frozen=True, kw_only=True)
class OnFailure:
    """One such wish.

    Attributes:
        action: ABORT, CONTINUE or RETRY.
        count: how often the build is started again, of a RETRY.
        pattern: the regular expression of the errors that a RETRY is for; empty for all of them.
    """

    action: str
    count: int = 0
    pattern: str = ""

    def retries(self, message: str) -> int:
        """How often a build may be started again that failed with this message.

        Raises:
            ExpressionError: the expression takes too long on it.
        """
        return self.count if not self.pattern or is_found(self.pattern, message) else 0


def read_on_failure(text: str) -> OnFailure:
    """Read the value of the key.

    Raises:
        ValueError: it is none of the reference; the message says why.
    """
    if text in ("ABORT", "CONTINUE"):
        return OnFailure(action=text)
    found = _RETRY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} is none of ABORT, CONTINUE, RETRY, RETRY-count, RETRY-regex and RETRY-count-regex")
    count = int(found["count"] or _DEFAULT_COUNT)
    if count > _HIGHEST_COUNT:
        raise ValueError(f"{text} has a count over {_HIGHEST_COUNT}")
    pattern = found["pattern"] or ""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{text} has no regular expression: {error}") from error
    return OnFailure(action="RETRY", count=count, pattern=pattern)
