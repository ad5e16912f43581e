"""A template refers to its own resources, parameters and conditions, or it is refused before there is a stack.

MiniStack puts the name itself where a reference leads nowhere, so a stack with a misspelt one comes into being.
Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html (Template format error).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ministack.services.cloudformation import engine

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("services.cloudformation.engine", "_validate_template_statics", "template"),)
_PLACEHOLDER: Final = re.compile(r"\$\{([^!}][^}]*)\}")
_BLOCKS: Final = ("Resources", "Outputs", "Conditions")


def apply() -> None:
    """Look at the references when the rest of the template is looked at."""
    validate = engine._validate_template_statics

    def validate_template_statics(template: dict[str, Any]) -> None:
        validate(template)
        # A macro may write what is referred to.
        if not template.get("Transform"):
            _check(template)

    engine._validate_template_statics = validate_template_statics


def _check(template: dict[str, Any]) -> None:
    parameters, resources = set(template.get("Parameters") or {}), set(template.get("Resources") or {})
    conditions = set(template.get("Conditions") or {})
    for block in _BLOCKS:
        found = list(_references(template.get(block) or {}))
        # Conditions are decided before there is any resource.
        known = {"Ref": parameters | (set() if block == "Conditions" else resources), "Condition": conditions}
        known |= {"DependsOn": resources, "Fn::GetAtt": resources}
        for kind, words in _WORDS.items():
            missing = sorted({name for used, name in found if used == kind and name not in known[kind]})
            if missing:
                raise ValueError(words.format(names=", ".join(missing), block=block))


_UNRESOLVED: Final = (
    "Template format error: Unresolved resource dependencies [{names}] in the {block} block of the template"
)
_WORDS: Final = {
    "Ref": _UNRESOLVED,
    "DependsOn": _UNRESOLVED,
    "Fn::GetAtt": "Template error: instance of Fn::GetAtt references undefined resource {names}",
    "Condition": "Template format error: Unresolved condition dependency {names} in the {block} block of the template",
}


def _references(block: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Kind and name of what a block's members refer to."""
    for member in block.values():
        if isinstance(member, dict):
            if isinstance(condition := member.get("Condition"), str):
                yield "Condition", condition
            depends = member.get("DependsOn") or []
            yield from (("DependsOn", str(name)) for name in ([depends] if isinstance(depends, str) else depends))
        yield from _functions(member)


def _functions(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for item in node:
            yield from _functions(item)
    elif isinstance(node, dict):
        ((name, given),) = node.items() if len(node) == 1 else ((None, None),)
        read = _FUNCTIONS.get(str(name))
        if read:
            yield from read(given)
        else:
            for item in node.values():
                yield from _functions(item)


def _ref(given: Any) -> Iterator[tuple[str, str]]:
    if isinstance(given, str) and not given.startswith("AWS::"):
        yield "Ref", given


def _attribute(given: Any) -> Iterator[tuple[str, str]]:
    name = (
        given.partition(".")[0] if isinstance(given, str) else given[0] if isinstance(given, list) and given else None
    )
    if isinstance(name, str):
        yield "Fn::GetAtt", name


def _text(given: Any) -> Iterator[tuple[str, str]]:
    text, own = (given[0], given[1]) if isinstance(given, list) and len(given) == 2 else (given, {})
    yield from _functions(own)
    for name in _PLACEHOLDER.findall(text) if isinstance(text, str) else ():
        if name not in own:
            yield from _attribute(name) if "." in name else _ref(name)


def _choice(given: Any) -> Iterator[tuple[str, str]]:
    if isinstance(given, list) and given and isinstance(given[0], str):
        yield "Condition", given[0]
        yield from _functions(given[1:])


_FUNCTIONS: Final = {"Ref": _ref, "Fn::GetAtt": _attribute, "Fn::Sub": _text, "Fn::If": _choice}
