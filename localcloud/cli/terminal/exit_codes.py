"""What a script may rely on: every exit code has one meaning, and every foreseen failure is a `CommandError` that
carries its code.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command; 128 + n is a shell's convention for a signal, hence 130 for Ctrl-C."""

    OK = 0
    PIPELINE_FAILED = 1
    USAGE = 2
    PORT_TAKEN = 3
    NOT_RUNNING = 4
    REJECTED = 5
    TIMEOUT = 6
    STEP_FAILED = 7
    WAITING_FOR_APPROVAL = 8
    BUSY = 9
    SERVICE_REFUSED = 10
    NOT_VERIFIED = 11
    NOT_READY = 12
    NOT_LOOKED_AT = 13
    DECLINED = 14
    INTERRUPTED = 130


MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: "done",
    ExitCode.PIPELINE_FAILED: "the execution failed, was stopped or was superseded",
    ExitCode.USAGE: "wrong usage, bad settings, or something that must be there first is missing",
    ExitCode.PORT_TAKEN: "the port is taken by another program",
    ExitCode.NOT_RUNNING: "no local cloud is running for this state folder",
    ExitCode.REJECTED: "a person rejected the approval",
    ExitCode.TIMEOUT: "the time limit passed; the execution goes on",
    ExitCode.STEP_FAILED: "a tool or an AWS call that the command needed failed",
    ExitCode.WAITING_FOR_APPROVAL: "the execution waits for an approval and nobody is there to ask",
    ExitCode.BUSY: "another command is changing the same state folder",
    ExitCode.SERVICE_REFUSED: "the deployed service answered with an error",
    ExitCode.NOT_VERIFIED: "what was to be verified does not hold",
    ExitCode.NOT_READY: "something must be done first, and the lines say what",
    ExitCode.NOT_LOOKED_AT: "nothing is known to be wrong, but not everything could be looked at",
    ExitCode.DECLINED: "a person was asked and said no, or nobody was there to ask; nothing was changed",
    ExitCode.INTERRUPTED: "Ctrl-C",
}


class CommandError(Exception):
    """A failure that a person can act on.

    Args:
        message: one clear line: what is wrong.
        exit_code: what the process exits with.
        remedy: what to do about it, one line or empty.
        details: further lines, such as the last output of a failed tool.
        shown: what a person has read already, when it was found; a script's document has it behind the message.
    """

    def __init__(
        self, message: str, *, exit_code: ExitCode, remedy: str = "", details: tuple[str, ...] = (), shown: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code
        self.remedy = remedy
        self.details = details
        self.shown = shown


def exit_code_table() -> str:
    """The table that `--help` ends with. A backspace character keeps click from re-wrapping the lines."""
    lines = [f"  {int(code):>3}  {meaning}" for code, meaning in MEANINGS.items()]
    return "\b\nExit codes:\n" + "\n".join(lines)
