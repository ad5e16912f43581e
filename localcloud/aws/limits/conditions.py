"""Under which conditions a local cloud was started: how old its accounts are, what AWS does to source artifacts, and
how fast waits pass.

They stay with the state folder, so that a cloud that is stopped and started again is the same cloud.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from localcloud.aws.limits.quotas import BY_KEY, Quota
from localcloud.aws.storage.atomic_file import write_atomically
from localcloud.aws.storage.damage import Damage, DamagedStateError
from localcloud.aws.storage.state_folder import CONDITIONS

# A minute that a service is told to wait passes in a second.
DEFAULT_TIME_SCALE = 60


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What a person chose at the start.

    Attributes:
        new_accounts: accounts have a new account's quotas, and service-linked roles only once they are made.
        strip_modes: source artifacts are zips without file modes, which AWS does not promise to keep.
        time_scale: seconds of a service's wait that pass in one real second; 1 is as on AWS.
        raised: quotas that AWS Support has raised in every account, by their key.
    """

    new_accounts: bool = False
    strip_modes: bool = False
    time_scale: int = DEFAULT_TIME_SCALE
    raised: Mapping[str, int] = field(default_factory=dict)

    def value(self, quota: Quota) -> int:
        """A quota of an account that has asked for nothing more itself."""
        return self.raised.get(quota.key, quota.new if self.new_accounts else quota.mature)


_active = Conditions()


def activate(conditions: Conditions) -> None:
    """Make them the process's own; called once by the server."""
    global _active
    _active = conditions


def active() -> Conditions:
    """Return the process's conditions; those of mature accounts where no server was started."""
    return _active


def read_conditions(path: Path) -> Conditions:
    """What was chosen at an earlier start.

    Raises:
        DamagedStateError: the file is not what was written.
    """
    try:
        return Conditions(**json.loads(path.read_bytes()))
    except (ValueError, TypeError) as error:
        raise DamagedStateError(Damage(path=path, what=str(error))) from error


def keep_conditions(
    state_dir: Path,
    *,
    new_accounts: bool | None,
    strip_modes: bool | None,
    time_scale: int | None,
    raised: Mapping[str, int],
) -> Conditions:
    """Return what was chosen now, and for the rest what was at an earlier start on this state; and keep it."""
    path = state_dir / CONDITIONS
    known = read_conditions(path) if path.exists() else Conditions()
    chosen = Conditions(
        new_accounts=known.new_accounts if new_accounts is None else new_accounts,
        strip_modes=known.strip_modes if strip_modes is None else strip_modes,
        time_scale=known.time_scale if time_scale is None else time_scale,
        raised={**known.raised, **raised},
    )
    write_atomically(path, json.dumps(asdict(chosen), indent=2).encode())
    return chosen


def raised_quota(text: str) -> tuple[str, int]:
    """``lambda-memory=10240`` as a quota's key and its value.

    Raises:
        ValueError: no such quota, or no whole number; the message is one line.
    """
    key, _, value = text.partition("=")
    if key not in BY_KEY:
        raise ValueError(f"{key!r} is no quota; known are {', '.join(BY_KEY)}")
    if not value.isdecimal():
        raise ValueError(f"{text!r} must be of the form {key}=NUMBER")
    return key, int(value)
