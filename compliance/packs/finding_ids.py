"""Finding ids embed what only the synthesized app knows: logical ids, account, region. The register writes
placeholders for them.

``{account}``, ``{region}`` and ``{partition}`` are those of the construct's stack; ``{path/of/a/construct}`` is that
construct's logical id. So an entry holds in every user's accounts, and a construct that moved is an error instead of
an orphaned entry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from constructs import IConstruct

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_OF_THE_STACK = ("account", "region", "partition")


class UnknownConstructError(Exception):
    """An entry names a construct that the app does not have: it was moved or removed, so the entry is stale."""


class ConstructIds:
    """What an app's constructs are called where findings name them.

    Every question goes through jsii to Node, a fifth of a millisecond each; most paths of the register begin alike, so
    each construct is asked for once.
    """

    def __init__(self, scope: IConstruct) -> None:
        self._at: dict[str, IConstruct] = {"": scope.node.root}

    def construct_at(self, path: str) -> IConstruct:
        """The construct of that path, counted from the app's root.

        Raises:
            UnknownConstructError: there is none; the message says where the path ends.
        """
        outer = ""
        for name in path.split("/"):
            inner = f"{outer}/{name}".lstrip("/")
            if inner not in self._at:
                child = self._at[outer].node.try_find_child(name)
                if child is None:
                    raise UnknownConstructError(
                        f"an entry names {path!r}, but {outer or 'the app'!r} has no {name!r}; correct or remove it "
                        "(compliance/register/)"
                    )
                self._at[inner] = child
            outer = inner
        return self._at[outer]

    def finding_id(self, finding: str, construct: IConstruct) -> str:
        """The finding with its placeholders filled in, as cdk-nag will report it at this construct.

        Raises:
            UnknownConstructError: a placeholder names a construct that is not there.
        """
        from aws_cdk import CfnElement, Stack  # starts jsii, which readers of the register do not need

        def value(match: re.Match[str]) -> str:
            stack, name = Stack.of(construct), match.group(1)
            if name in _OF_THE_STACK:
                return str(getattr(stack, name))
            element = self.construct_at(name)
            return stack.get_logical_id(cast(CfnElement, cast(Any, element)))

        return _PLACEHOLDER.sub(value, finding)
