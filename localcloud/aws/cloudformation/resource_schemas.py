"""CloudFormation's own schemas of resource types: which properties a type has, and what their values may be.

They are those that AWS publishes for each region, as cfn-lint ships them; only its data is read. A type that they lack
(a custom resource, or one that CloudFormation has not opened) has none, and is not judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

Schema = Mapping[str, Any]
Problems = Iterator[ValidationError]


def _folder_of(package: str) -> Path:
    """Where a package lies, without importing it: cfn-lint brings all of sympy, for seconds of every start."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"no package named {package!r}", name=package)
    return Path(spec.submodule_search_locations[0])


SCHEMAS: Final = _folder_of("cfnlint") / "data" / "schemas"
_ANY_REGION: Final = "us-east-1"
_SHOWN: Final = 300
_ATTRIBUTES_OF_THEIR_OWN: Final = frozenset({"AWS::CloudFormation::CustomResource", "AWS::CloudFormation::Stack"})
"""Types whose attributes are what a provider answers, or the outputs of a template."""


@cache
def schemas_date() -> str:
    """The day of the schemas, YYYY-MM-DD: a property that is younger is not known yet."""
    said: str = json.loads((SCHEMAS / "version.json").read_text(encoding="utf-8"))["schema_date"]
    return said[:10]


@cache
def resource_schema(type_name: str, region: str = _ANY_REGION) -> Schema | None:
    """The schema of a type in a region; None where there is none.

    See https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html for its shape.
    """
    digest = _types(region).get(type_name)
    if digest is None:
        return None
    schema: Schema = json.loads((SCHEMAS / "resources" / f"{digest}.json").read_text(encoding="utf-8"))
    return schema


@cache
def _types(region: str) -> Mapping[str, str]:
    listed = SCHEMAS / "providers" / f"{region}.json"
    if not listed.is_file():
        return _types(_ANY_REGION)
    types: Mapping[str, str] = json.loads(listed.read_text(encoding="utf-8"))
    return types


def has_attribute(type_name: str, attribute: str) -> bool:
    """Whether `Fn::GetAtt` can read it: what the schema calls read-only, or, of the types whose other properties can be
    read as well, which no schema tells apart, any property; of a type without a schema, anything.
    """
    schema = resource_schema(type_name)
    if schema is None or type_name in _ATTRIBUTES_OF_THEIR_OWN:
        return True
    properties = {*schema.get("properties", {}), *(path.split("/")[2] for path in schema.get("readOnlyProperties", ()))}
    return attribute.partition(".")[0] in properties


def property_problems(type_name: str, properties: Mapping[str, Any], region: str = _ANY_REGION) -> list[str]:
    """What CloudFormation has against the properties of a resource, in its form: ``#/Timeout: ...``; empty for nothing.

    References must be resolved: a value is held to what is written there now.
    """
    validator = _validator(type_name, region)
    if validator is None:
        return []
    problems = sorted(validator.iter_errors(properties), key=lambda error: error.json_path)
    return [f"#{_pointer(error)}: {_message(error)}" for error in problems]


def _pointer(error: ValidationError) -> str:
    return "".join(f"/{step}" for step in error.absolute_path)


def _message(error: ValidationError) -> str:
    """In the words that CloudFormation has for it."""
    limit, value = error.validator_value, error.instance
    match error.validator:
        case "minLength" | "maxLength":
            return f"expected {error.validator}: {limit}, actual: {len(value)}"
        case "minItems" | "maxItems":
            word = "minimum" if error.validator == "minItems" else "maximum"
            return f"expected {word} item count: {limit}, found: {len(value)}"
        case "pattern":
            return f"failed validation constraint for keyword [pattern]: {str(value)[:_SHOWN]!r} is not {limit}"
        case "required":
            return f"required key [{', '.join(key for key in limit if key not in value)}] not found"
        case "enum":
            return f"{value} is not a valid enum value: {', '.join(map(str, limit))}"
    return error.message if len(error.message) <= _SHOWN else f"{error.message[:_SHOWN]} …"


@cache
def _validator(type_name: str, region: str) -> Draft7Validator | None:
    schema = resource_schema(type_name, region)
    if schema is None:
        return None
    made: Draft7Validator = _Validator(_readable(schema))
    return made


def _readable(schema: Any) -> Any:
    """The schema without patterns in dialects that Python's `re` does not read (``\\p{L}``): they judge nothing."""
    if isinstance(schema, list):
        return [_readable(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    kept = {key: _readable(item) for key, item in schema.items()}
    if isinstance(kept.get("pattern"), str) and not _compiles(kept["pattern"]):
        del kept["pattern"]
    if isinstance(patterns := kept.get("patternProperties"), dict):
        kept["patternProperties"] = {key if _compiles(key) else ".*": item for key, item in patterns.items()}
    return kept


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


# --- CloudFormation reads "5" as 5 and "true" as true, and 5 as "5" ---------------------------------------------------


def _is_number(_: object, value: object) -> bool:
    return _number(value) is not None


def _is_integer(_: object, value: object) -> bool:
    number = _number(value)
    return number is not None and number.is_integer()


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _is_boolean(_: object, value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value.lower() in {"true", "false"})


def _is_string(_: object, value: object) -> bool:
    return isinstance(value, str | int | float)


def _numeric(keyword: str) -> Callable[..., Problems]:
    plain = Draft7Validator.VALIDATORS[keyword]

    def check(validator: Any, limit: Any, instance: Any, schema: Schema) -> Problems:
        if (number := _number(instance)) is not None:
            yield from plain(validator, limit, number, schema) or ()

    return check


def _enum(_validator: Any, admitted: Any, instance: Any, _schema: Schema) -> Problems:
    written = {str(value).lower() if isinstance(value, bool) else str(value) for value in admitted}
    said = str(instance).lower() if isinstance(instance, bool) else str(instance)
    if instance not in admitted and said not in written:
        yield ValidationError(f"{instance} is not one of {', '.join(map(str, admitted))}")


def _additional_properties(validator: Any, allowed: Any, instance: Any, schema: Schema) -> Problems:
    if allowed is False and validator.is_type(instance, "object") and not schema.get("patternProperties"):
        for key in instance.keys() - schema.get("properties", {}).keys():
            yield ValidationError(f"extraneous key [{key}] is not permitted")
        return
    yield from Draft7Validator.VALIDATORS["additionalProperties"](validator, allowed, instance, schema) or ()


_Validator: Final = extend(
    Draft7Validator,
    {
        **{keyword: _numeric(keyword) for keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")},
        "enum": _enum,
        "additionalProperties": _additional_properties,
    },
    type_checker=Draft7Validator.TYPE_CHECKER.redefine_many(
        {"number": _is_number, "integer": _is_integer, "boolean": _is_boolean, "string": _is_string}
    ),
)
