"""Verification of FLEXIBLE text: it may say what its source says in other words, and nothing more.

A text claims quantities (`quantities.reader`), names that are known (`name_index`) and names that merely look like ones
(`proper_names`). Each claim must be borne out by the source (`source_facts`); one that is not is a violation, named by
the rule of its kind. Characters are made plain first (`lookalikes`), so no writing hides a claim.

Beyond facts, the words of strength, scope, negation, modality, cause and direction are compared (`meaning`), in the
languages that it has tables for. In every language a text is checked for what it adds to a source that it says in full
(`meaning.surplus`) and for praise, ranks, scopes and deeds of others that it claims (`meaning.plain_claims`).

What this cannot see: a number moved to another thing that its source does not count; an invented name in lower case, or
as the first word of a sentence that goes on after it, that no table, CV or job knows; a plain verb for another one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from logic.language.detection import ENGLISH, language_of
from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES, Pieces, read_pieces, stem
from logic.verification.abbreviations import is_explained
from logic.verification.line_facts import LineFacts
from logic.verification.meaning.comparison import unborne
from logic.verification.meaning.kept_words import dropped_words
from logic.verification.meaning.language_levels import raised
from logic.verification.meaning.marks import LANGUAGES
from logic.verification.meaning.new_items import new_items
from logic.verification.meaning.of_others.reversed_roles import reversed_roles
from logic.verification.meaning.of_others.told_of_others import taken_from_others
from logic.verification.meaning.particulars.borrowed_objects import borrowed_objects
from logic.verification.meaning.particulars.crossed import crossed
from logic.verification.meaning.particulars.exclusive import exchanged
from logic.verification.meaning.particulars.fused_pieces import fused
from logic.verification.meaning.particulars.invented_means import invented_means
from logic.verification.meaning.particulars.mixed_particulars import mixed
from logic.verification.meaning.particulars.other_positions import moved_deeds
from logic.verification.meaning.particulars.parts_of_wholes import told_part, told_whole
from logic.verification.meaning.particulars.raised_degrees import raised_degrees
from logic.verification.meaning.particulars.ranks_of_things import exchanged_ranks
from logic.verification.meaning.particulars.rival_particulars import taken_from_rivals
from logic.verification.meaning.particulars.statements import Statement
from logic.verification.meaning.particulars.swapped_words import borrowed_ends, swapped_words
from logic.verification.meaning.particulars.turned_times import (
    exchanged_ends,
    moved_beginnings,
    stretched_times,
    turned_times,
)
from logic.verification.meaning.plain_claims import plain_claims
from logic.verification.meaning.surplus import Spoken, surplus
from logic.verification.meaning.tenses import told_as_done
from logic.verification.moved_counts import moved_counts
from logic.verification.name_index import (
    KnownName,
    Mention,
    NamePhrases,
    employer,
    phrase_of,
    record,
    skill,
    well_known,
)
from logic.verification.percentage_points import POINTS, in_other_points
from logic.verification.proper_names import is_written_out, unknown_names
from logic.verification.quantities.languages.english_figures import READ_LANGUAGES, in_english_figures
from logic.verification.short_forms import written_out
from logic.verification.source_facts import SourceFacts
from logic.verification.source_statements import SourceStatements, lines_of
from logic.verification.spans import taken_for_sizes
from logic.verification.swapped_counts import swapped
from logic.verification.violations import WORDING_RULES, Rule, Violation

_LONGEST_CERTIFICATE = 4
_CERTIFYING = frozenset({"certified", "chartered", "accredited", "licensed"})
_FIRST = frozenset({"first", "1st", "top"})
_WON = frozenset({"won", "winner", "winning", "champion"})
_PLACED = frozenset({"prize", "place", "placed", "medal", "silver", "bronze", "finalist"})
_LATER = frozenset(
    {
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "second",
        "2nd",
        "third",
        "3rd",
        "fourth",
        "4th",
        "fifth",
        "5th",
        "runner",
    }
)
_HELD = frozenset({"degree", "certificate"})
_HAVING_NONE = frozenset(
    ["no", "without", "ohne", "kein", "keine", "keinen", "sans", "sin", "sem", "senza", "zonder", "geen", "bez"]
)
_SECONDARY = frozenset({"addition", "cause"})
"""That a clause is new, or a result, says less than the fact in it that its source does not state."""

_IN_LINES: tuple[tuple[Rule, Callable[[Sequence[Spoken], Sequence[Spoken]], Iterator[str]]], ...] = (
    ("name", mixed),
    ("subject", crossed),
    ("subject", moved_deeds),
    ("subject", swapped_words),
    ("subject", borrowed_ends),
    ("number", exchanged_ranks),
    ("date", turned_times),
    ("date", exchanged_ends),
    ("date", moved_beginnings),
    ("date", stretched_times),
    ("scope", told_whole),
    ("scope", told_part),
    ("addition", new_items),
)
"""What is asked of the lines of a text and of its source in any language, and the rule that each answer breaks."""

_IN_A_LANGUAGE: tuple[tuple[Rule, Callable[[Sequence[Spoken], Sequence[Spoken], str], Iterator[str]]], ...] = (
    ("modality", told_as_done),
    ("subject", taken_from_others),
    ("subject", reversed_roles),
    ("superlative", raised_degrees),
    ("addition", invented_means),
)
"""The same by tables of their language."""

_IN_STATEMENTS: tuple[tuple[Rule, Callable[[Sequence[Spoken], Sequence[Statement], str], Iterator[str]]], ...] = (
    ("subject", taken_from_rivals),
    ("subject", borrowed_objects),
)
"""The same of the statements of a source."""

_SHOWN_LENGTH = 300
"""Characters of a source value: enough to correct a text by, little enough for a prompt."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A fact that a text states and its source does not."""

    rule: Rule
    value: str


class FactCheck:
    """Knows the names that matter for one CV and one job, and finds facts that a text's source does not state.

    `employers`, `tools`, `schools`, `degrees` and `certificates` are names as the CV and the job write them,
    `language` is
    the one that the CV is written in: a line that shows none of its own is read in it. What was
    read of a line and what was found in a text is kept, so that one check for all texts of a request reads each line
    and judges each text once. Nothing of it outlives the request.
    """

    def __init__(
        self,
        *,
        tools: Iterable[str],
        employers: Iterable[str],
        degrees: Iterable[str] = (),
        certificates: Iterable[str] = (),
        language: str = ENGLISH,
    ) -> None:
        workplaces = [name for name in dict.fromkeys(employers) if name.strip()]
        names: list[KnownName] = [known for tool in dict.fromkeys(tools) for known in skill(tool)]
        names += [employer(name) for name in workplaces]
        names += [record("degree", name) for name in dict.fromkeys(degrees)]
        names += [record("certificate", name) for name in dict.fromkeys(certificates)]
        self._index = NamePhrases(names, base=well_known())
        self._employer_words = frozenset(word for name in workplaces for word in phrase_of(name)) - STOP_WORDS
        self._language = language
        self._lines: dict[tuple[str, str], LineFacts] = {}
        self._sources: dict[str, SourceStatements] = {}
        self._judged: dict[tuple[str, str, str], Sequence[Violation]] = {}

    def violations(self, text: str, *, source: str, field: str, context: str = "") -> list[Violation]:
        """Every fact of `text` that `source` does not state, as violations of `field`; empty for an honest text.

        `context` is what stands beside the text in the CV (the title of the position): the text may name it.
        """
        if text == source:
            return []
        found = self._judged.get((text, source, context))
        if found is None:
            found = self._judged[text, source, context] = self._judge(text, source, context)
        return [replace(violation, field=field) for violation in found]

    def _judge(self, text: str, source: str, context: str) -> Sequence[Violation]:
        statements = self._sources.setdefault(source, SourceStatements(source))
        reworded = statements.reworded(text)
        if not reworded:
            return ()
        language = language_of("\n".join((text, context, source)), prior=self._language)
        new = [self._line(line, language) for line in reworded]
        whole = [self._line(line, language).spoken for line in lines_of(text)]
        beside = [self._line(context, language)] if context.strip() else []
        claims: dict[_Claim, None] = {}
        read = [self._line("", language)]
        facts = SourceFacts(read)
        for lines in statements.in_portions([line.pieces for line in new]):
            read = [*read, *beside, *(self._line(line, language) for line in lines)]
            facts = SourceFacts(read)
            claims = dict.fromkeys(self._claims_of(new, whole, facts))
            if not claims:
                break
        if any(claim.rule not in _SECONDARY for claim in claims):
            claims = {claim: None for claim in claims if claim.rule not in _SECONDARY}
        return [
            Violation(
                field="",
                rule=claim.rule,
                source_value=_shown(claim.rule, facts, source),
                actual_value=claim.value,
                is_certain=language == ENGLISH and claim.rule not in WORDING_RULES,
            )
            for claim in sorted(claims, key=lambda claim: (claim.rule, claim.value))
        ]

    def _line(self, line: str, language: str) -> LineFacts:
        found = self._lines.get((line, language))
        if found is None:
            whole = written_out(line, language)
            pieces = read_pieces(in_english_figures(whole, language), language=language, line=whole)
            found = self._lines[line, language] = LineFacts(pieces, self._index)
        return found

    def _claims_of(self, new: Sequence[LineFacts], whole: Sequence[Spoken], facts: SourceFacts) -> Iterator[_Claim]:
        """What the `new` lines of a text state beyond `facts`; `whole` is what all of the text speaks of."""
        for line in new:
            yield from self._claims(line, facts)
        # A sentence that stands twice speaks once.
        spoken = list({line.pieces.line: line.spoken for line in new}.values())
        language = new[0].pieces.language
        found = plain_claims(spoken, whole, facts.spoken, language)
        yield from (_Claim(rule, written) for rule, written in found)
        yield from (_Claim(rule, written) for rule, written in dropped_words(whole, facts.spoken))
        for rule, in_lines in _IN_LINES:
            yield from (_Claim(rule, written) for written in in_lines(whole, facts.spoken))
        for rule, in_language in _IN_A_LANGUAGE:
            yield from (_Claim(rule, written) for written in in_language(whole, facts.spoken, language))
        stated = facts.statements(language)
        for rule, in_statements in _IN_STATEMENTS:
            yield from (_Claim(rule, written) for written in in_statements(whole, stated, language))
        yield from (_Claim("subject", written) for written in fused(whole, facts.spoken, stated, language))
        told = {kind: written for line in new for kind, written in line.kinds.items()}
        if told:
            yield from (_Claim(rule, written) for rule, written in exchanged(told, facts.kinds))
        yield from (_Claim("addition", written) for written in surplus(spoken, whole, facts.spoken))

    def _claims(self, line: LineFacts, facts: SourceFacts) -> Iterator[_Claim]:
        """What a line states beyond `facts`."""
        pieces = line.pieces
        known: set[int] = set()
        for quantity in line.stated:
            known.update(range(quantity.start, quantity.end + (pieces.at(quantity.end) in POINTS)))
        if line.stated:
            yield from _numbers(line, facts)
        for mention in self._index.claimed(pieces):
            if mention.start in known:
                # The C of "115 °C" is no language.
                continue
            known.update(range(mention.start, mention.end))
            if not (
                mention.rule == "certificate" and is_written_out(pieces, mention.start, mention.end - 1, facts.words)
            ):
                yield from _named(mention, pieces, facts)
        yield from _certificates(pieces, known, facts)
        if _ranks_first(pieces, facts):
            yield _Claim("number", "first")
        others = unknown_names(pieces, known=known, source_words=facts.words, employer_words=self._employer_words)
        yield from (
            _Claim(rule, value)
            for rule, value in others
            if not (facts.abbreviates(value) or is_explained(value, pieces.line))
        )
        if line.levels:
            yield from (_Claim("achievement", name) for name in raised(line.levels, facts.levels))
        if pieces.language in LANGUAGES:
            yield from (
                _Claim(found.rule, found.written)
                for found in unborne(line.clauses, facts.clauses, awarded=facts.states_an_award())
            )


def _numbers(line: LineFacts, facts: SourceFacts) -> Iterator[_Claim]:
    """The quantities of a line that its source does not state, or states of something else."""
    pieces, quantities = line.pieces, line.stated
    is_read = pieces.language in READ_LANGUAGES
    for quantity in quantities:
        if not (facts.bears_out(quantity) if is_read else facts.has_number(pieces, quantity)):
            yield _Claim(quantity.rule, quantity.written)
    for pair in line.changes:
        if facts.turns(pair):
            yield _Claim("direction", " to ".join(str(number) for number in pair))
    for first, last in line.years_spanned & facts.years_listed:
        yield _Claim("date", f"{first} to {last}")
    for number in taken_for_sizes(line.sizes, facts.changes, facts.sizes):
        yield _Claim("number", f"by {number}")
    for key in in_other_points(line.in_points, facts.in_points):
        yield _Claim("percentage", f"{key[-1]} %")
    for pair in filter(None, (swapped(line.labels, stated) for stated in facts.labels)):
        yield _Claim("number", " and ".join(str(number) for number in pair))
    yield from (_Claim("number", number) for number in moved_counts(pieces, quantities, facts.labels, facts.spoken))


def _named(mention: Mention, pieces: Pieces, facts: SourceFacts) -> Iterator[_Claim]:
    if mention.rule in _HELD and pieces.at(mention.start - 1) in _HAVING_NONE:
        # "No university degree" claims none.
        return
    if mention.key not in facts.names:
        is_name = mention.rule in {"tool", "employer"}
        yield _Claim(mention.rule, mention.key if is_name else pieces.written(mention.start, mention.end))


def _certificates(pieces: Pieces, known: set[int], facts: SourceFacts) -> Iterator[_Claim]:
    """What somebody is certified as, in any case: "certified solutions architect" of a source that certifies else."""
    for index, word in enumerate(pieces.low):
        if word not in _CERTIFYING:
            continue
        end = index + 1
        while end < len(pieces.low) and end - index <= _LONGEST_CERTIFICATE and _names_a_subject(pieces.low[end]):
            end += 1
        subject = range(index + 1, end)
        if any(stem(pieces.low[place]) not in facts.words for place in subject):
            known.update(subject)
            yield _Claim("certificate", pieces.written(index, end))


def _ranks_first(pieces: Pieces, facts: SourceFacts) -> bool:
    """Whether a text makes a first of what its source counts as second, third or later."""
    if _LATER.isdisjoint(facts.words) or not _FIRST.isdisjoint(facts.words):
        return False
    won = not _WON.isdisjoint(pieces.low) and _PLACED.isdisjoint(pieces.low) and _LATER.isdisjoint(pieces.low)
    return won or not _FIRST.isdisjoint(pieces.low)


def _names_a_subject(word: str) -> bool:
    return word not in STOP_WORDS and word not in BOUNDARIES and not word[0].isdigit() and word != "-"


def _shown(rule: Rule, facts: SourceFacts, source: str) -> str:
    """What the source states of the kind that a text invented; for names, and where there is nothing, its beginning."""
    stated = ", ".join(dict.fromkeys(written for kind, written in facts.shown if kind == rule))
    return (stated or source)[:_SHOWN_LENGTH]
