"""What CloudFormation does to a resource when a property changes, and which resources hold data.

The CDK's own database says it: made from AWS's published schemas and documentation, and part of the CDK's command line
(``db.json.gz``), it is what ``cdk diff`` goes by.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ALSO_STATEFUL: Final = frozenset(
    {
        "AWS::Backup::BackupVault",
        "AWS::CloudTrail::EventDataStore",
        "AWS::CloudTrail::Trail",
        "AWS::Cognito::IdentityPool",
        "AWS::Cognito::UserPool",
        "AWS::DynamoDB::GlobalTable",
        "AWS::DynamoDB::Table",
        "AWS::EC2::Volume",
        "AWS::ECR::Repository",
        "AWS::EFS::FileSystem",
        "AWS::Kinesis::Stream",
        "AWS::KMS::Key",
        "AWS::KMS::ReplicaKey",
        "AWS::Logs::LogGroup",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::S3::Bucket",
        "AWS::SQS::Queue",
        "AWS::SSM::Parameter",
        "AWS::SecretsManager::Secret",
    }
)
"""Types that keep what cannot be made again, whatever the database says of them: data, keys, evidence."""


class ResourceTypes:
    """The database.

    Args:
        schema: its ``schema`` part.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._types = {one["cloudFormationType"]: one for one in schema["resource"]["entities"]}
        self._definitions = {one["$id"]: one for one in schema["typeDefinition"]["entities"]}

    @classmethod
    def read(cls, database: Path) -> ResourceTypes:
        """Reads ``db.json.gz``.

        Raises:
            OSError, ValueError: it is not there, or is no such database.
        """
        with gzip.open(database) as file:
            return cls(json.load(file)["schema"])

    def is_stateful(self, kind: str) -> bool:
        """Whether a resource of the type keeps what cannot be made again."""
        return kind in ALSO_STATEFUL or (self._types.get(kind, {}).get("isStateful") is True)

    def replacement(self, kind: str, path: Sequence[str], value: Any) -> str:
        """``yes``, ``maybe`` or ``no``: whether a change there makes CloudFormation replace the resource.

        Args:
            path: names of properties from the outside in, without indexes.
            value: what stands or stood there.
        """
        found = set(self._along(self._types.get(kind, {}), path, value))
        return "yes" if "yes" in found else "maybe" if "maybe" in found else "no"

    def _along(self, owner: Mapping[str, Any], path: Sequence[str], value: Any) -> Iterator[str]:
        for number, name in enumerate(path):
            described = owner.get("properties", {}).get(name)
            if described is None:
                return
            yield described.get("causesReplacement", "no")
            owner = self._definition(described["type"])
            if number == len(path) - 1 and isinstance(value, Mapping):
                for inner in value:
                    yield from self._along(owner, [inner], value[inner])

    def _definition(self, described: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a property's type consists of: a reference, the elements of a list, or the first of several that is."""
        if described["type"] == "ref":
            found: Mapping[str, Any] = self._definitions.get(described["reference"]["$ref"], {})
            return found
        inner = [described["element"]] if "element" in described else described.get("types", [])
        return next(filter(None, map(self._definition, inner)), {})
