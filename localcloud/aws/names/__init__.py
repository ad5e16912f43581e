"""AWS's own host names, answered here for the programs that are started here: no build and no tool of the CDK reaches
the real AWS, whatever SDK it brings."""

from localcloud.aws.names.authority import Authority
from localcloud.aws.names.client_variables import client_variables, read_client_variables, write_client_variables
from localcloud.aws.names.hosts import is_of_aws
from localcloud.aws.names.name_listener import NameListener

__all__ = [
    "Authority",
    "NameListener",
    "client_variables",
    "is_of_aws",
    "read_client_variables",
    "write_client_variables",
]
