"""Reading, changing and deleting one alias are `lambda:GetAlias`, `UpdateAlias` and `DeleteAlias`.

MiniStack asks for `lambda:ListAliases` for all three, so a role that shifts an alias's traffic was refused with exactly
the permissions that AWS asks for, and one that only lists aliases could move them.
Source: docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
"""

from __future__ import annotations

import re
from typing import Final

from ministack.core import iam_actions

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("core.iam_actions", "_lambda_action", "method,path"),)
_ONE_ALIAS: Final = re.compile(r"/functions/[^/]+/aliases/[^/]+/?$")
_ACTIONS: Final = {"GET": "GetAlias", "PUT": "UpdateAlias", "DELETE": "DeleteAlias"}


def apply() -> None:
    """Name the actions of one alias."""
    action_of = iam_actions._lambda_action

    def lambda_action(method: str, path: str) -> str | None:
        if method in _ACTIONS and _ONE_ALIAS.search(path):
            return _ACTIONS[method]
        action: str | None = action_of(method, path)
        return action

    iam_actions._lambda_action = lambda_action
