"""Log groups: how long they keep events under either branch of a condition, and which hold what code prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact

_FUNCTIONS: Final = re.compile(r"^/aws/(?:lambda|ecs|batch|apprunner|sagemaker)/")
_WRITERS: Final = ("AWS::Lambda::Function", "AWS::ECS::TaskDefinition")


def log_groups(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each log group.

    Properties: ``Days``, each retention that it can have, of those that the template tells; ``HoldsOutput``, whether
    code prints into it; ``Encrypted``, whether with a key of the account.
    """
    intrinsics = Intrinsics(template)
    resources = template.get("Resources", {})
    writers = [resource for resource in resources.values() if resource.get("Type") in _WRITERS]
    for logical_id, resource in resources.items():
        if resource.get("Type") != "AWS::Logs::LogGroup":
            continue
        properties = resource.get("Properties", {})
        names = intrinsics.texts(properties.get("LogGroupName"))
        written = any(f"'{logical_id}'" in str(writer.get("Properties")) for writer in writers)
        days = [int(text) for text in intrinsics.texts(properties.get("RetentionInDays")) if text.isdigit()]
        yield Fact(
            kind="Logs::Group",
            of=logical_id,
            properties={
                "Days": days,
                "HoldsOutput": written or any(_FUNCTIONS.match(name) for name in names),
                "Encrypted": bool(properties.get("KmsKeyId")),
            },
        )
