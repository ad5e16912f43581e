"""Under which conditions a person wants the local cloud: switches that only the start of its process takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class StartSwitches:
    """What was chosen for this start; None, or nothing, leaves it as it was at the last one.

    Attributes:
        new_accounts: whether accounts have a new account's quotas and no service-linked roles.
        strip_modes: whether source artifacts come without file modes.
        time_scale: seconds of a service's wait that pass in one real second.
        raised: quotas that AWS Support has raised, by their key.
        repair: whether a damaged state is mended from what of it is whole.
    """

    new_accounts: bool | None = None
    strip_modes: bool | None = None
    time_scale: int | None = None
    raised: Mapping[str, int] = field(default_factory=dict)
    repair: bool = False

    def arguments(self) -> list[str]:
        """The same as arguments of the server; empty where nothing was chosen."""
        chosen = {"new-accounts": self.new_accounts, "strip-modes": self.strip_modes}
        on_or_off = [f"--{'' if on else 'no-'}{name}" for name, on in chosen.items() if on is not None]
        scale = [] if self.time_scale is None else [f"--time-scale={self.time_scale}"]
        repair = ["--repair"] if self.repair else []
        return [*repair, *on_or_off, *scale, *(f"--raise-quota={key}={value}" for key, value in self.raised.items())]
