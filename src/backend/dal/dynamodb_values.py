"""JSON values as DynamoDB attribute values and back. Numbers travel as Decimal: DynamoDB knows no binary floats."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import DYNAMODB_CONTEXT, TypeDeserializer

_DESERIALIZER = TypeDeserializer()


def to_item(values: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping of JSON values as a DynamoDB item."""
    return {name: _attribute(value) for name, value in values.items()}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """A DynamoDB item as JSON values: whole numbers become int, others float."""
    return {name: _plain(_DESERIALIZER.deserialize(value)) for name, value in item.items()}


def _attribute(value: Any) -> dict[str, Any]:
    """A JSON value as an attribute value, as boto3's serializer writes it; that one asks each value what it may be."""
    if isinstance(value, str):
        return {"S": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int | float):
        # The shortest decimal that reads back as the same float, not its 50 binary digits.
        return {"N": str(DYNAMODB_CONTEXT.create_decimal(repr(value)))}
    if isinstance(value, Mapping):
        return {"M": {name: _attribute(entry) for name, entry in value.items()}}
    return {"L": [_attribute(entry) for entry in value]}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value
