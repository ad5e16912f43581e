"""What the CDK's command line said when it could not deploy a stack, and what CloudFormation knows of that.

Its output is one line an event, and at the end, before the CDK of 2024, frames of the runtime; why a validation failed
is in none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from localcloud.cli.provisioning.app_failure import error_line, readable, remedy, shortened
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_LINES_SHOWN: Final = 5

_NOISE: Final = re.compile(
    "|".join(
        (
            r"^\s*$|^\s*at .+|^!!|^\u2728",  # frames, and the banner of an untested Node
            r"^\s+[$'\"\w]+: .+|^[{}\])]+;?$|^Failed resources:$",  # the members of an error of the SDK
            # what Node prints of the SDK that command lines of before 2024 use
            r"^\(node:\d+\) |^It will no longer receive|^Please migrate your code to use AWS SDK",
            r"^For more information, check the blog|^\(Use `node --trace-",
            r"\|\s+\w+_(?:IN_PROGRESS|COMPLETE)\w*\s+\|",  # an event that is no failure
            r"\.\.\.(?: \[\d+/\d+\])?$",
            r"^\s*CloudTrail delivery can lag|^current credentials could not be used to assume",
        )
    )
)
_MARKS: Final = re.compile(r"^\s*(?:\u274c\s+|\u2023\s+)")
_OF_STACK: Final = re.compile(r"\b(?:CREATE|UPDATE|DELETE|ROLLBACK)_FAILED\b|\bROLLBACK_|_ROLLBACK_")
"""How a log shows that the stack was at work: without, its events are of an earlier deployment."""
_TOLD_BY_EVENTS: Final = (
    "mend that in the app and commit it; what was begun is taken back, and the next call deploys anew"
)

_REMEDIES: Final = (
    (
        re.compile(r"Unrecognized resource types"),
        "the local cloud does not serve them: leave them out of the pipeline's stack for a run here",
    ),
    (
        re.compile(r"Template format error|Template error"),
        "CloudFormation refuses what the app synthesizes: mend it in the app and commit it",
    ),
)


def explained_deployment(error: CommandError, log: Path, *, failed: Callable[[], Sequence[str]]) -> CommandError:
    """The failure of a deployment with why: the resource that stopped it, or else the tool's own last words.

    Args:
        error: as the child process ended.
        log: what the tool wrote.
        failed: asks CloudFormation for the failed resources of the stack's last operation, the cause first.
    """
    if error.exit_code is not ExitCode.STEP_FAILED:
        return error  # it was never started
    text = readable(log)
    resources = _resources(failed) if _OF_STACK.search(text) else ()
    lines = tuple(dict.fromkeys(_said(text)))
    if resources:
        said, further, to_do = resources[0], resources[1:], _TOLD_BY_EVENTS
    elif lines:
        said = error_line("\n".join(lines))
        further = tuple(line for line in lines[-_LINES_SHOWN:] if line not in said and said not in line)
        to_do = next((words for pattern, words in _REMEDIES if pattern.search(said)), remedy(said, text))
    else:
        said, further, to_do = "", error.details[-_LINES_SHOWN:], ""  # what was under way when its time was over
    return CommandError(
        ": ".join(filter(None, (error.message, shortened(said)))),
        exit_code=error.exit_code,
        remedy="; ".join(filter(None, (to_do, error.remedy))),
        details=tuple(map(shortened, further)),
    )


def _resources(failed: Callable[[], Sequence[str]]) -> Sequence[str]:
    """The cloud may be gone, which is then what failed; its tool's words say so."""
    try:
        return failed()
    except (ClientError, BotoCoreError):
        return ()


def _said(text: str) -> Iterator[str]:
    """The lines of a log that say something, without the signs before them."""
    for line in text.splitlines():
        bare = _MARKS.sub("", line).rstrip()
        if not _NOISE.search(bare):
            yield bare
