"""The engine that needs no model: it selects, orders and joins what the CV already says.

Deterministic and offline, so it is the default where no model is configured and the fallback where one fails. Every
line that it writes passes the same check as a model's; a line that would not (a name that only exists where two source
lines meet, say) is replaced by its source, word for word.
"""

from collections.abc import Sequence

from logic.assembly import fact_check, source_of_summary
from logic.engine import Assignment, Rewrite, RewrittenBullet
from logic.flexible_text import FactCheck
from logic.relevance import ScoredBullet
from logic.scoring import band
from logic.skill_names import canonical
from logic.summary import write_summary
from logic.violations import Violation
from logic.wording import starts_with_verb, word_line
from models.deadline import Deadline
from models.response import EngineName

MOST_BULLETS = 6
"""Bullets of one position that a reader will still read."""

FEWEST_BULLETS = 4
"""A position keeps this many, however little they say about the job: it must not look as if nothing was done."""

JOINED_LENGTH = 140
"""Characters up to which two related lines are joined into one."""

TECHNOLOGIES_IN_FRONT = 3


class ExtractiveEngine:
    """See the module. Stateless: one instance serves every request."""

    @property
    def name(self) -> EngineName:
        """As the answer's metadata shows it."""
        return "extractive"

    @property
    def attempts(self) -> int:
        """One: the same CV and job give the same text again."""
        return 1

    @property
    def attempt_ms(self) -> int:
        """Measured at under 200 ms for a CV of 200 KB; five times that covers a slow core."""
        return 1000

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        """Write the text from the CV alone; `feedback` cannot change it and `deadline` was checked by the caller."""
        del feedback, deadline
        check = fact_check(assignment.cv, assignment.job)
        positions = tuple(
            tuple(_bullets(index, scored, assignment, check))
            for index, scored in enumerate(assignment.relevance.bullets)
        )
        return Rewrite(summary=_checked_summary(assignment, check), positions=positions)


def _checked_summary(assignment: Assignment, check: FactCheck) -> str:
    summary = write_summary(assignment)
    honest = not check.violations(summary, source=source_of_summary(assignment.cv), field="executive_summary")
    return summary if honest else assignment.cv.summary


def _bullets(
    position: int, scored: Sequence[ScoredBullet], assignment: Assignment, check: FactCheck
) -> list[RewrittenBullet]:
    sources = assignment.cv.work_experience[position].description_bullets
    chosen = _select([bullet for bullet in scored if sources[bullet.index].strip()])
    lines: list[RewrittenBullet] = []
    for group in _groups(chosen, sources):
        parts = [sources[bullet.index] for bullet in group]
        line = word_line(parts, preferences=assignment.preferences, technologies=_technologies(group, assignment))
        indexes = tuple(bullet.index for bullet in group)
        if check.violations(line, source="\n".join(parts), field=""):
            lines.extend(RewrittenBullet(text=sources[index], source_bullets=(index,)) for index in indexes)
        else:
            lines.append(RewrittenBullet(text=line, source_bullets=indexes))
    return lines


def _select(scored: Sequence[ScoredBullet]) -> list[ScoredBullet]:
    """Best first; the poor ones only until `FEWEST_BULLETS` are there, and never more than `MOST_BULLETS`."""
    ranked = sorted(scored, key=lambda bullet: (-bullet.score, -bullet.research_hits, bullet.index))
    return [
        bullet
        for rank, bullet in enumerate(ranked[:MOST_BULLETS])
        if rank < FEWEST_BULLETS or bullet.keywords or band(bullet.score) != "poor"
    ]


def _groups(chosen: Sequence[ScoredBullet], sources: Sequence[str]) -> list[list[ScoredBullet]]:
    """Neighbours that speak of the same thing, and are short enough together, in one line; two at most."""
    groups: list[list[ScoredBullet]] = []
    for bullet in chosen:
        last = groups[-1] if groups else []
        if len(last) == 1 and _belong_together(last[0], bullet, sources):
            last.append(bullet)
        else:
            groups.append([bullet])
    return groups


def _belong_together(first: ScoredBullet, second: ScoredBullet, sources: Sequence[str]) -> bool:
    one, other = sources[first.index], sources[second.index]
    related = first.keywords & second.keywords or set(first.skills) & set(second.skills)
    return bool(related) and len(one) + len(other) <= JOINED_LENGTH and starts_with_verb(other.strip())


def _technologies(group: Sequence[ScoredBullet], assignment: Assignment) -> list[str]:
    """CV skills that the lines themselves name and the job asks for, in the order of the CV."""
    wanted = {
        canonical(assignment.cv.skills[skill.index].skill_name)
        for skill in assignment.relevance.skills
        if skill.matched_requirements
    }
    named = dict.fromkeys(name for bullet in group for name in bullet.skills if canonical(name) in wanted)
    return list(named)[:TECHNOLOGIES_IN_FRONT]
