"""What a tool of the app's said when it failed: its error's line out of the log, and what to do where that is known.

A synth's log ends with what no person asked for: frames of the runtime, and the CDK's note that its child failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from localcloud.cli.terminal.exit_codes import CommandError

_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")
_LOOK_UPS: Final = "commit the cdk.context.json that `cdk synth` writes with your account"
_MAX_LINE: Final = 300

_NO_VALUE: Final = re.compile(r"TypeError: (?:'NoneType' object|Cannot read propert)|AttributeError: 'NoneType' object")
_READ_CONTEXT: Final = re.compile(r"(?:try_get_context|tryGetContext)\(\s*[\"'`](?P<name>[^\"'`]+)")
"""In the line of the app's own that a frame of Python's, or Node's word of an error, shows."""

_SAID: Final = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"Cloud assembly schema version mismatch[^)\n]*",
        r"^\u00ab\w+\u00bb .+",  # an error of the CDK's constructs by its code
        r"^.+\berror TS\d+: .+",  # ts-node names the file below its own error's line
        # What a validation or an annotation found, where, and how that check is told that it is meant.
        r"^ERROR .+ \([^()\n]+\)(?:\n {3}\S.*){0,2}|^\[Error at /.+",
        r"^Need to perform AWS calls for account .+",
        r"^.*\bsh: (?:\d+: |line \d+: )?.+: (?:command )?not found|^.*env: .+: No such file or directory",
        r"^npm (?:error|ERR!) .*\brequest to \S+ failed, reason: .+",
        r"^npm (?:error|ERR!) engine Not compatible with .+(?:\nnpm (?:error|ERR!) notsup .+){0,3}",
        r"^npm (?:error|ERR!) (?:404|notarget|engine|network) .+",
        r"^npm (?:error|ERR!) (?!code|errno|syscall|A complete log).+",
        r"^\s*\u00d7 .+(?:\n\s*╰─▶ .+)?",
        r"^(?:Uncaught )?(?:[A-Z][\w.]*)?Error(?: \[\w+\])?: .+",
        r"^error: .+|^ERROR: .+",
    )
)
"""Lines that say why, the most telling form first."""
_TRACEBACK: Final = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*(\S.*)", re.MULTILINE)
_CHILD_FAILED: Final = re.compile(r"Subprocess exited with error|^Node\.js v|^Synthesis finished")

_MODULE: Final = re.compile(r"No module named '([\w]+)")
_LEFT_PYTHON: Final = re.compile(
    r"cannot import name '\w+' from '(?:typing|collections|asyncio|inspect)'"
    r"|module '(?:typing|collections|asyncio|inspect)' has no attribute"
    r"|No module named '(?:imp|distutils|asynchat|asyncore|smtpd)\b"
)
"""What is gone from Python's own library (docs.python.org/3/whatsnew, "Removed"), and old packages still ask for."""
_NOT_THE_APPS: Final = frozenset({".git", ".venv", "node_modules", "cdk.out"})


def _give_context(name: str) -> str:
    return (
        f"the app's context has no {name}: put it into cdk.json and commit it; -c {name}=VALUE gives it to this synth"
    )


_REMEDIES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"schema version mismatch"),
        lambda _: "aws-cdk-lib is newer than the CDK command line: raise `aws-cdk` in package.json and its lock file",
    ),
    (
        _LEFT_PYTHON,
        lambda _: (
            "the packages that the app pins are too old for this Python: commit a .python-version that names an "
            "older one, such as 3.8, which pyenv or uv has, and name it in the runtime-versions of its builds"
        ),
    ),
    (
        _MODULE,
        lambda found: f"name the package of {found[1]} in what the app installs: its lock file or requirements.txt",
    ),
    (
        re.compile(r"Cannot find (?:module|package) '(?P<name>[./][^']*)'"),
        lambda found: f"{found['name']} is not in the commit: commit it, or have `npm run build` make it",
    ),
    (
        re.compile(r"Cannot find (?:module|package) '(?P<name>[^']+)'"),
        lambda found: f"name {found['name']} in package.json and its lock file",
    ),
    (
        re.compile(r"Cannot find (?:asset|entry file) at \S*?(?P<name>[^/\s]+)/?$"),
        lambda found: f"{found['name']} is not in the commit: commit it, or have `npm run build` make it",
    ),
    (
        re.compile(r"(?:sh: (?:\d+: |line \d+: )?|env: ['\u2018]?)(?P<name>[^:'\u2019]+)['\u2019]?: "),
        lambda found: (
            f"{found['name']} is neither on this machine nor among the app's packages: install it, or name it there"
        ),
    ),
    (
        re.compile(r"os\.environ\[[\"'](?P<name>\w+)"),
        lambda found: (
            f"a synth gets none of your shell's variables: --variable {found['name']}=VALUE gives it to this one, and "
            "a default or cdk.json to the pipeline's own as well"
        ),
    ),
    (
        re.compile(r"Not compatible with your version of node.*Required: \{[^}]*\"node\":\"(?P<wants>[^\"]+)\""),
        lambda found: f"have a Node that is {found['wants']} first on PATH",
    ),
    (
        # The CDK writes a stage's account into the name of the bucket of its assets.
        re.compile(r"Invalid S3 bucket name \(value: cdk-\w+-assets-(?P<account>.*?)-[a-z]{2}(?:-[a-z]+)+-\d\)"),
        lambda found: (
            f"put 12 digits, such as 111111111111, into the app for the account {found['account']}, and commit it"
        ),
    ),
    (
        re.compile(r'Unable to parse environment specification "aws://(?P<account>[^/"]*)/(?P<region>[^"]*)"'),
        lambda found: (
            f"put 12 digits and a region, such as 111111111111 and us-east-1, into the app for {found['account']} and "
            f"{found['region']}, and commit it"
        ),
    ),
    (
        re.compile(r"Acknowledge with (?P<finding>'[^']+')"),
        lambda found: f"mend that in the app, or acknowledge {found['finding']} there, and commit it",
    ),
    (re.compile(r"No context value present for (?P<name>\S+) key"), lambda found: _give_context(found["name"])),
    (re.compile(r"Need to perform AWS calls"), lambda _: _LOOK_UPS),
    (
        re.compile(r"Cannot retrieve value from context provider|since account/region are not specified"),
        lambda _: f"give the stack an account and a region (--account, --region), and {_LOOK_UPS}",
    ),
    (
        re.compile(r"request to https?://(?P<host>[^/\s]+)\S* failed, reason: "),
        lambda found: (
            f"a package's own script fetches from {found['host']}, whatever npm is set to: it needs a way there"
        ),
    ),
    (
        re.compile(r"in sync|lock ?file.*(?:out of date|needs to be updated)", re.IGNORECASE),
        lambda _: "write the lock file anew and commit it",
    ),
)


def explained(error: CommandError, log: Path, *, app: Path | None = None) -> CommandError:
    """The failure of a tool with the line of its log that says why.

    Args:
        error: as the child process ended.
        log: what the tool wrote; one that is not there leaves the error as it is.
        app: the folder of the app, which may have itself what was not found.
    """
    text = readable(log)
    said = error_line(text)
    if not said:
        return error
    own, where = (_own_module(said, app), _own_place(said, text, app)) if app else ("", "")
    remedies = (own or remedy(said, text), error.remedy)
    return CommandError(
        f"{error.message}: {said}{where}",
        exit_code=error.exit_code,
        remedy="; ".join(filter(None, remedies)),
        details=error.details,
    )


def _own_place(said: str, text: str, app: Path) -> str:
    """Where in the app's own files it happened, as ` (FILE:LINE)`; empty where no frame is the app's."""
    frame = re.compile(rf"{re.escape(str(app))}/(?P<file>[^\s:\"']+)(?::|\", line )(?P<line>\d+)")
    frames = [each for each in frame.finditer(text) if not _NOT_THE_APPS.intersection(Path(each["file"]).parts)]
    if not frames or str(app) in said:
        return ""
    raised = frames[-1 if _TRACEBACK.search(text) else 0]  # the innermost frame: Python's last one, Node's first one
    return f" ({raised['file']}:{raised['line']})"


def _own_module(said: str, app: Path) -> str:
    """What to do about a module that was not found although the app has it: no package of that name would help."""
    missing = _MODULE.search(said)
    if missing is None:
        return ""
    candidates = (*app.rglob(f"{missing[1]}.py"), *app.rglob(f"{missing[1]}/__init__.py"))
    inside = sorted(path.relative_to(app) for path in candidates)
    own = [path for path in inside if not _NOT_THE_APPS.intersection(path.parts)]
    if not own:
        return ""
    module = own[0].parent if own[0].name == "__init__.py" else own[0].with_suffix("")
    return f"{own[0]} is there, but Python looks for it beside the app's file: import it as {'.'.join(module.parts)}"


def error_line(text: str) -> str:
    """The line of a log that says why; its last one of substance where none is known to, empty without any."""
    found = next((match[0] for pattern in _SAID if (match := pattern.search(text))), "")
    raised = [match[1] for match in _TRACEBACK.finditer(text)]
    if raised and not found.startswith(("Cloud assembly", "ERROR ", "[Error at")):
        found = raised[-1]
    if not found:
        lines = [line for line in text.splitlines() if line.strip() and not _CHILD_FAILED.search(line)]
        found = lines[-1] if lines else ""
    return shortened(found)


def readable(log: Path) -> str:
    """What a tool wrote, without its colours; empty where there is no log."""
    return _COLOURS.sub("", log.read_text(encoding="utf-8", errors="replace")) if log.is_file() else ""


def shortened(text: str) -> str:
    """Words on one line, of a length that can be read in a terminal."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_LINE else f"{line[: _MAX_LINE - 3]}..."


def remedy(said: str, text: str) -> str:
    """What to do about an error's line; empty where that is not known.

    Args:
        text: the whole log, whose frames tell where a value was to come from.
    """
    read = _READ_CONTEXT.search(text) if _NO_VALUE.search(said) else None
    if read:
        return _give_context(read["name"])
    for pattern, words in _REMEDIES:
        found = pattern.search(text if said.startswith("KeyError:") else said)
        if found:
            return words(found)
    return ""
