"""The edits by which a checkout gets other environments: one entry of data, and its account."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Accounts = dict[str, Any]
STAGING_ACCOUNT = "444444444444"
_FIRST = "    Environment(\n"


def entries(checkout: Path) -> tuple[str, ...]:
    """The text of the entries, in their order: dev's first, prod's last."""
    text = (checkout / "stages/environments.py").read_text(encoding="utf-8")
    _, *found = text.removesuffix(")\n").split(_FIRST)
    return tuple(_FIRST + entry for entry in found)


def add_staging(checkout: Path) -> None:
    """Between dev and prod, with an approval of its own, and a deployment window that is always open."""
    dev, *later = entries(checkout)
    named = 'name="staging",\n        deployment_window="* * * ? * *"'
    staging = dev.replace('name="dev"', named).replace("approval=False", "approval=True")
    _write(checkout, (dev, staging, *later), lambda accounts: accounts.update(staging=STAGING_ACCOUNT))


def add_second_region(checkout: Path, *, account: str = "444444444444") -> None:
    """Beside prod, in prod's wave: prod's own entry under another name."""
    *earlier, prod = entries(checkout)
    second = prod.replace('name="prod",', 'name="prod-eu",\n        wave="prod",')
    place = {"account": account, "region": "eu-west-1"}
    _write(checkout, (*earlier, prod, second), lambda accounts: accounts.update({"prod-eu": place}))


def remove_prod(checkout: Path) -> None:
    """One environment is left."""
    remove(checkout, "prod")


def remove(checkout: Path, environment: str) -> None:
    """Without that one."""
    others = tuple(entry for entry in entries(checkout) if f'name="{environment}"' not in entry)
    _write(checkout, others, lambda accounts: accounts.pop(environment))


def all_in_one_account(checkout: Path) -> None:
    """The pipeline's own account, for every environment."""
    _write(
        checkout,
        entries(checkout),
        lambda accounts: accounts.update(dict.fromkeys(accounts, accounts["tools"])),
    )


_IN_DEV = (
    (
        'name="dev",',
        'name="dev", rollout=Linear(percent=20, minutes=3), bake_minutes=1440, reserved_concurrency=50,\n'
        '        deployment_window="* 0/15 8,10 L-3 JAN 6#3 2026-2027", integration_timeout_ms=59_000,\n'
        "        log_retention_days=60,\n"
        "        alarms=AlarmThresholds(errors=7, server_errors=8, latency_ms=9_000, throttles=6),\n"
        "        release=ReleaseThresholds(errors=2, server_errors=3, latency_ms=8_000, throttles=1),",
    ),
    ('engine="extractive", fallback=True, judged=True', 'engine="anthropic", fallback=False, judged=False'),
    ("availability_zones=2, nat_gateways=1", "availability_zones=3, nat_gateways=3"),
    ("rate=10, burst=20", "rate=7, burst=9"),
    ('(f"https://dev.{PRODUCT}.example",)', '(f"https://dev.{PRODUCT}.example", "https://try.careervp.example")'),
)
_IN_PROD = (
    ("rollout=Canary(percent=10, minutes=5),\n        bake_minutes=10,", "rollout=AllAtOnce(),"),
    ('name="prod",', 'name="prod",\n        deployment_window="* * 8-16 ? * MON-THU", log_retention_days=400,'),
    ("maximum=TABLE_MAX_CAPACITY", "maximum=TABLE_MAX_CAPACITY + 1"),
    ("availability_zones=2, nat_gateways=2", "availability_zones=3, nat_gateways=3"),
    ("reserved_concurrency=100", "reserved_concurrency=90"),
)


def other_choices(checkout: Path) -> None:
    """Whatever may be chosen, otherwise than it is."""
    dev, *between, prod = entries(checkout)
    _write(checkout, (_changed(dev, _IN_DEV), *between, _changed(prod, _IN_PROD)), lambda accounts: None)
    data = checkout / "stages/environments.py"
    names = ("AlarmThresholds", "AllAtOnce", "Canary", "Linear", "ReleaseThresholds")
    imported = "".join(f"    {name},\n" for name in names)
    data.write_text(_changed(data.read_text(encoding="utf-8"), (("    Canary,\n", imported),)), encoding="utf-8")


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def one_build_at_once(checkout: Path) -> None:
    """For a tools account that may run one build at a time."""
    settings = checkout / "cdk.json"
    document = json.loads(settings.read_text(encoding="utf-8"))
    document["context"]["careervp"]["builds_at_once"] = 1
    settings.write_text(json.dumps(document, indent=2), encoding="utf-8")


def _write(checkout: Path, chosen: tuple[str, ...], change: Callable[[Accounts], Any]) -> None:
    data, settings = checkout / "stages/environments.py", checkout / "cdk.json"
    head = data.read_text(encoding="utf-8").split(_FIRST)[0]
    data.write_text(head + "".join(chosen) + ")\n", encoding="utf-8")
    document = json.loads(settings.read_text(encoding="utf-8"))
    change(document["context"]["careervp"]["accounts"])
    settings.write_text(json.dumps(document, indent=2), encoding="utf-8")
