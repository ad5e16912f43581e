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


class UnknownConstructError(Exception):
    """An entry names a construct that the app does not have: it was moved or removed, so the entry is stale."""


def construct_at(scope: IConstruct, path: str) -> IConstruct:
    """The construct of that path, counted from the app's root.

    Raises:
        UnknownConstructError: there is none; the message says where the path ends.
    """
    construct = scope.node.root
    for part in path.split("/"):
        child = construct.node.try_find_child(part)
        if child is None:
            raise UnknownConstructError(
                f"compliance: the register names {path!r}, but {construct.node.path or 'the app'!r} has no {part!r}; "
                "correct or remove the entry"
            )
        construct = child
    return construct


def finding_id(finding: str, construct: IConstruct) -> str:
    """The finding with its placeholders filled in, as cdk-nag will report it at this construct.

    Raises:
        UnknownConstructError: a placeholder names a construct that is not there.
    """
    from aws_cdk import CfnElement, Stack  # starts jsii, which readers of the register do not need

    stack = Stack.of(construct)
    known = {"account": stack.account, "region": stack.region, "partition": stack.partition}

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in known:
            return known[name]
        element = construct_at(construct, name)
        return stack.get_logical_id(cast(CfnElement, cast(Any, element)))

    return _PLACEHOLDER.sub(value, finding)
