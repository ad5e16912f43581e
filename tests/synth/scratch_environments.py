"""The edits by which a checkout gets other environments: one entry of data, and its account."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Accounts = dict[str, Any]
_FIRST = "    Environment(\n"


def entries(checkout: Path) -> tuple[str, str]:
    """The text of the shipped entries, dev's and prod's."""
    text = (checkout / "stages/environments.py").read_text(encoding="utf-8")
    _, dev, prod = text.split(_FIRST)
    return _FIRST + dev, _FIRST + prod.removesuffix(")\n")


def add_staging(checkout: Path) -> None:
    """Between dev and prod, with an approval of its own."""
    dev, prod = entries(checkout)
    staging = dev.replace('name="dev"', 'name="staging"').replace("approval=False", "approval=True")
    _write(checkout, (dev, staging, prod), lambda accounts: accounts.update(staging="444444444444"))


def add_second_region(checkout: Path) -> None:
    """Beside prod, in prod's wave."""
    dev, prod = entries(checkout)
    second = prod.replace('name="prod",', 'name="prod-eu",\n        wave="prod",')
    place = {"account": "444444444444", "region": "eu-west-1"}
    _write(checkout, (dev, prod, second), lambda accounts: accounts.update({"prod-eu": place}))


def remove_prod(checkout: Path) -> None:
    """One environment is left."""
    dev, _ = entries(checkout)
    _write(checkout, (dev,), lambda accounts: accounts.pop("prod"))


def all_in_one_account(checkout: Path) -> None:
    """The pipeline's own account, for every environment."""
    _write(
        checkout,
        entries(checkout),
        lambda accounts: accounts.update(dict.fromkeys(accounts, accounts["tools"])),
    )


def _write(checkout: Path, chosen: tuple[str, ...], change: Callable[[Accounts], Any]) -> None:
    data, settings = checkout / "stages/environments.py", checkout / "cdk.json"
    head = data.read_text(encoding="utf-8").split(_FIRST)[0]
    data.write_text(head + "".join(chosen) + ")\n", encoding="utf-8")
    document = json.loads(settings.read_text(encoding="utf-8"))
    change(document["context"]["careervp"]["accounts"])
    settings.write_text(json.dumps(document, indent=2), encoding="utf-8")
