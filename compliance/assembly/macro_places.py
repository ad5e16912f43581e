"""Where a template leaves it to a macro what it holds: loops and transforms, in whose place something else stands when
CloudFormation deploys it.

Nothing can judge what is not written. So each such place that has no resource of its own is made one, of a type that
no rule knows, at a path that names the place: it is found like anything else that comes from elsewhere, and whoever
reads resources finds resources. A transform that is one value of a resource's own properties stays: the facts about
that resource tell of it (`compliance.packs.facts.kinds.unjudged`).

Sources: AWS CloudFormation Template Reference, "Fn::ForEach" (in ``Resources``, their properties, ``Conditions`` and
``Outputs``) and "AWS::Include transform" (anywhere, the top of a template too).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

STAND_IN: Final = "Macro::Template::"
"""How the type of a place's resource begins; after it comes what stands there, ``ForEach`` or ``Transform``."""

_LOOP: Final = "Fn::ForEach"
_TRANSFORM: Final = "Fn::Transform"
_PATH: Final = "aws:cdk:path"
# Of AWS's own: SAM's types are judged one by one, and the others add functions, or resources that do only what the
# template's own say. AWS::Include is not among them: it reads a file that anybody may change.
_JUDGED_MACROS: Final = re.compile(r"^AWS::(?:Serverless-|LanguageExtensions$|SecretsManager-|CodeDeployBlueGreen$)")


def with_macro_places(template: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    """The template without its loops and transforms, each of which is a resource instead; itself where it has none.

    Args:
        path: of its stack's construct.
    """
    found: dict[str, dict[str, Any]] = {}
    sections = {name: _section(name, content, path, found) for name, content in template.items() if not _is_macro(name)}
    for name, content in template.items():
        if _is_macro(name) or (name == "Transform" and not _is_judged(content)):
            _stand_in(found, name, f"{path}/{name}")
    return {**sections, "Resources": {**sections.get("Resources", {}), **found}} if found else template


def _section(name: str, content: Any, path: str, found: dict[str, dict[str, Any]]) -> Any:
    """A part of the template without macros. Those of a resource are told at the resource's path, all others at their
    own."""
    if name == "Transform" or not isinstance(content, Mapping):
        return content
    inside = path if name == "Resources" else f"{path}/{name}"
    kept: dict[str, Any] = {}
    for key, body in content.items():
        if _is_macro(key) or (name == "Resources" and not isinstance(body, Mapping)):
            _stand_in(found, key, f"{inside}/{key}")
        elif name == "Resources":
            kept[key] = _resource(key, body, f"{inside}/{key}", found)
        else:
            kept[key] = body
            for macro in dict.fromkeys(_macros(body)):
                kept[key] = _without(body)
                _stand_in(found, f"{key}{macro}", f"{inside}/{key}")
    return kept


def _resource(logical_id: str, body: Mapping[str, Any], path: str, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    metadata = body.get("Metadata")
    where = metadata.get(_PATH, path) if isinstance(metadata, Mapping) else path
    outside = [macro for name, part in body.items() if name != "Properties" for macro in (*_own(name), *_macros(part))]
    properties = body.get("Properties")
    inside = [macro for macro in _macros(properties) if macro.startswith(_LOOP)]
    if isinstance(properties, Mapping) and _TRANSFORM in properties:  # all that the resource has
        inside.append(_TRANSFORM)
    for macro in dict.fromkeys([*outside, *inside]):
        _stand_in(found, f"{logical_id}{macro}", f"{where}/{macro}")
    written = {
        name: part if name == "Properties" and not inside else _without(part)
        for name, part in body.items()
        if not _is_macro(name)
    }
    if not isinstance(body.get("Type"), str):
        return {**written, "Type": f"{STAND_IN}Type"}
    return written


def _stand_in(found: dict[str, dict[str, Any]], name: str, path: str) -> None:
    kind = "ForEach" if _LOOP in name else "Transform"
    # CloudFormation wants letters and digits.
    logical_id = re.sub(r"[^A-Za-z0-9]", "", f"Macro{len(found)}{name}")
    found[logical_id] = {"Type": f"{STAND_IN}{kind}", "Properties": {}, "Metadata": {_PATH: path}}


def _is_macro(name: str) -> bool:
    return name == _TRANSFORM or name.startswith(_LOOP)


def _is_judged(declared: Any) -> bool:
    names = declared if isinstance(declared, list) else [declared]
    return all(isinstance(name, str) and _JUDGED_MACROS.match(name) for name in names)


def _own(name: str) -> list[str]:
    return [name] if _is_macro(name) else []


def _macros(value: Any) -> Iterator[str]:
    """The names of loops and transforms anywhere in a value."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _own(name)
            yield from _macros(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _macros(inner)


def _without(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without(inner) for name, inner in value.items() if not _is_macro(name)}
    return [_without(inner) for inner in value] if isinstance(value, list) else value
