"""`python -m localcloud` and the command `localcloud`: `serve` is the one process that serves the local cloud, every
other word is a command for a person.

MiniStack reads its settings from the environment while it is imported, so this module sets them first and imports the
server only then.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from localcloud.aws.limits.conditions import keep_conditions, raised_quota
from localcloud.aws.storage.damage import DamagedStateError, OtherVersionError
from localcloud.ministack.touched import IncompatibleError, check_version
from localcloud.server.environment import replace_environment
from localcloud.server.log_file import log_to, warnings_shown
from localcloud.server.startup import StartError, listen, lock_state

EXIT_CANNOT_START = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["serve"]:
        return _serve(words)
    from localcloud.cli import standalone

    return standalone.main(words)


def _serve(arguments: Sequence[str]) -> int:
    """Serve until SIGTERM or SIGINT; 3 and one line on stderr when it cannot start."""
    options = _parser().parse_args(arguments)
    try:
        # Both are held until the process ends, however it ends.
        listener = listen(options.port)
        state_lock = lock_state(options.state)
        port = listener.getsockname()[1]
        log_to(options.state / "server.log")
        machine = dict(os.environ)
        replace_environment(port=port, state_dir=options.state, region=options.region)
        check_version()
        with warnings_shown():
            _require_whole(options.state.resolve(), repair=options.repair)
        conditions = keep_conditions(
            options.state,
            new_accounts=options.new_accounts,
            strip_modes=options.strip_modes,
            time_scale=options.time_scale,
            raised=dict(options.raise_quota),
        )
        # MiniStack reads its settings, and S3 its objects, when they are imported.
        from localcloud.server.checkpoint import prepare

        prepare(options.state)
        with warnings_shown():
            from localcloud.server.process import serve

        serve(
            listener=listener,
            state_dir=options.state,
            toolchain_dir=options.toolchain,
            accounts=options.accounts,
            region=options.region,
            conditions=conditions,
            machine=machine,
        )
        state_lock.close()
    except (StartError, IncompatibleError, DamagedStateError, OtherVersionError) as error:
        print(f"localcloud: {error}", file=sys.stderr)
        return EXIT_CANNOT_START
    return 0


def _require_whole(state_dir: Path, *, repair: bool) -> None:
    """Look at the state before anything is read from it or changed; where it is damaged, mend it if that was asked for.

    Raises:
        DamagedStateError: it is damaged, and it was not asked for, or is not possible.
        OtherVersionError: it was written by another version of this program.
    """
    # They import MiniStack, which reads its settings then.
    from localcloud.server.inspection import inspect
    from localcloud.server.repair import plan

    damages = inspect(state_dir)
    if not damages:
        return
    mending = plan(state_dir, damages)
    if not (repair and mending.possible):
        raise DamagedStateError(*damages, offer=mending.offer())
    for damage in damages:
        print(f"localcloud: {damage}", file=sys.stderr)
    mending.carry_out(state_dir)
    for sentence in mending.sentences():
        print(f"localcloud: {sentence}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="localcloud", description="AWS on one machine.")
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser("serve", help="serve the local cloud on 127.0.0.1 until SIGTERM")
    serve.add_argument("--port", type=_port, default=4566, help="TCP port; 0 takes a free one (default: 4566)")
    serve.add_argument("--state", type=_absolute, required=True, help="directory for everything durable")
    serve.add_argument("--toolchain", type=_absolute, required=True, help="directory that set-up filled")
    serve.add_argument("--accounts", type=_accounts, required=True, help="12-digit account ids, comma-separated")
    serve.add_argument("--region", type=_region, default="us-east-1", help="home region (default: us-east-1)")
    serve.add_argument("--repair", action="store_true", help="where the state is damaged: take the last complete one")
    _add_conditions(serve)
    return parser


def _add_conditions(serve: argparse.ArgumentParser) -> None:
    kept = "; kept with the state (default: as at the last start)"
    on_or_off = argparse.BooleanOptionalAction
    serve.add_argument("--new-accounts", action=on_or_off, help=f"accounts with a new account's quotas{kept}")
    serve.add_argument("--strip-modes", action=on_or_off, help=f"source artifacts without file modes{kept}")
    scale = "seconds of a service's wait that pass in one real second; 1 is as on AWS"
    serve.add_argument("--time-scale", type=_time_scale, metavar="N", help=f"{scale}{kept}")
    raised = "a quota that AWS Support has raised in every account; may be repeated"
    serve.add_argument("--raise-quota", action="append", type=_raised, default=[], metavar="KEY=VALUE", help=raised)


def _raised(text: str) -> tuple[str, int]:
    try:
        return raised_quota(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _time_scale(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a TCP port (0-65535)")
    return int(text)


def _absolute(text: str) -> Path:
    return Path(text).absolute()


def _accounts(text: str) -> list[str]:
    accounts = text.split(",")
    wrong = [account for account in accounts if not re.fullmatch(r"\d{12}", account)]
    if wrong:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is not a 12-digit account id")
    return accounts


def _region(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an AWS region, e.g. us-east-1")
    return text


if __name__ == "__main__":
    sys.exit(main())
