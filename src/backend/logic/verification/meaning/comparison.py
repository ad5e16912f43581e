"""What a text claims that its source does not, beyond facts: two questions, each answered from the tables.

- Does the text keep what the source holds back? Of "did not lose", "planned to move", "helped organise", "under
  supervision", a text that speaks of the same thing must keep the word, or one of its kind.
- Does the text add what the source does not say? "All", "worldwide", "the only", "led", "resulting in", "passed",
  "regularly", "independently" must each be borne out by a word of their kind.

Of an opposite pair (rose and fell, above and below) a text may not say the other one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from logic.language.detection import ENGLISH
from logic.verification.meaning.additions import added
from logic.verification.meaning.borne_words import REPEATED, is_inflected, repeats, writes_out
from logic.verification.meaning.causes.joined_causes import joined, measures
from logic.verification.meaning.causes.made_changes import made_changes
from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.held_back import held_back, is_planned, planned
from logic.verification.meaning.marks import BY_SIGN, Mark
from logic.verification.meaning.merged_lines import carried_over
from logic.verification.meaning.of_others.borrowed_titles import borrowed, titles_of_others
from logic.verification.meaning.of_others.offices import taken_offices
from logic.verification.meaning.of_others.other_doers import others_deeds
from logic.verification.meaning.of_others.others_awards import others_awards
from logic.verification.meaning.outcomes import names_an_outcome
from logic.verification.meaning.partial_ranks import unqualified
from logic.verification.meaning.people_led import leads_people
from logic.verification.meaning.turned_moves import turned_moves
from logic.verification.meaning.undone import denies_a_failure, undone
from logic.verification.quantities.number_words import ORDINALS, SMALL
from logic.verification.violations import Rule

_KEPT: Final[Mapping[str, Rule]] = {
    "negation": "negation",
    "unrealised": "modality",
    "assist": "role",
    "junior": "role",
    "condition": "condition",
    "subject": "subject",
    "former": "date",
}
_ADDED: Final[Mapping[str, Rule]] = {
    "lead": "role",
    "people_lead": "role",
    "all": "scope",
    "wide": "scope",
    "best": "superlative",
    "first": "superlative",
    "cause": "cause",
    "result": "cause",
    "done": "achievement",
    "often": "frequency",
    "alone": "condition",
    "full": "condition",
    "long": "duration",
    "since": "date",
    "profession": "title",
    "master": "degree",
    "doctorate": "degree",
    "success": "modality",
    "without": "negation",
}
_LED: Final = frozenset({"lead", "lead+"})
_FAMILIES: Final[Mapping[str, set[str]]] = {
    "assist": {"assist", "assist+", "junior"},
    "junior": {"junior", "junior+", "assist"},
    "condition": {"condition", "condition+", "assist", "junior", "junior+"},
}
"""What is kept by another kind as well: a stand-in "stood in"."""

_UNTIL: Final = frozenset(["do", "bis", "hasta", "ate", "tot", "fino", "jusqu", "jusque", "until", "to", "till"])
_OPPOSED: Final = (("up", "down"), ("above", "below"), ("more", "less"))
_CONTRARY: Final = (
    ("inbound", "outbound"),
    ("seasonal", "yearround"),
    ("unpaid", "paid"),
    ("temporary", "permanent"),
    ("internal", "external"),
    ("bought", "sold"),
    ("halfyear", "wholeyear"),
)
"""Kinds of work that exclude each other, where the source has the one and not the other."""

_OUTCOMES: Final = (
    ("averted", "caused"),
    ("stopped", "started"),
    ("lost", "won"),
    ("refused", "accepted"),
    ("excepted", "included"),
    ("missed", "met"),
)
_EITHER_WAY: Final = frozenset(_OUTCOMES) | {pair[::-1] for pair in _OUTCOMES}
"""Outcomes that exclude each other unless they are denied: whoever never missed a target met it."""

_DENIABLE: Final = _EITHER_WAY | {("above", "below"), ("below", "above")}
"""What a source that denies the one bears out of the other: "never late" is "on time"."""

_SCOPED_FORWARD: Final = frozenset(
    ["en", "es", "fr", "it", "pt", "pl", "zh", "sv", "da", "fi", "cs", "ro", "ru", "el", "hu"]
)
_OPENING_VERBS: Final = ("improv", "enhanc", "enabl", "strengthen", "ensur")
"""What a line of a CV begins with for any work: no result is claimed before there is something that it is one of."""

_NEAR = 5
_AMONG: Final = frozenset({"of", "di", "de", "du", "van", "von", "unter", "ze"})
_OF_ALL: Final = frozenset({"aller", "wszystkich"})
_RELATIVES: Final = frozenset({"that", "whose"})
_DEGREE_CLASSES = ("honour", "honor")
"""Part of many a degree's name, and an award of its own beside none."""

_PERIODS = """
hour day week month quarter year night morning afternoon evening weekday weekend term season shift fortnight monday
tuesday wednesday thursday friday saturday sunday
tag woche monat jahr quartal stunde semaine mois jours dia semana mes giorno settimana mese anno dag maand jaar dzien
tydzien miesiac rok
"""
_COUNTED_BY: Final = frozenset({"other", "second", *ORDINALS})
_TIMES: Final = frozenset(_PERIODS.split())


@dataclass(frozen=True, slots=True)
class Unborne:
    """A claim of a text that its source does not bear out, in the text's own words."""

    rule: Rule
    written: str


def unborne(text: Sequence[Clause], source: Sequence[Clause], *, awarded: bool = False) -> Iterator[Unborne]:
    """What the clauses of a text claim beyond, or leave out of, those of its source.

    `awarded`: the source names a degree or a certificate, so its holder may be said to have achieved one.
    """
    stated = _stated(source) | ({"done"} if awarded else set())
    plainly = {category for clause in source if _is_plain(clause) for category in clause.categories}
    said = {category for clause in text for category in clause.categories}
    source_words = {word for clause in source for word in clause.words}
    left_undone = list(planned(source))
    for clause in text:
        yield from (
            claim
            for claim in _added(clause, stated, source_words, awarded=awarded)
            # To have completed one thing is no claim of another one that was planned.
            if claim.rule != "modality" or any(clause.overlap(other) for other in left_undone)
        )
        yield from _turned(clause, stated, plainly)
        yield from _dropped(clause, said, source, text)
    yield from (Unborne("role", word) for word in borrowed(text, source))
    yield from (Unborne("role", word) for word in taken_offices(text, source))
    yield from (Unborne(_KEPT[category], written) for category, written in carried_over(text, source))
    yield from (Unborne(_KEPT[category], written) for category, written in held_back(text, source))
    yield from (Unborne("addition", written) for written in added(text, source))
    yield from (Unborne("subject", written) for written in others_deeds(text, source))
    yield from (Unborne("subject", written) for written in others_awards(text, source))
    yield from (Unborne("direction", written) for written in turned_moves(text, source))
    yield from (Unborne("cause", link) for link in filter(None, [joined(text, source)]))
    yield from (Unborne("cause", written) for written in made_changes(text, source))
    yield from _promoted(text, said, source)
    yield from (Unborne("negation", written) for written in undone(text, source))
    yield from (Unborne("superlative", written) for written in unqualified(text, source))


def _added(clause: Clause, stated: set[str], source_words: set[str], *, awarded: bool) -> Iterator[Unborne]:
    for mark in clause.marks:
        rule = _ADDED.get(mark.category)
        if rule is None or {mark.category, f"{mark.category}+"} & stated - _turned_by(mark.category, stated):
            continue
        if not _claims_done(clause, mark, stated):
            continue
        written = _written(clause, mark.start, mark.end)
        if _counts_all(clause, mark, stated) or writes_out(clause, mark.start, source_words):
            continue
        if mark.category == "people_lead" and not leads_people(clause, mark, stated):
            continue
        if awarded and (written.startswith(_DEGREE_CLASSES) or mark.category == "since"):
            continue
        if mark.category == "since" and not _UNTIL.isdisjoint(clause.words[mark.end - clause.start :]):
            # "Od maja do lutego": a beginning that has an end.
            continue
        if mark.category == "long" and _is_counted(clause, mark.start):
            continue
        opens_as_title = rule in {"role", "title"} and mark.start == clause.start
        language = ENGLISH if opens_as_title else clause.language
        if all(is_inflected(word, source_words, language) for word in written.split()) or (
            mark.start == 0 and written.startswith(_OPENING_VERBS) and not names_an_outcome(clause, source_words)
        ):
            continue
        yield Unborne(rule, written)


def _claims_done(clause: Clause, mark: Mark, stated: set[str]) -> bool:
    """Whether a mark claims more than its source: that something succeeded is a claim only where the source leaves
    something undone, and none beside a denial that the source has ("opleiding niet voltooid").
    """
    if mark.category == "success":
        return "unrealised" in stated
    denied = any(other.category == "negation" and abs(mark.start - other.end) <= 1 for other in clause.marks)
    return not (mark.category == "done" and denied and "negation" in stated)


def _stated(source: Sequence[Clause]) -> set[str]:
    """The categories that the source has; somebody else's title ("tasks set by the manager") leads nothing."""
    others = titles_of_others(source)
    return {
        mark.category
        for clause in source
        for mark in clause.marks
        if not (mark.category in _LED and _written(clause, mark.start, mark.end) in others)
        and not (mark.category == "cause+" and measures(mark, clause))
    }


def _is_counted(clause: Clause, start: int) -> bool:
    """Whether a number stands before, which is checked as one: the "years of" of "three years of"."""
    before = clause.words[start - clause.start - 1 : start - clause.start]
    return bool(before) and (before[0][0].isdecimal() or before[0] in SMALL)


def _turned_by(category: str, stated: set[str]) -> set[str]:
    """What does not bear a claim out beside its opposite: "each week, occasionally" is not "regularly"."""
    return {"often+"} if category == "often" and "seldom" in stated else set()


def _counts_all(clause: Clause, mark: Mark, stated: set[str]) -> bool:
    """Whether a number follows "all", which is checked as one ("all 23 services", "every six months"), or stands
    before ("23 in all"), or the source's own best one is the best of all.
    """
    if mark.category != "all":
        return False
    if _is_of_all(clause, mark, stated):
        return True
    start, end = mark.start - clause.start, mark.end - clause.start
    behind = clause.words[end : end + 1]
    if not behind and clause.words[max(start - 1, 0) : start] == ("in",):
        return True
    return bool(behind) and (
        behind[0].isdecimal() or behind[0] in SMALL or behind[0] in _TIMES or behind[0] in _COUNTED_BY
    )


def _is_of_all(clause: Clause, mark: Mark, stated: set[str]) -> bool:
    """Whether "all" is those among whom the source's own best one is: "the best score of all apprentices"."""
    if not {"best", "best+"} & stated or not {"best", "best+"} & clause.categories:
        return False
    before = clause.words[mark.start - clause.start - 1 : mark.start - clause.start]
    return not _AMONG.isdisjoint(before) or _written(clause, mark.start, mark.end) in _OF_ALL


def _is_plain(clause: Clause) -> bool:
    return "negation" not in clause.categories


def _turned(clause: Clause, stated: set[str], plainly: set[str]) -> Iterator[Unborne]:
    """The opposites that a clause says of what the source has: of outcomes, only where neither denies its own."""
    said = clause.categories
    for pair in (*_OPPOSED, *_CONTRARY, *(_OUTCOMES if _is_plain(clause) else ())):
        for one, other in (pair, pair[::-1]):
            if (
                one in said
                and other not in said
                and other in (plainly if pair in _DENIABLE else stated)
                and one not in stated
            ):
                mark = next(mark for mark in clause.marks if mark.category == one)
                yield Unborne("direction", _written(clause, mark.start, mark.end))


def _dropped(clause: Clause, said: set[str], source: Sequence[Clause], text: Sequence[Clause]) -> Iterator[Unborne]:
    """What the source's clause about the same thing holds back and the text does not."""
    closest = _closest(clause, source)
    if closest is None:
        return
    for mark in closest.marks:
        rule = _KEPT.get(mark.category)
        if rule is None or _FAMILIES.get(mark.category, {mark.category, f"{mark.category}+"}) & said:
            continue
        if mark.category == "assist" and is_planned(mark, closest) and {"unrealised", "unrealised+"} & said:
            # Whoever plans to take part has not: the plan is what is kept.
            continue
        if mark.category == "negation" and denies_a_failure(mark, closest, clause):
            continue
        if mark.category in REPEATED and repeats(mark, closest, text):
            continue
        if mark.category == "subject" and _tells_whose(mark, closest, text):
            continue
        if _speaks_of(clause, closest, mark.end if _is_forward(mark.category, closest) else 0):
            yield Unborne(rule, " ".join(clause.words[:_NEAR]))


def _tells_whose(mark: Mark, source: Clause, text: Sequence[Clause]) -> bool:
    """Whether a text says itself who did it: "for a team that beat its target" of "the team exceeded its target"."""
    doers = source.words[max(mark.start - source.start, 0) : mark.end - source.start + 1]
    return any(
        word in doers and following in _RELATIVES
        for clause in text
        for word, following in zip(clause.words, clause.words[1:], strict=False)
    )


def _promoted(text: Sequence[Clause], said: set[str], source: Sequence[Clause]) -> Iterator[Unborne]:
    """A title without the word that made it a lesser one: "manager" of "assistant manager", wherever it stands."""
    if _FAMILIES["junior"] & said:
        return
    titles = {
        min(following, key=following.__getitem__)
        for other in source
        for mark in other.marks
        if mark.category == "junior"
        and (following := {stem: place for stem, place in other.subject.items() if mark.end <= place < mark.end + 2})
    }
    for clause in text:
        if not titles.isdisjoint(clause.subject):
            yield Unborne("role", " ".join(clause.words[:_NEAR]))


def _is_forward(category: str, clause: Clause) -> bool:
    return category == "negation" and clause.language in _SCOPED_FORWARD


def _speaks_of(clause: Clause, source: Clause, start: int) -> bool:
    scope = {stem for stem, place in source.subject.items() if place >= start} or set(source.subject)
    return any(stem in scope or clause.holds(stem) for stem in scope if stem in clause.subject or clause.holds(stem))


def _closest(clause: Clause, source: Sequence[Clause]) -> Clause | None:
    """The clause of the source that shares most with a text's; of equals, the one that holds least back."""
    best, most = None, (0, 0)
    for other in source:
        shared = clause.overlap(other)
        rank = (shared, -len(other.categories & _KEPT.keys()))
        if shared and (best is None or rank > most):
            best, most = other, rank
    return best


def _written(clause: Clause, start: int, end: int) -> str:
    joint = "" if clause.language in BY_SIGN else " "
    offset = clause.start
    # The word that joins the clause on ("which cut") is none of its own.
    return joint.join(clause.words[max(start - offset, 0) : max(end - offset, 0)])
