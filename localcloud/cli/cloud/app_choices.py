"""What a person says of an app that leaves it open: which of its pipelines, and whose account an app without one is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class AppChoices:
    """Each is empty where nobody said anything.

    Attributes:
        app: the folder of the app's cdk.json, by its path in the checkout.
        stack: the stack that holds the pipeline, by its name or its construct's path.
        account: 12 digits, for stacks that name no account.
        region: such as `eu-west-1`, for stacks that name none.
        sources: by the name of a source action, the folder of the checkout that it reads, where that is another.
        context: by key, the values that a person's `cdk deploy` would be given with `--context`.
        parameters: by name, those of the pipeline's stack that it would be given with `--parameters`.
        variables: by name, those of their shell's environment that the app reads when it is synthesized.
        existing: by name, the exports and the parameters of Parameter Store that the pipeline's stack finds there.
    """

    app: str = ""
    stack: str = ""
    account: str = ""
    region: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    context: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    existing: tuple[tuple[str, str], ...] = ()

    def over(self, other: AppChoices) -> AppChoices:
        """These choices, and the other's where these say nothing."""
        return AppChoices(**{one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(self)})

    def with_answer(self, option: str, answer: str) -> AppChoices:
        """These choices, and what a person answered for one that is a text."""
        return AppChoices(**{**{one.name: getattr(self, one.name) for one in fields(self)}, option: answer})

    def keep(self, path: Path) -> None:
        """Write them down, for the commands that come after."""
        path.write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")

    @classmethod
    def kept(cls, path: Path) -> AppChoices:
        """What was written down; nothing where no such file is."""
        if not path.is_file():
            return cls()
        kept = json.loads(path.read_text(encoding="utf-8"))
        named = ("sources", "context", "parameters", "variables", "existing")
        pairs = {name: tuple((key, value) for key, value in kept.get(name, ())) for name in named}
        return cls(**{**kept, **pairs})
