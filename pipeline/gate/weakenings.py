"""Compares two records of a gate, and names each way in which the later one holds less than the earlier one did.

More of anything is never a weakening. Where neither can be told, as with the text of a rule, a change counts as one: a
person looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pipeline.gate.build_specs import changed_lines
from pipeline.gate.excuse_facts import prolonged
from pipeline.gate.stacks import digest

PREFIX: Final = "Weakening::"
KEPT: Final = "kept"
WHERE_IT_REMAINS: Final = "kept where its subject remains"
NOT_RAISED: Final = "not raised"
NOT_GROWN: Final = "not grown"

KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "approvals": ("approval", KEPT, "a person's yes"),
    "checks": ("check", KEPT, "the step"),
    "deployed": ("deployment", WHERE_IT_REMAINS, "what the deployment reads"),
    "conditions": ("stage-condition", KEPT, "the stage's condition"),
    "skipped": ("stage-skip", NOT_GROWN, "a condition that skips the stage"),
    "source": ("source", KEPT, "what starts the pipeline"),
    "pipelines": ("pipeline", NOT_GROWN, "a pipeline"),
    "may": ("permission", NOT_GROWN, "a permission"),
    "denied": ("denial", WHERE_IT_REMAINS, "what is denied in"),
    "kept": ("retention", WHERE_IT_REMAINS, "what is kept in"),
    "backups": ("backup", KEPT, "what is backed up by"),
    "evidence": ("evidence-lock", KEPT, "the lock of the evidence"),
    "keys": ("signing-key", KEPT, "the key that signs"),
    "notifications": ("notification", KEPT, "who is told"),
    "bootstrap": ("bootstrap", WHERE_IT_REMAINS, "what deploys and executes"),
    "trusted": ("bootstrap-trust", NOT_GROWN, "who may assume the bootstrap's role"),
    "excused": ("excuse", NOT_RAISED, "what is excused by"),
    "suppressed": ("suppression", NOT_GROWN, "a suppression in the resource itself"),
    "limits": ("limit", WHERE_IT_REMAINS, "the limit of"),
    "places": ("place", WHERE_IT_REMAINS, "where the stack lies"),
    "packs": ("pack", KEPT, "the rule pack"),
    "rules": ("rule", KEPT, "the rule"),
    "least": ("least", KEPT, "the least that is asked for as"),
    "most": ("most", NOT_RAISED, "the most that is let pass as"),
    "choices": ("choice", KEPT, "the choice"),
    "environments": ("environment", KEPT, "the environment"),
    "secrets": ("secret", NOT_GROWN, "a string that the secret scan lets pass"),
    "exclusions": ("exclusion", NOT_GROWN, "what a scan leaves out"),
}
"""What of a record is compared: what a weakening is called after, how, and in words."""

_WAIT: Final = re.compile(r'"WaitTime":"(\d+)"')
_COMMANDS_CHANGED: Final = f"{PREFIX}check-changed"
_DIGESTS: Final = re.compile(r"commands before [0-9a-f]{64}, now [0-9a-f]{64}")
_VERSION: Final = re.compile(r"\d+(\.\d+)+")


@dataclass(frozen=True, kw_only=True)
class Weakening:
    """One way in which a gate holds less.

    Attributes:
        finding: as an entry of the register names it, such as ``Weakening::approval-removed``.
        path: what holds less, and what it is now where it is something: an entry is for exactly this.
        text: what, before and now, in one line.
    """

    finding: str
    path: str
    text: str


def weakenings(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Weakening]:
    """Each weakening between two records, by kind and subject."""
    found = [
        one if one.finding != _COMMANDS_CHANGED else _readable(one, before.get("specs", {}), now.get("specs", {}))
        for kind in KINDS
        for one in _of_kind(kind, before.get(kind, {}), now.get(kind, {}))
    ]
    return found + list(_prolonged(before.get("register", []), now.get("register", [])))


def _readable(weakening: Weakening, before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> Weakening:
    """With the lines of the build spec that are others, in place of what they come to; what it is called stays."""
    subject = weakening.path.partition(" -> ")[0]
    if subject not in before or subject not in now or not (digests := _DIGESTS.search(weakening.text)):
        return weakening
    gone, new = changed_lines(before[subject], now[subject])
    said = f"commands before {gone or 'nothing'}, now {new or 'nothing'}"
    return replace(weakening, text=weakening.text[: digests.start()] + said + weakening.text[digests.end() :])


def _prolonged(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[Weakening]:
    for path, (days, count) in sorted(prolonged(before, now).items()):
        record, _, until = path.partition(" -> ")
        text = f"{count} excuses by {record} hold longer: before {', '.join(days)}, now {until}"
        yield Weakening(finding=f"{PREFIX}excuse-prolonged", path=path, text=text)


def _of_kind(kind: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Weakening]:
    noun, how, name = KINDS[kind]
    for subject in sorted({*before, *now}):
        differences = list(_differences(how, subject, before, now))
        if differences:
            changed = "; ".join(f"{part}before {_short(old)}, now {_short(new)}" for part, old, new in differences)
            path = f"{subject} -> {_identity(now[subject])}" if subject in now else subject
            yield Weakening(
                finding=f"{PREFIX}{noun}-{_verb(subject, before, now)}", path=path, text=f"{name} {subject}: {changed}"
            )


def _verb(subject: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    return "added" if subject not in before else "changed" if subject in now else "removed"


def _differences(
    how: str, subject: str, before: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    old, new = before.get(subject), now.get(subject)
    if how in (NOT_GROWN, NOT_RAISED):
        # What is more there is less here.
        if subject in now and (subject in before or how == NOT_GROWN):
            yield from ((part, less, more) for part, more, less in _less(new, old, ""))
    elif subject in before and (subject in now or how == KEPT):
        yield from _less(old, new, "")


def _less(before: Any, now: Any, what: str) -> Iterator[tuple[str, Any, Any]]:
    """Where `now` is less than `before`: which part, and both."""
    # By identity, for nought is the most that is held of what may at most be.
    if before is None or before is False or before in ("", [], {}) or before == now:
        return
    if isinstance(before, dict) and isinstance(now, dict):
        for key in before:
            yield from _less(before[key], now.get(key), f"{key} ")
    elif isinstance(before, list) and isinstance(now, list):
        lost = [one for one in before if one not in now and not any(_waits_longer(one, other) for other in now)]
        if lost:
            yield what, lost, [one for one in now if one not in before]
    elif not _is_more(before, now):
        yield what, before, now


def _waits_longer(before: Any, now: Any) -> bool:
    """Whether a condition's rule is the same but for a longer watch."""
    old, new = _WAIT.search(str(before)), _WAIT.search(str(now))
    if old is None or new is None or _WAIT.sub("", str(before)) != _WAIT.sub("", str(now)):
        return False
    return int(new[1]) > int(old[1])


def _is_more(before: Any, now: Any) -> bool:
    if isinstance(before, bool) or isinstance(now, bool):
        return before is False
    if isinstance(before, int | float) and isinstance(now, int | float):
        return now > before
    if isinstance(before, str) and isinstance(now, str) and _VERSION.fullmatch(before) and _VERSION.fullmatch(now):
        return [int(one) for one in now.split(".")] > [int(one) for one in before.split(".")]
    return False


def _identity(value: Any) -> str:
    return str(value) if isinstance(value, int | float) else digest(value)[:12]


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "nothing" if value is None else str(value)
    return f"{text[:117]}..." if len(text) > 120 else text or "nothing"
