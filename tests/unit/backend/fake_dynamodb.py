"""DynamoDB in memory, at boto3's client interface: what the stores send is evaluated, not merely recorded.

Requests are checked against botocore's own service model first, so a misspelt parameter fails here as it would on AWS.
Conditions are parsed and evaluated. One lock makes each operation atomic, as DynamoDB makes it.
"""

import re
import threading
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import botocore.session
from boto3.dynamodb.types import TypeDeserializer
from botocore.exceptions import ClientError, ParamValidationError
from botocore.validate import ParamValidator

Item = dict[str, dict[str, Any]]
_MODEL = botocore.session.Session().get_service_model("dynamodb")
_TOKENS = re.compile(r"\s*(attribute_not_exists|attribute_exists|AND\b|OR\b|[()<=]|[#:]?\w+)")
MAX_ITEM_BYTES = 400 * 1024


class FakeDynamoDb:
    """Tables by name; each is given with its key attributes. `fail_with[operation]` makes an operation fail."""

    def __init__(self, **keys: tuple[str, ...]) -> None:
        self._keys = keys
        self._lock = threading.Lock()
        self.tables: dict[str, dict[tuple[str, ...], Item]] = {name: {} for name in keys}
        self.fail_with: dict[tuple[str, str], Exception] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def get_item(self, **parameters: Any) -> dict[str, Any]:
        with self._operation("GetItem", parameters):
            item = self._table(parameters).get(self._key(parameters["TableName"], parameters["Key"]))
            return {"Item": dict(item)} if item is not None else {}

    def put_item(self, **parameters: Any) -> dict[str, Any]:
        with self._operation("PutItem", parameters):
            key = self._key(parameters["TableName"], parameters["Item"])
            if len(str(parameters["Item"])) > MAX_ITEM_BYTES:
                raise client_error("ValidationException", "PutItem")
            self._check(parameters, self._table(parameters).get(key), "PutItem")
            self._table(parameters)[key] = dict(parameters["Item"])
            return {}

    def update_item(self, **parameters: Any) -> dict[str, Any]:
        with self._operation("UpdateItem", parameters):
            key = self._key(parameters["TableName"], parameters["Key"])
            old = self._table(parameters).get(key)
            self._check(parameters, old, "UpdateItem")
            item = {**(old or parameters["Key"])}
            for assignment in parameters["UpdateExpression"].removeprefix("SET ").split(", "):
                name, value = assignment.split(" = ")
                item[_name(name, parameters)] = parameters["ExpressionAttributeValues"][value]
            self._table(parameters)[key] = item
            return {}

    def delete_item(self, **parameters: Any) -> dict[str, Any]:
        with self._operation("DeleteItem", parameters):
            key = self._key(parameters["TableName"], parameters["Key"])
            self._check(parameters, self._table(parameters).get(key), "DeleteItem")
            self._table(parameters).pop(key, None)
            return {}

    def items(self, table: str) -> list[dict[str, Any]]:
        """Content of a table as Python values."""
        deserializer = TypeDeserializer()
        return [
            {name: deserializer.deserialize(value) for name, value in item.items()}
            for item in self.tables[table].values()
        ]

    def _operation(self, name: str, parameters: dict[str, Any]) -> threading.Lock:
        report = ParamValidator().validate(parameters, _MODEL.operation_model(name).input_shape)
        if report.has_errors():
            raise ParamValidationError(report=report.generate_report())
        with self._lock:
            self.calls.append((name, parameters))
            failure = self.fail_with.get((name, parameters["TableName"]))
        if failure is not None:
            raise failure
        return self._lock

    def _table(self, parameters: Mapping[str, Any]) -> dict[tuple[str, ...], Item]:
        return self.tables[parameters["TableName"]]

    def _key(self, table: str, attributes: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(attributes[name]["S"] for name in self._keys[table])

    def _check(self, parameters: Mapping[str, Any], item: Item | None, operation: str) -> None:
        condition = parameters.get("ConditionExpression")
        if condition is None or _Condition(condition, parameters, item or {}).holds():
            return
        error = client_error("ConditionalCheckFailedException", operation)
        if item is not None and parameters.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD":
            error.response["Item"] = dict(item)
        raise error


def client_error(code: str, operation: str) -> ClientError:
    """What boto3 raises when AWS refuses an operation."""
    return ClientError({"Error": {"Code": code, "Message": "refused by the test"}}, operation)


def _name(name: str, parameters: Mapping[str, Any]) -> str:
    return str(parameters.get("ExpressionAttributeNames", {}).get(name, name))


class _Condition:
    """A condition expression over one item: OR, AND, brackets, existence, `=` and `<`."""

    def __init__(self, text: str, parameters: Mapping[str, Any], item: Item) -> None:
        self._tokens = _TOKENS.findall(text)
        assert "".join(self._tokens) == "".join(text.split()), f"cannot read the condition {text!r}"
        self._parameters = parameters
        self._item = item

    def holds(self) -> bool:
        result = self._any()
        assert not self._tokens, f"left over: {self._tokens}"
        return result

    def _any(self) -> bool:
        result = self._all()
        while self._tokens and self._tokens[0] == "OR":
            self._tokens.pop(0)
            result = self._all() or result
        return result

    def _all(self) -> bool:
        result = self._one()
        while self._tokens and self._tokens[0] == "AND":
            self._tokens.pop(0)
            result = self._one() and result
        return result

    def _one(self) -> bool:
        token = self._tokens.pop(0)
        if token == "(":
            result = self._any()
            assert self._tokens.pop(0) == ")"
            return result
        if token in ("attribute_exists", "attribute_not_exists"):
            _, name, _ = (self._tokens.pop(0) for _ in range(3))
            exists = _name(name, self._parameters) in self._item
            return exists if token == "attribute_exists" else not exists
        operator, value = self._tokens.pop(0), self._parameters["ExpressionAttributeValues"][self._tokens.pop(0)]
        have = self._item.get(_name(token, self._parameters))
        if have is None or have.keys() != value.keys():
            return False
        (kind,) = value
        one, other = (Decimal(v[kind]) if kind == "N" else v[kind] for v in (have, value))
        return bool(one == other if operator == "=" else one < other)
