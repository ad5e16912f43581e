"""What a person who is asked for a yes is shown: what this release changes of what guards it, reviewed weakenings
first.

The facts are data (``facts.json``), a page (``facts.md``) and one line that fits into an approval's text.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.gate.review import Entry
from pipeline.gate.weakenings import PREFIX, Weakening

EXPIRING_DAYS: Final = 30
LONGEST_LINE: Final = 260
"""Characters of the line: an approval's text has room for 1,000, what the release changes included."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Attributes:
    compared_with: the execution of the last release; empty where there is none.
    weakenings: each with the entry that reviewed it, or None.
    code: files of the gate's own code that differ.
    new, prolonged, expiring, spent: entries of the register.
    findings: by pack: open and acknowledged, before and now.
    """

    compared_with: str
    weakenings: list[tuple[Weakening, Entry | None]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    prolonged: list[Entry] = field(default_factory=list)
    expiring: list[Entry] = field(default_factory=list)
    spent: list[Entry] = field(default_factory=list)
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def unreviewed(self) -> list[Weakening]:
        return [weakening for weakening, review in self.weakenings if review is None]


def facts(
    *,
    compared_with: str,
    before: dict[str, Any],
    now: dict[str, Any],
    reviewed: Sequence[tuple[Weakening, Entry | None]],
    today: datetime.date,
) -> Facts:
    """The facts, from two records; `before` is empty for a first release."""
    old = {(entry["finding"], entry["path"]): entry for entry in before.get("register", [])}
    excuses = [entry for entry in now["register"] if not entry["finding"].startswith(PREFIX)]
    soon = (today + datetime.timedelta(days=EXPIRING_DAYS)).isoformat()
    known = [(entry, old.get((entry["finding"], entry["path"]))) for entry in excuses]
    return Facts(
        compared_with=compared_with,
        weakenings=list(reviewed),
        code=_changed(before.get("code", {}), now["code"]) if before else [],
        new=[entry for entry, earlier in known if earlier is None] if before else [],
        prolonged=[entry for entry, earlier in known if earlier and entry["expires"] > earlier["expires"]],
        expiring=[entry for entry in excuses if entry["expires"] <= soon],
        spent=[entry for entry in now["register"] if entry["finding"].startswith(PREFIX) and entry in old.values()],
        findings={
            pack: {"now": counts, "before": before.get("findings", {}).get(pack)}
            for pack, counts in sorted(now["findings"].items())
        },
    )


def as_line(found: Facts) -> str:
    """The facts in one line, the weightiest first."""
    reviewed = [weakening for weakening, review in found.weakenings if review]
    said = [
        "a first release, compared with nothing" if not found.compared_with else "",
        _named("WEAKENINGS NOT REVIEWED", found.unreviewed),
        _named("REVIEWED WEAKENINGS", reviewed),
        "" if found.weakenings else "no weakening of the gate",
        f"{len(found.code)} files of the gate's code changed" if found.code else "",
        f"{len(found.new)} new excuses" if found.new else "",
        f"{len(found.prolonged)} excuses prolonged" if found.prolonged else "",
        f"{len(found.expiring)} excuses expire within {EXPIRING_DAYS} days" if found.expiring else "",
        *(f"{pack} {_counts(counts)}" for pack, counts in found.findings.items()),
    ]
    line = "; ".join(filter(None, said))
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 3]}..."


def _named(title: str, weakenings: Sequence[Weakening]) -> str:
    """How many, and which; nothing where there are none."""
    names = ", ".join(f"{one.finding.removeprefix(PREFIX)} at {one.path}" for one in weakenings)
    return f"{title} {len(weakenings)} ({names})" if weakenings else ""


def as_page(found: Facts) -> str:
    """The facts as Markdown."""
    return "\n".join(_page(found)) + "\n"


def _page(found: Facts) -> Iterator[str]:
    yield "# What this release changes of what guards it"
    yield ""
    yield (
        f"Compared with the last release, execution {found.compared_with}."
        if found.compared_with
        else "A first release: there is none to compare it with."
    )
    yield from _section(
        "Weakenings", [_weakening(*one) for one in sorted(found.weakenings, key=lambda one: not one[1])]
    )
    yield from _section("Changed files of the gate's own code", found.code)
    yield from _section("New excuses", map(_entry, found.new))
    yield from _section("Prolonged excuses", map(_entry, found.prolonged))
    yield from _section(f"Excuses that expire within {EXPIRING_DAYS} days", map(_entry, found.expiring))
    yield from _section("Reviews that are spent: remove them", map(_entry, found.spent))
    yield from _section("Findings by pack", [f"{pack}: {_counts(one)}" for pack, one in found.findings.items()])


def _section(title: str, lines: Any) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from [f"- {line}" for line in lines] or ["none"]


def _weakening(weakening: Weakening, review: Entry | None) -> str:
    answer = f"reviewed: {_reason(review)}" if review else "NOT REVIEWED"
    return f"`{weakening.finding}` at `{weakening.path}`: {weakening.text}; {answer}"


def _entry(entry: Entry) -> str:
    return f"`{entry['finding']}` at `{entry['path']}`: {_reason(entry)}"


def _reason(entry: Entry) -> str:
    return f"{entry['reason']} ({entry['owner']}, {entry['record']}, until {entry['expires']})"


def _counts(counts: dict[str, Any]) -> str:
    now, before = counts["now"], counts["before"]
    text = f"{now['open']} open, {now['acknowledged']} acknowledged"
    return text if before is None else f"{text} (before {before['open']}, {before['acknowledged']})"


def _changed(before: dict[str, str], now: dict[str, str]) -> list[str]:
    return sorted({name for name, _ in before.items() ^ now.items()})
