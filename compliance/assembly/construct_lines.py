"""Which line of the project made a construct.

The CDK's own creation traces end in JavaScript: for an app in Python they show the jsii kernel and no file of the
project. So the line is taken in Python, at the moment a construct is made, and written into the assembly as
``construct-lines.json``: ``{construct path: "feature_stacks/cv_bucket.py:42"}``.

What a construct of the CDK makes inside itself has no line of its own; it belongs to its nearest ancestor that has.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

FILE: Final = "construct-lines.json"
ROOT: Final = Path(__file__).resolve().parents[2]
_OWN_FILE: Final = str(Path(__file__).resolve())
# Methods of constructs that make another one and return it, such as `add_method`; others return what exists already.
_FACTORY_METHOD_PREFIX: Final = "add"


class ConstructLines:
    """The line of every construct that the project made itself, by construct path."""

    def __init__(self, lines: Mapping[str, str] | None = None) -> None:
        self.lines: dict[str, str] = dict(lines or {})

    def line_of(self, path: str) -> str:
        """``file:line`` of the construct, or of its nearest ancestor that has one; empty where none has."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path.rpartition("/")[0]
        return ""

    def write(self, assembly: Path) -> None:
        """Writes ``construct-lines.json`` into an assembly, the same bytes for the same sources."""
        (assembly / FILE).write_text(json.dumps(self.lines, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def read_lines(assembly: Path) -> ConstructLines:
    """The lines recorded in an assembly; none where it has no record, so that a finding can still be shown."""
    try:
        return ConstructLines(json.loads((assembly / FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return ConstructLines()


@contextmanager
def recorded_lines(root: Path = ROOT) -> Iterator[ConstructLines]:
    """Records the line of every construct that is made within the block.

    Every class of jsii has the metaclass ``JSIIMeta``, whose call makes the object, and every method of one goes
    through ``jsii.invoke``. Both are wrapped for the block's duration. Paths are put together from scopes and ids in
    Python, since asking the kernel for each would double the calls.
    """
    import jsii
    from constructs import Construct
    from jsii._runtime import JSIIMeta

    recorder = _Recorder(f"{root}/")
    make, invoke = JSIIMeta.__call__, jsii.invoke

    @functools.wraps(make)
    def recorded_call(cls: Any, *args: Any, **kwargs: Any) -> Any:
        is_construct = issubclass(cls, Construct)
        line = recorder.line(sys._getframe(1)) if is_construct else ""
        instance = make(cls, *args, **kwargs)
        if line:
            recorder.record_constructed(instance, args, kwargs, line)
        return instance

    @functools.wraps(invoke)
    def recorded_invoke(instance: Any, method: str, *args: Any) -> Any:
        answer = invoke(instance, method, *args)
        if method.startswith(_FACTORY_METHOD_PREFIX) and isinstance(answer, Construct):
            recorder.record(answer, str(answer.node.path), recorder.line(sys._getframe(1)))
        return answer

    JSIIMeta.__call__ = recorded_call  # type: ignore[method-assign]
    jsii.invoke = recorded_invoke
    try:
        yield recorder.lines
    finally:
        JSIIMeta.__call__ = make  # type: ignore[method-assign]
        jsii.invoke = invoke


class _Recorder:
    def __init__(self, root: str) -> None:
        self.lines = ConstructLines()
        self._root = root
        self._libraries = f"{root}.venv/"
        self._paths: dict[str, str] = {}

    def line(self, frame: FrameType | None) -> str:
        """The innermost frame of the project, relative to its root; empty where there is none."""
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith(self._root) and not name.startswith(self._libraries) and name != _OWN_FILE:
                return f"{name.removeprefix(self._root)}:{frame.f_lineno}"
            frame = frame.f_back
        return ""

    def record_constructed(self, construct: Any, args: Sequence[Any], kwargs: Mapping[str, Any], line: str) -> None:
        """Takes the path from the constructor's arguments, scope and id, or else from the construct."""
        scope = args[0] if args else kwargs.get("scope")
        construct_id = args[1] if len(args) > 1 else kwargs.get("id", kwargs.get("construct_id"))
        above = self._paths.get(_ref(scope)) if isinstance(construct_id, str) else None
        path = str(construct.node.path) if above is None else "/".join(filter(None, (above, str(construct_id))))
        self.record(construct, path, line)

    def record(self, construct: Any, path: str, line: str) -> None:
        self._paths[_ref(construct)] = path
        if line:
            self.lines.lines.setdefault(path, line)


def _ref(construct: Any) -> str:
    """The kernel's own id of an object, the same for every proxy of it."""
    return str(getattr(getattr(construct, "__jsii_ref__", None), "ref", ""))
