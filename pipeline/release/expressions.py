"""Values of a template as they will be at its deployment, as far as the template itself says: defaults of parameters,
mappings, conditions, and the functions over them. What only the deployment knows stays an expression.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

_SUB_NAME: Final = re.compile(r"\$\{([^!}][^}]*)\}")
_NO_VALUE: Final = {"Ref": "AWS::NoValue"}


class Expressions:
    """The expressions of one template.

    Args:
        pseudo: values of pseudo parameters, such as ``AWS::Region``.
    """

    def __init__(self, template: Mapping[str, Any], pseudo: Mapping[str, str]) -> None:
        self._mappings = template.get("Mappings", {})
        self._conditions = template.get("Conditions", {})
        defaults = {
            name: one["Default"]
            for name, one in template.get("Parameters", {}).items()
            if "Default" in one and not str(one.get("Type", "")).startswith("AWS::SSM::")
        }
        self._values = {**pseudo, **{name: _plain(value) for name, value in defaults.items()}}

    def resolved(self, value: Any) -> Any:
        """The value; numbers and booleans as text, for CloudFormation takes either."""
        if isinstance(value, list):
            return [self.resolved(one) for one in value if one != _NO_VALUE]
        if not isinstance(value, dict):
            return _plain(value)
        if len(value) == 1:
            ((name, argument),) = value.items()
            function = self._functions.get(name)
            if function:
                return function(self, argument)
        return {key: self.resolved(one) for key, one in value.items() if one != _NO_VALUE}

    def holds(self, condition: str) -> bool | None:
        """Whether a condition of the template is true; None where only the deployment knows."""
        return self._truth(self._conditions.get(condition))

    def _ref(self, name: Any) -> Any:
        return self._values.get(name, {"Ref": name})

    def _find_in_map(self, argument: Any) -> Any:
        keys = self.resolved(argument)
        try:
            return self.resolved(self._mappings[keys[0]][keys[1]][keys[2]])
        except (KeyError, TypeError, IndexError):
            return {"Fn::FindInMap": keys}

    def _if(self, argument: Any) -> Any:
        holds = self.holds(argument[0])
        if holds is None:
            return {"Fn::If": [argument[0], *map(self.resolved, argument[1:])]}
        chosen = argument[1] if holds else argument[2]
        return None if chosen == _NO_VALUE else self.resolved(chosen)

    def _join(self, argument: Any) -> Any:
        delimiter, members = argument[0], self.resolved(argument[1])
        if isinstance(members, list) and all(isinstance(one, str) for one in members):
            return delimiter.join(members)
        return {"Fn::Join": [delimiter, members]}

    def _sub(self, argument: Any) -> Any:
        text, given = (argument[0], self.resolved(argument[1])) if isinstance(argument, list) else (argument, {})

        def known(found: re.Match[str]) -> str:
            value = given.get(found[1], self._values.get(found[1]))
            return value if isinstance(value, str) else found[0]

        result = _SUB_NAME.sub(known, text)
        return {"Fn::Sub": result} if _SUB_NAME.search(result) else result

    def _attribute(self, argument: Any) -> Any:
        return {"Fn::GetAtt": argument.split(".", 1) if isinstance(argument, str) else argument}

    _functions: Mapping[str, Callable[[Expressions, Any], Any]] = {
        "Ref": _ref,
        "Fn::FindInMap": _find_in_map,
        "Fn::GetAtt": _attribute,
        "Fn::If": _if,
        "Fn::Join": _join,
        "Fn::Sub": _sub,
    }

    def _truth(self, expression: Any) -> bool | None:
        if not isinstance(expression, dict) or len(expression) != 1:
            return None
        ((name, argument),) = expression.items()
        if name == "Condition":
            return self.holds(argument)
        if name == "Fn::Equals":
            one, other = (self.resolved(side) for side in argument)
            return bool(one == other) if isinstance(one, str) and isinstance(other, str) else None
        known: list[bool | None] = [self._truth(one) for one in argument]
        if name == "Fn::Not":
            return None if known[0] is None else not known[0]
        decisive: bool = name == "Fn::Or"  # one true makes an Or, one false breaks an And
        if decisive in known:
            return decisive
        return None if None in known else not decisive


def as_json(text: Any) -> Any:
    """What a text says that is a JSON document, as some properties take their policies; else the value itself."""
    if isinstance(text, str) and text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value
