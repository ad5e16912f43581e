"""A person who follows procedures of the runbook, and other pages for operators, as they stand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from tests.e2e.checkout import PROJECT, Checkout
from tests.e2e.delivery import Delivery
from tests.e2e.executable_page import Reader

RUNBOOK = PROJECT / "docs/runbook.md"
NAME = {"NAME": "Ada Example", "EMAIL": "ada@example.com"}


class Operator:
    """Who follows pages in a terminal of the checkout.

    Args:
        person: what a page says that only a person can do, beyond what the runbook does.
    """

    def __init__(
        self,
        delivery: Delivery,
        checkout: Checkout,
        scratch: Path,
        *,
        person: Mapping[str, Callable[[], None]] = MappingProxyType({}),
    ) -> None:
        self.delivery = delivery
        self._credentials: dict[str, str] = {}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DELIVERY_", "CDK_"))}
        author = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in NAME.items()}
        self.reader = Reader(
            folder=checkout.path,
            environment={
                **kept,
                **author,
                "DELIVERY_STATE": str(delivery.state),
                "DELIVERY_PORT": "0",
                "NO_COLOR": "1",
            },
            person={
                "says yes": self._say_yes,
                "takes credentials of tools": partial(self._take_credentials, "tools"),
                "takes credentials of dev": partial(self._take_credentials, "dev"),
                "takes credentials of prod": partial(self._take_credentials, "prod"),
                "gives them back": self._give_back,
                **person,
            },
            scratch=scratch,
        )

    def follow(self, section: str, *, page: Path = RUNBOOK) -> str:
        """Does what a section says; returns what was printed."""
        self.reader.output.clear()
        self.reader.follow(page, section)
        return "\n".join(self.reader.output)

    def _say_yes(self) -> None:
        self.delivery.approve(self.delivery.newest_execution())

    def _take_credentials(self, account: str) -> None:
        taken = self.delivery.command("env", "--account", account, "--json")
        self._credentials = json.loads(taken.stdout)
        self.reader.environment.update(self._credentials)

    def _give_back(self) -> None:
        for name in self._credentials:
            del self.reader.environment[name]
