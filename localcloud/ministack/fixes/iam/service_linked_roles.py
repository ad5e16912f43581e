"""A service-linked role has the name that its service gives it, and there is one of it.

MiniStack derives a name from the principal, so whoever looks for the role by AWS's name does not find it.
"""

from __future__ import annotations

from typing import Any

from ministack.services import iam

from localcloud.aws.limits.service_linked_roles import ROLE_NAMES, ensure, exists
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.iam", "_IAM_HANDLERS"),
    Touched("services.iam", "_create_service_linked_role", "p"),
    Touched("services.iam", "_error", "status,code,message,ns"),
    Touched("services.iam", "_p", "params,key,default"),
    Touched("services.iam", "_role_xml", "name,boundary"),
    Touched("services.iam", "_xml", "status,root_tag,inner,ns"),
)


def apply() -> None:
    """Make the roles of the services in the table by their names; MiniStack's own for any other."""
    create = iam._create_service_linked_role

    def create_service_linked_role(parameters: Any) -> Any:
        service = iam._p(parameters, "AWSServiceName")
        if service not in ROLE_NAMES:
            return create(parameters)
        name = ROLE_NAMES[service]
        if exists(service):
            message = f"Service role name {name} has been taken in this account, please try a different suffix."
            return iam._error(400, "InvalidInput", message, ns="iam")
        ensure(service)
        answer = f"<CreateServiceLinkedRoleResult><Role>{iam._role_xml(name)}</Role></CreateServiceLinkedRoleResult>"
        return iam._xml(200, "CreateServiceLinkedRoleResponse", answer, ns="iam")

    iam._IAM_HANDLERS["CreateServiceLinkedRole"] = create_service_linked_role
