"""The stacks of an assembly as the rules are shown them, and the canary that every pack must object to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compliance.assembly import TOOLS, ConstructLines, SynthesizedStack, environment_of
from compliance.matrix.dead_letter_queues import dead_letter_queues
from compliance.matrix.model import Resource
from compliance.packs.facts import judged_template, subject_of

_PATH: Final = "aws:cdk:path"

# A function on an old runtime, without tracing, log group, dead letters and network.
_CANARY: Final[Mapping[str, Any]] = {
    "Resources": {
        "Canary": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Code": {"ZipFile": "def handler(event, context): ..."},
                "Handler": "index.handler",
                "Role": "arn:aws:iam::111111111111:role/canary",
                "Runtime": "python3.9",
            },
        }
    }
}


@dataclass(frozen=True, kw_only=True)
class JudgedStack:
    """One stack.

    Attributes:
        path: of its construct, from the app's root.
        judged: the template as Guard rules see it, with its facts.
        resources: by logical id.
        dead_letter_queues: the logical ids of those that other queues redrive to.
    """

    path: str
    name: str
    account: str
    region: str
    template: Mapping[str, Any]
    judged: Mapping[str, Any]
    resources: Mapping[str, Resource]
    dead_letter_queues: Collection[str]

    @property
    def environment(self) -> str:
        return environment_of(self.path)

    def subject_of(self, logical_id: str) -> Resource:
        """The resource that a finding of a Guard rule is about."""
        return self.resources[subject_of(self.judged, logical_id)]

    def description(self) -> dict[str, Any]:
        """As `evaluate_rules.js` takes it."""
        return {
            "path": self.path,
            "name": self.name,
            "account": self.account,
            "region": self.region,
            "template": self.template,
            "judged": self.judged,
        }


def judged_stacks(stacks: Sequence[SynthesizedStack], lines: ConstructLines) -> tuple[JudgedStack, ...]:
    """Every stack with its resources, and for each the line that made it."""
    return tuple(_judged(stack, lines, _own_accounts(stack, stacks)) for stack in stacks)


def _own_accounts(stack: SynthesizedStack, stacks: Sequence[SynthesizedStack]) -> set[str]:
    """The accounts that are not foreign to a stack: those of its environment and of the pipeline, which deploys into
    all of them. Another environment's is foreign: what reads prod from dev takes prod's data past its approval.
    """
    of = environment_of(stack.display_name)
    return {_account(one) for one in stacks if of == TOOLS or environment_of(one.display_name) in (of, TOOLS)}


def canary_description() -> dict[str, Any]:
    """The canary as a stack outside the app."""
    return {
        "path": "Canary",
        "name": "canary",
        "account": "111111111111",
        "region": "us-east-1",
        "template": _CANARY,
        "judged": _CANARY,
    }


def _account(stack: SynthesizedStack) -> str:
    return stack.environment.removeprefix("aws://").split("/")[0]


def _region(stack: SynthesizedStack) -> str:
    return stack.environment.rpartition("/")[2]


def _judged(stack: SynthesizedStack, lines: ConstructLines, own_accounts: Collection[str]) -> JudgedStack:
    return JudgedStack(
        path=stack.display_name,
        name=stack.name,
        account=_account(stack),
        region=_region(stack),
        template=stack.template,
        judged=judged_template(stack.template, own_accounts=own_accounts),
        resources=dict(_resources(stack, lines)),
        dead_letter_queues=dead_letter_queues(stack.template),
    )


def _resources(stack: SynthesizedStack, lines: ConstructLines) -> Iterator[tuple[str, Resource]]:
    for logical_id, body in stack.resources().items():
        path = body.get("Metadata", {}).get(_PATH, f"{stack.display_name}/{logical_id}")
        yield (
            logical_id,
            Resource(
                environment=environment_of(stack.display_name),
                account=_account(stack),
                region=_region(stack),
                stack=stack.name,
                logical_id=logical_id,
                path=path,
                type=body["Type"],
                source=lines.line_of(path) or None,
            ),
        )
