"""What actions and rules have in common: what a pipeline may declare of their type, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# (configuration, names of the input artifacts) -> why the declaration is refused, or "".
Check = Callable[[Mapping[str, str], Sequence[str]], str]


@dataclass(frozen=True, kw_only=True)
class Declarable:
    """What may be declared of a type; ranges are (fewest, most).

    Attributes:
        check: refuses what counts and names of configuration properties do not tell.
        ended_by_job_result: a run goes on until a function calls PutJobSuccessResult or PutJobFailureResult.
        silence_minutes: such a run ends when the function has said nothing for so long.
    """

    provider: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    inputs: tuple[int, int] = (0, 0)
    outputs: tuple[int, int] = (0, 0)
    timeout_minutes: int
    check: Check | None = None
    ended_by_job_result: bool = False
    silence_minutes: int = 0

    def refusal(self, configuration: Mapping[str, str], inputs: Sequence[str], outputs: Sequence[str] = ()) -> str:
        """Why the declaration of an action or rule of this type is refused, or an empty text."""
        missing = [name for name in self.required if not configuration.get(name)]
        if missing:
            return f"the configuration lacks {', '.join(missing)}"
        unknown = sorted(set(configuration) - set(self.required) - set(self.optional))
        if unknown:
            return f"the configuration has the unknown {', '.join(unknown)}"
        refused = self.check(configuration, inputs) if self.check else ""
        counted = self._wrong_count("input", inputs, self.inputs) or self._wrong_count("output", outputs, self.outputs)
        return refused or counted

    def _wrong_count(self, what: str, names: Sequence[str], limits: tuple[int, int]) -> str:
        fewest, most = limits
        if fewest <= len(names) <= most:
            return ""
        expected = str(fewest) if fewest == most else f"between {fewest} and {most}"
        return f"it has {len(names)} {what} artifacts, {self.provider} takes {expected}"
