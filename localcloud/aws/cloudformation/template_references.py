"""What a template refers to, and which of its references lead nowhere in the template itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from localcloud.aws.cloudformation.resource_schemas import has_attribute

_PLACEHOLDER: Final = re.compile(r"\$\{([^!}][^}]*)\}")
_BLOCKS: Final = ("Resources", "Outputs", "Conditions")
_UNRESOLVED: Final = (
    "Template format error: Unresolved resource dependencies [{names}] in the {block} block of the template"
)
_WORDS: Final = {
    "Ref": _UNRESOLVED,
    "DependsOn": _UNRESOLVED,
    "Fn::GetAtt": "Template error: instance of Fn::GetAtt references undefined resource {names}",
    "Condition": "Template format error: Unresolved condition dependency {names} in the {block} block of the template",
}


class Reference(NamedTuple):
    """One reference.

    Attributes:
        kind: `Ref`, `DependsOn`, `Fn::GetAtt` or `Condition`; what `Fn::Sub` and `Fn::If` name is one of them.
        name: of the resource, parameter or condition.
        attribute: of the resource; empty for the other kinds, and where it is not written as text.
    """

    kind: str
    name: str
    attribute: str = ""


def unresolved_references(template: Mapping[str, Any]) -> Iterator[str]:
    """What CloudFormation says of references to no resource, parameter or condition of the template, before there is a
    stack; nothing of a template with a transform, because a macro may write what is referred to.

    Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html (Template format error).
    """
    if template.get("Transform"):
        return
    parameters, resources = set(template.get("Parameters") or {}), set(template.get("Resources") or {})
    conditions = set(template.get("Conditions") or {})
    for block in _BLOCKS:
        found = list(references(template.get(block) or {}))
        # Conditions are decided before there is any resource.
        known = {"Ref": parameters | (set() if block == "Conditions" else resources), "Condition": conditions}
        known |= {"DependsOn": resources, "Fn::GetAtt": resources}
        for kind, words in _WORDS.items():
            missing = sorted({each.name for each in found if each.kind == kind and each.name not in known[kind]})
            if missing:
                yield words.format(names=", ".join(missing), block=block)


def unknown_attributes(template: Mapping[str, Any]) -> Iterator[str]:
    """References to attributes that the schema of the resource's type lacks, as `Queue.Arm (AWS::SQS::Queue)`, each
    once. CloudFormation finds them when it comes to the resource that reads them, and rolls the stack back; nothing is
    said of a resource under a condition, nor of a template with a transform.
    """
    resources = template.get("Resources") or {}
    if template.get("Transform"):
        return
    found = {each for block in ("Resources", "Outputs") for each in references(template.get(block) or {})}
    for _, name, attribute in sorted(each for each in found if each.attribute and each.name in resources):
        resource = resources[name]
        if not resource.get("Condition") and not has_attribute(resource["Type"], attribute):
            yield f"{name}.{attribute} ({resource['Type']})"


def references(block: Mapping[str, Any]) -> Iterator[Reference]:
    """What the members of a block (`Resources`, `Outputs`, `Conditions`) refer to."""
    for member in block.values():
        if isinstance(member, dict):
            if isinstance(condition := member.get("Condition"), str):
                yield Reference("Condition", condition)
            depends = member.get("DependsOn") or []
            names = [depends] if isinstance(depends, str) else depends
            yield from (Reference("DependsOn", str(name)) for name in names)
        yield from _functions(member)


def _functions(node: Any) -> Iterator[Reference]:
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


def _ref(given: Any) -> Iterator[Reference]:
    if isinstance(given, str) and not given.startswith("AWS::"):
        yield Reference("Ref", given)


def _attribute(given: Any) -> Iterator[Reference]:
    name, attribute = given.partition(".")[::2] if isinstance(given, str) else (None, None)
    if isinstance(given, list) and len(given) == 2:
        name, attribute = given
    # An attribute may be computed, a resource's name may not.
    if isinstance(name, str):
        yield Reference("Fn::GetAtt", name, attribute if isinstance(attribute, str) else "")


def _text(given: Any) -> Iterator[Reference]:
    text, own = (given[0], given[1]) if isinstance(given, list) and len(given) == 2 else (given, {})
    yield from _functions(own)
    for name in _PLACEHOLDER.findall(text) if isinstance(text, str) else ():
        if name not in own:
            yield from _attribute(name) if "." in name else _ref(name)


def _choice(given: Any) -> Iterator[Reference]:
    if isinstance(given, list) and given and isinstance(given[0], str):
        yield Reference("Condition", given[0])
        yield from _functions(given[1:])


_FUNCTIONS: Final = {"Ref": _ref, "Fn::GetAtt": _attribute, "Fn::Sub": _text, "Fn::If": _choice}
