"""Container images that a resource runs, however its type spells them: pinned to one content, and from where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import leaves

_NAMES: Final = frozenset({"Image", "ImageUri", "ImageIdentifier", "ContainerImage"})
_RUNNING: Final = re.compile(
    r"^AWS::(?:Lambda::Function|Serverless::Function|ECS::TaskDefinition|Batch::JobDefinition|AppRunner::Service"
    r"|SageMaker::Model|CodeBuild::Project|Lightsail::Container|GameLift::ContainerGroupDefinition"
    r"|BedrockAgentCore::Runtime)$"
)
# A digest, or a tag that is one: the CDK names an image asset by the SHA-256 of what it is made from, in a repository
# whose tags are immutable.
_PINNED: Final = re.compile(r"@sha256:[0-9a-f]{64}$|:[0-9a-f]{64}$|@\$\{?")
_CURATED: Final = re.compile(r"^aws/codebuild/")
_OWN: Final = re.compile(r"^(?:(\d{12})|\$\{[^}]*\})[^/]*\.dkr[.-]ecr\.|^\$\{(?!\?)")


def container_images(template: Mapping[str, Any], own_accounts: frozenset[str]) -> Iterator[Fact]:
    """A fact for each container image that a resource runs.

    Properties: ``Pinned``, whether its name tells its content; ``Own``, whether it lies in a registry of the account.
    """
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        if not _RUNNING.match(str(resource.get("Type"))):
            continue
        for leaf in leaves(resource.get("Properties", {})):
            for text in intrinsics.texts(leaf.value) if leaf.path and leaf.path[-1] in _NAMES else ():
                if not _CURATED.match(text):
                    properties = {"Pinned": bool(_PINNED.search(text)), "Own": _is_own(text, own_accounts)}
                    yield Fact(kind="Container::Image", of=logical_id, properties=properties)


def _is_own(text: str, own_accounts: frozenset[str]) -> bool:
    found = _OWN.match(text)
    return found is not None and (found[1] is None or found[1] in own_accounts)
