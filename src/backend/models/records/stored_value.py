"""A value of a stored record, with where it stands: how a reader asks for what it needs and says what it cannot read.

Records come from other services, from exports of CV editors and from people, so the same fact has several names and
several shapes. What can be read without guessing is read: a null is nothing, a number is its digits, one text is a list
of one. The rest is a problem with its place, and all problems of a record are reported together. Neither a value nor a
name that the record's writer invented is ever repeated: both may be personal data.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

_Model = TypeVar("_Model", bound=BaseModel)
MOST_PROBLEMS = 50
_NAME_OF_OBJECT = ("name", "value", "text", "title", "label")
_LEFT_BY_EDITORS = "\ufeff\u200b\u2060"
"""Characters without width that exports leave around a text: a byte order mark, a zero-width space, a word joiner."""

_SEPARATORS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Problem:
    """What of a record cannot be read: `field` is the path in the record's own words, `message` what it must be."""

    field: str
    message: str


class UnreadableRecordError(Exception):
    """A record cannot be read. `problems` holds one entry for each field, at most `MOST_PROBLEMS`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("a stored record cannot be read")
        self.problems = tuple(problems[:MOST_PROBLEMS])


@dataclass(frozen=True)
class StoredValue:
    """One value; `path` leads to it from the record's root, and `problems` is the one list of the whole record."""

    value: Any
    path: str
    problems: list[Problem]

    @property
    def is_missing(self) -> bool:
        """Null, not there, or an empty text, list or object."""
        return self.value is None or self.value in ([], {}) or (isinstance(self.value, str) and not self.value.strip())

    def get(self, *names: str) -> "StoredValue":
        """The first of these fields that holds something; names differ neither by case nor by separators."""
        if isinstance(self.value, Mapping):
            present = {_folded(str(name)): name for name in reversed(list(self.value))}
            fields = [self._field(present[_folded(name)]) for name in names if _folded(name) in present]
            held = next((field for field in fields if not field.is_missing), None)
            if held or fields:
                return held or fields[0]
        return StoredValue(None, self._join(names[0]), self.problems)

    def text(self) -> str | None:
        """The value as text, exactly as it stands; None where it is missing. A number is its digits, a list its texts
        with commas between them.
        """
        value = self.value
        if isinstance(value, Mapping) and (named := self.get(*_NAME_OF_OBJECT)).value is not None:
            return named.text()
        if isinstance(value, list | tuple):
            return ", ".join(self.texts()) or None
        if value is None or isinstance(value, str):
            return value.strip(_LEFT_BY_EDITORS) if value else value
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return _digits(value)
        self.refuse("must be text")
        return None

    def required_wording(self) -> str:
        """As `wording`, of a field that a record cannot do without."""
        if self.is_missing:
            self.refuse("is missing or empty")
            return ""
        return self.wording() or ""

    def wording(self) -> str | None:
        """As `text`, of a field where a number or a truth value can only be a mistake, such as somebody's name."""
        if isinstance(self.value, int | float | Decimal):
            self.refuse("must be text")
            return None
        return self.text()

    def prose(self) -> str:
        """Running text: one text, or a list of its paragraphs; empty where it is missing."""
        if isinstance(self.value, list | tuple):
            return "\n".join(self.texts())
        return self.text() or ""

    def texts(self) -> list[str]:
        """A list of texts without empty ones; one text is its lines."""
        if isinstance(self.value, str):
            return [line for line in self.value.splitlines() if line.strip()]
        found: list[str] = []
        for entry in self.entries():
            # Some exports put a list into a list.
            found += entry.texts() if isinstance(entry.value, list | tuple) else filter(None, [entry.text()])
        return [text for text in found if text.strip()]

    def entries(self) -> list["StoredValue"]:
        """The entries of a list that are there; one value is a list of one, nothing is an empty one."""
        value = self.value
        if self.is_missing:
            return []
        if isinstance(value, set | frozenset):
            value = sorted(value, key=str)
        if not isinstance(value, list | tuple):
            return [self]
        entries = [StoredValue(entry, self._join(str(place)), self.problems) for place, entry in enumerate(value)]
        return [entry for entry in entries if not entry.is_missing]

    def records(self) -> list["StoredValue"]:
        """The entries of a list that are objects; any other is a problem. Empty objects are nothing."""
        return [entry for entry in self.entries() if entry.value != {} and entry.is_object()]

    def is_object(self) -> bool:
        """Whether the value is an object; anything else is a problem."""
        if isinstance(self.value, Mapping):
            return True
        self.refuse("must be an object")
        return False

    def fields(self) -> Iterator[tuple[str, "StoredValue"]]:
        """The fields of an object with the names that its writer chose; in paths they are numbered."""
        for place, (name, value) in enumerate(self.value.items()):
            yield str(name), StoredValue(value, self._join(str(place)), self.problems)

    def refuse(self, message: str) -> None:
        """Note that this value cannot be read."""
        self.problems.append(Problem(self.path or "document", message))

    def _field(self, name: Any) -> "StoredValue":
        return StoredValue(self.value[name], self._join(str(name)), self.problems)

    def _join(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def in_own_shape(model: type[_Model], document: object) -> _Model | None:
    """A record of exactly our own shape, which is taken as it stands; None for any other."""
    try:
        record = model.model_validate(document)
    except ValidationError:
        return None
    return record if record.model_dump(exclude_unset=True) == document else None


def _digits(number: float | Decimal) -> str:
    return str(int(number)) if number == number // 1 else str(number)


@lru_cache(maxsize=1024)
def _folded(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()
