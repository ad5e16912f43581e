"""Intrinsic functions as text, without deploying: each value that an expression can have, as far as the template says.

``{"Ref": "Bucket"}`` is ``${Bucket}``, a resource's attribute ``${Bucket.Arn}``, the account ``${AWS.AccountId}``: no
colons, so that the fields of an ARN stay where they are. A parameter has its default and its
allowed values, a condition both branches, a mapping every entry. What only the deployment knows, a parameter without a
default above all, is ``${?Name}``: a reader of the text sees that it is not known.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

UNKNOWN: Final = "${?"
"""How a value begins that nothing in the template tells."""

_SUB_NAME: Final = re.compile(r"\$\{(!?)([^}]*)\}")
_DYNAMIC: Final = re.compile(r"\{\{resolve:[^}]*\}\}")
_SAME_EVERYWHERE: Final = {"AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}
"""Judged as in the commercial partition; a policy means the same in another."""
_AT_MOST: Final = 64
"""Combinations of branches that are followed in one value; nobody writes more, and each costs time."""


@dataclass(frozen=True)
class Intrinsics:
    """The parts of a template that its expressions refer to."""

    template: Mapping[str, Any]

    def texts(self, value: Any) -> list[str]:
        """Every text that one value can have; none for ``AWS::NoValue``."""
        return list(dict.fromkeys(itertools.islice(self._texts(value), _AT_MOST)))

    def listed(self, value: Any) -> list[str]:
        """Every text in a value that is one text or a list of them."""
        return list(dict.fromkeys(text for one in self.branches(value) for text in self._listed(one)))

    def branches(self, value: Any) -> list[Any]:
        """A value as it is, or what ``Fn::If`` chooses from, without ``AWS::NoValue``."""
        if isinstance(value, Mapping) and set(value) == {"Fn::If"}:
            chosen = value["Fn::If"] if isinstance(value["Fn::If"], list) else []
            return [one for branch in chosen[1:] for one in self.branches(branch)]
        return [] if value == {"Ref": "AWS::NoValue"} else [value]

    def referred(self, text: str) -> Mapping[str, Any] | None:
        """The resource of this template that a text such as ``${Bucket.Arn}/*`` begins with; None for any other."""
        match = re.match(r"\$\{(\w+)", text)
        found = self.template.get("Resources", {}).get(match[1]) if match else None
        return found if isinstance(found, Mapping) else None

    def _listed(self, value: Any) -> Iterator[str]:
        if isinstance(value, Sequence) and not isinstance(value, str):
            for one in value:
                yield from self.listed(one)
        else:
            yield from self._texts(value)

    def _texts(self, value: Any) -> Iterator[str]:
        if isinstance(value, bool):
            yield str(value).lower()
        elif isinstance(value, str):
            yield _DYNAMIC.sub("${?resolve}", value)
        elif isinstance(value, Mapping) and len(value) == 1:
            ((name, argument),) = value.items()
            yield from self._function(name, argument)
        elif isinstance(value, Mapping | Sequence):
            yield "${?value}"
        elif value is not None:
            yield str(value)

    def _function(self, name: str, argument: Any) -> Iterator[str]:
        functions: Mapping[str, Callable[[Any], Iterator[str]]] = {
            "Ref": self._ref,
            "Fn::GetAtt": self._attribute,
            "Fn::Sub": self._sub,
            "Fn::Join": self._join,
            "Fn::If": self._if,
            "Fn::FindInMap": self._in_map,
            "Fn::Select": self._select,
            "Fn::Split": self._split,
            # What another stack of the same account exports, or of the same app.
            "Fn::ImportValue": lambda exported: (f"${{import:{text}}}" for text in self._texts(exported)),
            "Fn::GetStackOutput": lambda _: iter(["${import:output}"]),
        }
        try:
            yield from list(itertools.islice(functions[name](argument), _AT_MOST))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            # A function that this does not know, or one that is not written as CloudFormation wants it.
            yield f"{UNKNOWN}{name}}}"

    def _ref(self, name: Any) -> Iterator[str]:
        parameter = self.template.get("Parameters", {}).get(name)
        if name == "AWS::NoValue":
            return
        if parameter is None:
            yield _SAME_EVERYWHERE.get(name) or "${" + name.replace("::", ".") + "}"
            return
        # The default of a parameter of Systems Manager is the parameter's name, not its value.
        given = [] if "AWS::SSM::" in str(parameter.get("Type")) else [*parameter.get("AllowedValues", ())]
        if "Default" in parameter and "AWS::SSM::" not in str(parameter.get("Type")):
            given.append(parameter["Default"])
        if not given:
            yield f"{UNKNOWN}{name}}}"
        for value in given:
            is_list = "List" in str(parameter.get("Type"))
            yield from (part.strip() for part in str(value).split(",")) if is_list else [str(value)]

    def _attribute(self, argument: Any) -> Iterator[str]:
        path = [argument] if isinstance(argument, str) else argument
        yield "${" + ".".join(str(part) for part in path if isinstance(part, str)) + "}"

    def _sub(self, argument: Any) -> Iterator[str]:
        text, given = (argument, {}) if isinstance(argument, str) else argument
        # Split by a pattern with two groups: literal, "!" or nothing, name, literal, ...
        literal, *rest = _SUB_NAME.split(text)
        options = [
            [f"${{{name}}}{after}"] if escaped else [value + after for value in self._named(name.strip(), given)]
            for escaped, name, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        ]
        for chosen in itertools.product(*options):
            yield literal + "".join(chosen)

    def _named(self, name: str, given: Mapping[str, Any]) -> list[str]:
        if name in given:
            return self.texts(given[name])
        return list(self._attribute(name) if "." in name else self._ref(name))

    def _join(self, argument: Any) -> Iterator[str]:
        delimiter, pieces = argument
        if isinstance(pieces, Mapping):  # a list that a function gives
            pieces = self.texts(pieces)
        for chosen in itertools.product(*(self.texts(piece) for piece in pieces)):
            yield str(delimiter).join(chosen)

    def _if(self, argument: Any) -> Iterator[str]:
        for branch in argument[1:]:
            yield from self._texts(branch)

    def _in_map(self, argument: Any) -> Iterator[str]:
        name, row, column = argument[:3]
        mapping = self.template["Mappings"][name]
        rows = [mapping[row]] if isinstance(row, str) else [*mapping.values()]
        for found in [one[column] for one in rows if column in one]:
            yield from self._listed(found)

    def _select(self, argument: Any) -> Iterator[str]:
        index, values = argument
        yield from self._texts((self.texts(values) if isinstance(values, Mapping) else values)[int(index)])

    def _split(self, argument: Any) -> Iterator[str]:
        delimiter, value = argument
        for text in self._texts(value):
            yield from text.split(str(delimiter))
