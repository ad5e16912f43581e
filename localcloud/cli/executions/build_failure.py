"""Why a build failed, from CodeBuild's own records: the phase, the command, the test cases and findings, the end of
its log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.toolchain.layout import SYSTEM_PATH

_CASES_SHOWN = 10
_MESSAGE_LINES = 3
_LINE_LENGTH = 500
_LEFT_OUT = " ... "
_LOG_LINES = 12
_FRAMES_SHOWN = 2
_CODEBUILDS_OWN = "[Container] "
_RUNTIMES = re.compile(r"^\[Container\] .*?(The image \S+ has .+\(runtime-versions names none\))$")
"""What a build's log says of runtimes that its image decides."""
_NOT_FOUND = re.compile(r"(?:^|: )(?P<program>[\w.+-]+): (?:command )?not found$")
_NODE_FRAME = re.compile(r"\s+at (?:\S.* \()?(?:file:|node:|/)\S*:\d+(?::\d+)?\)?")
_OF_BASH = re.compile(
    r": (?:Bad substitution|Syntax error: .*|(?:\[\[|declare|let|mapfile|popd|pushd|shopt|source): not found)$"
)
"""What `sh` of CodeBuild's Ubuntu images, which is dash, says of bash's own syntax and commands."""
_OLD_ASSETS_TOOL = re.compile(
    r"Cannot read asset manifest .*schema version mismatch: Maximum schema version supported is (?P<reads>\d+)"
    r".*?found (?P<written>\d+)"
)
_OF_THE_IMAGE = re.compile(
    "ant|aws|bundle|composer|docker|dotnet|gem|go|gradle|java|javac|jq|mvn|php|ruby|sam|wget|zip"
)
"""Programs of CodeBuild's standard images (github.com/aws/aws-codebuild-docker-images, ubuntu/standard) that a machine
may lack."""
_QUOTED_COMMAND = re.compile(r"Error while executing command: (?P<command>.*?)\.? Reason: ", re.DOTALL)
_QUOTES_END = re.compile(r"\s*(?:\.? ?Reason: )?exit status \d+\s*")
"""The rest of a line that quotes a command which ends with a line break."""
_FAILED_PHASES = frozenset({"FAILED", "FAULT", "CLIENT_ERROR", "TIMED_OUT", "STOPPED"})
_FAILED_CASES = ("FAILED", "ERROR")
# How a finding's message begins its second line: which line of the project made the construct.
_MADE_IN = "made in "


def build_failure(cloud: PipelineOwner, build_id: str, *, headline: str = "", action: str = "") -> tuple[str, ...]:
    """Lines that say where a build failed and why, the decisive ones first.

    Args:
        headline: what the action says of it, which is not said again.
        action: the stage and the action that ran it, `Build/Synth`.

    Raises:
        ClientError: the build could not be read.
    """
    build = describe_build(cloud, build_id)
    if build is None:
        return (f"build {build_id} is not known any more",)
    phases = [line for phase in build.get("phases", []) for line in _phase(phase, headline)]
    cases = [line for arn in build.get("reportArns", []) for line in failed_cases(cloud, arn)]
    # The log repeats what a failed test case has said; without one it is all there is.
    lines = [] if cases else _log_lines(cloud, build)
    said = _without(_failed_commands(build), lines)
    end = _end(said)
    log = [f"  {line}" for line in end]
    runtimes = [found[1] for line in lines if (found := _RUNTIMES.match(line))][-1:]
    title = _title(said, end, f"{cloud.logs_command} {action}".strip() if cloud.logs_command else "")
    return (*phases, *cases, *_remedies(end), *runtimes, *((title, *log) if log else ()))


def _title(said: Sequence[str], end: Sequence[str], command: str) -> str:
    """That what follows is the end, and where the rest is: what a program names one by one may be longer."""
    count = len([line for line in said if line and not line.startswith(_CODEBUILDS_OWN)])
    all_of_it = f"; `{command}` prints all of it" if command else ""
    return "the end of its log:" if count <= len(end) else f"the end of its log, {len(end)} of its lines{all_of_it}:"


def _failed_commands(build: dict[str, Any]) -> Iterator[str]:
    """The commands that ended a phase, as CodeBuild quotes them."""
    for phase in build.get("phases", []):
        for context in phase.get("contexts", []):
            if found := _QUOTED_COMMAND.search(context.get("message") or ""):
                yield found["command"]


def _without(commands: Iterable[str], lines: Sequence[str]) -> list[str]:
    """Without the further lines of CodeBuild's own words where it quotes a command of several lines: they would push
    what the command said out."""
    quoted = {line.strip() for command in commands for line in command.splitlines()[1:]}
    return [line for line in lines if line.strip() not in quoted and not (quoted and _QUOTES_END.fullmatch(line))]


def _remedies(end: Sequence[str]) -> Iterator[str]:
    """What to do, where the end of a log says what is known."""
    if end and _OF_BASH.search(end[-1]):
        yield "the commands run in `sh`, which is not bash in this image: `shell: bash` under `env` of the build spec"
        return
    old = next((found for line in end if (found := _OLD_ASSETS_TOOL.search(line))), None)
    if old is not None:
        yield (
            f"the app's aws-cdk-lib writes version {old['written']} of the assembly, and the newest cdk-assets of this "
            f"machine's npm registry reads {old['reads']}: name an older aws-cdk-lib, or a registry that has both"
        )
    yield from _missing(end)


def _missing(end: Sequence[str]) -> Iterator[str]:
    """What a build looked for last and did not find, because it has this machine's programs and not an image's."""
    found = _NOT_FOUND.search(end[-1] if end else "")
    if found is not None:
        program = found["program"]
        images = ", as it is in CodeBuild's standard images" if _OF_THE_IMAGE.fullmatch(program) else ""
        yield f"{program} is not where builds find this machine's programs, {SYSTEM_PATH[0]}: install it there{images}"


def describe_build(cloud: PipelineOwner, build_id: str) -> dict[str, Any] | None:
    """CodeBuild's record of a build (`project:uuid`); None when it has none."""
    builds = cloud.client("codebuild").batch_get_builds(ids=[build_id])["builds"]
    found: dict[str, Any] | None = builds[0] if builds else None
    return found


def _phase(phase: dict[str, Any], headline: str) -> Iterator[str]:
    if phase.get("phaseStatus") not in _FAILED_PHASES:
        return
    contexts = [context for context in phase.get("contexts", []) if context.get("message")]
    for context in contexts:
        if context["message"] not in headline:
            yield f"phase {phase['phaseType']}: {_shortened(context['message'])}"
    if not contexts:
        yield f"phase {phase['phaseType']}: {phase['phaseStatus']}"


def failed_cases(cloud: PipelineOwner, report_arn: str) -> list[str]:
    """Failed test cases of one report, a few lines each: a test and its message, or a rule, the resource and why."""
    client = cloud.client("codebuild")
    cases = [
        case
        for status in _FAILED_CASES
        for page in client.get_paginator("describe_test_cases").paginate(
            reportArn=report_arn, filter={"status": status}
        )
        for case in page["testCases"]
    ]
    lines = [line for group in _by_message(cases[:_CASES_SHOWN]) for line in _cases(group)]
    if len(cases) > _CASES_SHOWN:
        lines.append(f"and {len(cases) - _CASES_SHOWN} more{_where_all_are(cloud.report_command)}")
    return lines


def _where_all_are(report_command: str) -> str:
    return f"; `{report_command}` fetches all" if report_command else " in its report"


def _by_message(cases: Sequence[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Cases with the same first line together: a broken fixture fails every test with the same words. Findings also
    need the same line of code, or all but the first would lose theirs.
    """
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for case in cases:
        first, *rest = case.get("message", "").splitlines() or [""]
        groups.setdefault((first, *(line for line in rest[:1] if line.startswith(_MADE_IN))), []).append(case)
    return groups.values()


def _cases(group: Sequence[dict[str, Any]]) -> Iterator[str]:
    for case in group:
        where = case.get("prefix") or case.get("testSuiteName") or ""
        yield f"failed: {case.get('name', '')}" + (f"  at {where}" if where else "")
    message = [line.strip() for line in group[0].get("message", "").splitlines() if line.strip()]
    yield from (f"  {_shortened(line)}" for line in message[:_MESSAGE_LINES])


def log_end(cloud: PipelineOwner, build: dict[str, Any]) -> list[str]:
    """The last lines that a build's commands wrote to its log in CloudWatch Logs; empty where they wrote none.

    CodeBuild's own lines are left out: its phases are told apart, and after a failure they would push the reason out.
    """
    return _end(_log_lines(cloud, build))


def _end(lines: Sequence[str]) -> list[str]:
    """Of the frames below a Node program's error only the innermost: all of them would push its reason out."""
    said = [line for line in lines if line and not line.startswith(_CODEBUILDS_OWN)]
    frames = [bool(_NODE_FRAME.fullmatch(line)) for line in said]
    kept = [
        line for n, line in enumerate(said) if not all(frames[max(n - _FRAMES_SHOWN, 0) : n + 1]) or n < _FRAMES_SHOWN
    ]
    return [_shortened(line) for line in kept[-_LOG_LINES:]]


def _log_lines(cloud: PipelineOwner, build: dict[str, Any]) -> list[str]:
    logs = build.get("logs", {})
    group, stream = logs.get("groupName"), logs.get("streamName")
    if not group or not stream:
        return []
    client = cloud.client("logs")
    try:
        events = client.get_log_events(logGroupName=group, logStreamName=stream, limit=200, startFromHead=False)[
            "events"
        ]
    except client.exceptions.ResourceNotFoundException:
        return []
    return [line.rstrip() for event in events for line in event["message"].splitlines()]


def _shortened(line: str) -> str:
    """Both ends of a long line: a program says first what it did and last what stopped it."""
    half = (_LINE_LENGTH - len(_LEFT_OUT)) // 2
    return line if len(line) <= _LINE_LENGTH else f"{line[:half]}{_LEFT_OUT}{line[-half:]}"
