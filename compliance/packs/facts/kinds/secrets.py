"""Secrets that lie open in a template: in variables, definitions, user data, inputs, parameters, wherever text stands.

Whoever may describe a resource reads its variables and its definition, and a dynamic reference is resolved into them
when they are deployed. In a property that is made for a secret, a database's `MasterUserPassword`, a reference is right
and only a literal is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import Leaf, is_intrinsic, leaves
from compliance.packs.facts.kinds.secret_names import names_secret
from compliance.packs.facts.kinds.secret_shapes import holds_password, holds_token, is_literal, is_random

_REFERENCE: Final = re.compile(r"\{\{resolve:(?:secretsmanager|ssm-secure):|\.SecretAccessKey\b")
_PARAMETER: Final = re.compile(r"\{\{resolve:ssm:(?P<name>[^:}]+)")
_VARIABLES: Final = re.compile(r"Environment|Variables$|^DefaultArguments$|^OptionSettings$|^StageVariables$")
_READABLE: Final = re.compile(
    r"^(?:UserData|Definition\w*|BuildSpec|ZipFile|Input|InputTemplate|InputPathsMap|Command|EntryPoint|Tags|Value|Body"
    r"|Description|Parameters|RequestParameters|RequestTemplates|Configuration|HeaderParameters|QueryStringParameters"
    r"|Content|FunctionCode|Code|Schema|LogConfiguration|StartupScript|CommandLine|TemplateBody|Metadata)$"
)
_PROSE: Final = re.compile(r"^(?:Description|description|Comment|summary|Title|title|message|Format)$")
_SECRET_STORES: Final = ("AWS::SecretsManager::", "AWS::KMS::", "AWS::SSM::", "AWS::IAM::Role", "AWS::Lambda::")
_OF_CONTENT: Final = re.compile(
    r"(?:sha\d*|digest|commit|hash|checksum|version|etag|ids?|arns?|ur[li]s?|names?|fingerprint|public.?key|key.?pair"
    r"|image|path|endpoint|bucket|role|group|pool|revision)$",
    re.IGNORECASE,
)
_HASH: Final = re.compile(r"(?<=.)[0-9A-F]{8}$")
_STRUCTURE: Final = re.compile(r"^[\w-]+(?:[/.][\w-]+)+$|^[\w-]*\*$")


def secrets(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for every variable, and for every other text that holds a secret.

    Properties: ``Place`` is ``Variable``, ``Text`` where who describes the resource reads it, ``Property``, or
    ``Template`` beside the resources, one of which then stands for the template;
    ``Shape`` is ``token``, ``password``, ``reference``, ``named``, ``random`` or ``none``.
    """
    intrinsics = Intrinsics(template)
    resources = template.get("Resources", {})
    for logical_id, resource in resources.items():
        for leaf in _leaves(resource):
            place = _place(leaf, resource)
            shape = _shape(leaf, place, intrinsics)
            if place == "Variable" or shape != "none":
                yield _fact(logical_id, place, shape)
    yield from _of_parameters_and_outputs(template, intrinsics)


def _leaves(resource: Mapping[str, Any]) -> Iterator[Leaf]:
    yield from leaves(resource.get("Properties", {}))
    for name, value in resource.get("Metadata", {}).items():
        if not name.startswith("aws:"):  # the CDK's own notes
            yield from leaves(value, ("Metadata", name), name)


def _of_parameters_and_outputs(template: Mapping[str, Any], intrinsics: Intrinsics) -> Iterator[Fact]:
    """They are no resources: the first one that uses the parameter stands for it, or the first of all. So it does for
    mappings and for the template's own metadata.
    """
    resources = template.get("Resources", {})
    first = next(iter(resources), "")
    for name, parameter in template.get("Parameters", {}).items():
        default = parameter.get("Default")
        if isinstance(default, str) and not str(parameter.get("Type", "")).startswith("AWS::SSM::"):
            hidden = str(parameter.get("NoEcho", "")).lower() == "true" and default != ""
            leaf = Leaf(path=("Parameters", name), name=_without_hash(name), value=default)
            shape = _shape(leaf, "Text", intrinsics)
            if hidden or shape != "none":
                uses = next((one for one, resource in resources.items() if f'"{name}"' in _dumped(resource)), "")
                yield _fact(uses or first, "Text" if uses else "Template", "named" if hidden else shape)
    for name, output in template.get("Outputs", {}).items():
        leaf = Leaf(path=("Outputs", name), name=_without_hash(name), value=output.get("Value"))
        shape = _shape(leaf, "Text", intrinsics)
        if shape in ("token", "password", "named", "reference"):
            yield _fact(first, "Template", shape)
    for part in ("Mappings", "Metadata"):
        for name, value in template.get(part, {}).items():
            for leaf in leaves(value, (part, name), name):
                if (shape := _shape(leaf, "Text", intrinsics)) in ("token", "password", "named"):
                    yield _fact(first, "Template", shape)


def _without_hash(logical_id: str) -> str:
    """A logical id as its author named it: below the stack the CDK ends it with eight digits of its path's hash."""
    return _HASH.sub("", logical_id)


def _dumped(resource: Mapping[str, Any]) -> str:
    return str(resource).replace("'", '"')


def _fact(of: str, place: str, shape: str) -> Fact:
    return Fact(kind="Text::Secret", of=of, properties={"Place": place, "Shape": shape})


def _place(leaf: Leaf, resource: Mapping[str, Any]) -> str:
    if leaf.kind in ("SECRETS_MANAGER", "PARAMETER_STORE"):
        return "Property"  # a build's variable that says where a secret lies
    if any(_VARIABLES.search(name) for name in leaf.path):
        return "Variable"
    if resource.get("Type") == "AWS::SSM::Parameter" or any(_READABLE.match(name) for name in leaf.path):
        return "Text"
    return "Property"


def _shape(leaf: Leaf, place: str, intrinsics: Intrinsics) -> str:
    if leaf.kind in ("SECRETS_MANAGER", "PARAMETER_STORE") or isinstance(leaf.value, bool):
        return "none"
    texts = intrinsics.texts(leaf.value)
    if place != "Property" and any(map(_refers_to_secret, (*texts, _dumped({"": leaf.value})))):
        return "reference"
    if any(holds_token(text) for text in texts):
        return "token"
    if not _PROSE.match(leaf.name) and any(holds_password(text) for text in texts):
        return "password"
    if names_secret(leaf.name) and _is_secret_itself(leaf, place, texts, intrinsics):
        return "named"
    if place != "Property" and not _OF_CONTENT.search(leaf.name) and any(is_random(text) for text in texts):
        return "random"
    return "none"


def _refers_to_secret(text: str) -> bool:
    return bool(_REFERENCE.search(text)) or any(names_secret(found["name"]) for found in _PARAMETER.finditer(text))


def _is_secret_itself(leaf: Leaf, place: str, texts: list[str], intrinsics: Intrinsics) -> bool:
    """Whether the value under a secret's name is the secret, and not where it lies."""
    if is_intrinsic(leaf.value):
        known = [intrinsics.referred(text) for text in texts]
        kept = all(one is not None and str(one.get("Type")).startswith(_SECRET_STORES) for one in known)
        return place == "Variable" and not kept
    return any(is_literal(text, shortest=1) and not _STRUCTURE.match(text) for text in texts)
