"""The engine that needs no model: it selects, orders and joins what the CV already says.

Deterministic and offline, so it is the default where no model is configured and the fallback where one fails. Every
line that it writes passes the same check as a model's; a line that would not (a name that only exists where two source
lines meet, say) is replaced by its source, word for word.
"""

from collections.abc import Sequence

from logic.language.skill_names import canonical
from logic.scoring.relevance import ScoredBullet
from logic.verification.cv_source import source_of_summary
from logic.verification.flexible_text import FactCheck
from logic.verification.violations import Violation
from logic.writing.engine import MOST_LINES, Assignment
from logic.writing.summary import write_summary
from logic.writing.wording import starts_with_verb, states_number, tidy, word_line
from models.deadline import Deadline
from models.response import EngineName
from models.rewrite import Rewrite, RewrittenBullet

FEWEST_BULLETS = 3
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
        check = assignment.check
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
    chosen = _select(_distinct(scored, sources), sources)
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


def _distinct(scored: Sequence[ScoredBullet], sources: Sequence[str]) -> list[ScoredBullet]:
    """Without the empty ones, and what is said twice once."""
    first: dict[str, ScoredBullet] = {}
    for bullet in scored:
        said = tidy(sources[bullet.index]).casefold().strip(" .;,-*•")
        if said:
            first.setdefault(said, bullet)
    return list(first.values())


def _select(scored: Sequence[ScoredBullet], sources: Sequence[str]) -> list[ScoredBullet]:
    """Best first, of equals those with a number. Lines that speak neither of the job nor of a result are there only
    until `FEWEST_BULLETS` are, and never more than `MOST_LINES` are.

    The score itself does not decide that: in a position that fits well, its experience term lifts every line.
    """

    def rank(bullet: ScoredBullet) -> tuple[float, int, bool, int]:
        return -bullet.score, -bullet.research_hits, not states_number(sources[bullet.index]), bullet.index

    return [
        bullet
        for place, bullet in enumerate(sorted(scored, key=rank)[:MOST_LINES])
        if place < FEWEST_BULLETS or bullet.keywords or states_number(sources[bullet.index])
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
