"""What a judge is asked about: the claims of a text, the lines that may bear each of them out, and a control.

A claim is a sentence that its source does not hold word for word; what it does hold needs no judge. A claim of a bullet
has its own source bullets and the title beside them, a claim of the summary all that the model was shown of the CV.

The control is a claim of ours beside a source line of ours that does not bear it out. A judge that lets it pass was
talked into letting everything pass, by a text that it was to judge, or does not read: its verdicts are not used.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from logic.verification.source_statements import SourceStatements
from logic.writing.engine import Assignment
from logic.writing.model.model_prompt import shown_bullets
from models.rewrite import Rewrite

SUMMARY = "executive_summary"
_CONTROLS = (
    ("Watered the plants of the office in July.", "Directed the greenhouses of four countries."),
    ("Took part in a course on book-keeping.", "Audited the books of a listed bank for ten years."),
    ("Was asked to look into a second printer.", "Sold printers worth 30 million in one quarter."),
    ("Did not apply for the driving licence.", "Drove heavy lorries across the Alps every week."),
)
"""What a source line says, and what a claim makes of it: plainly another thing in any reading."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence of the text at `field`, as the text has it, and the numbers of the lines that may bear it out."""

    field: str
    text: str
    sources: frozenset[int]
    is_control: bool = False


@dataclass(frozen=True, kw_only=True)
class Examined:
    """Source lines and claims, each known by its place."""

    lines: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass
class _Lines:
    """Source lines as they are numbered."""

    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts) - 1


def examine(rewrite: Rewrite, assignment: Assignment) -> Examined | None:
    """The claims of a text with a control among them; None where all of it is in its sources word for word."""
    lines = _Lines()
    cv = assignment.cv
    general = [lines.add(text) for text in (cv.summary, ", ".join(skill.skill_name for skill in cv.skills)) if text]
    claims: list[Claim] = []
    own: list[int] = []
    for number, (position, shown) in enumerate(zip(cv.work_experience, shown_bullets(assignment), strict=True)):
        bullets = rewrite.positions[number]
        said = sorted({*shown, *(index for bullet in bullets for index in bullet.source_bullets)})
        title = lines.add(", ".join(filter(None, (position.job_title, position.industry))))
        at = {index: lines.add(position.description_bullets[index]) for index in said}
        own += [title, *at.values()]
        for place, bullet in enumerate(bullets):
            source = [position.description_bullets[index] for index in bullet.source_bullets]
            sources = frozenset({title, *(at[index] for index in bullet.source_bullets)})
            where = f"work_experience[{number}].description_bullets[{place}]"
            claims += _claims(bullet.text, source, field=where, sources=sources)
    claims += _claims(rewrite.summary, lines.texts, field=SUMMARY, sources=frozenset((*general, *own)))
    return _with_control(lines, claims) if claims else None


def _claims(text: str, source: Sequence[str], *, field: str, sources: frozenset[int]) -> Iterator[Claim]:
    for sentence in SourceStatements("\n".join(source)).reworded(text):
        yield Claim(field=field, text=sentence, sources=sources)


def _with_control(lines: _Lines, claims: list[Claim]) -> Examined:
    """Which control it is and where it stands follows from the text: the same for the same, and not known ahead."""
    chance = zlib.crc32("\n".join(claim.text for claim in claims).encode())
    line, text = _CONTROLS[chance % len(_CONTROLS)]
    control = Claim(field=SUMMARY, text=text, sources=frozenset({lines.add(line)}), is_control=True)
    place = chance // len(_CONTROLS) % (len(claims) + 1)
    return Examined(lines=tuple(lines.texts), claims=(*claims[:place], control, *claims[place:]))
