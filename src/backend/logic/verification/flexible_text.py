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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from logic.language.detection import ENGLISH, language_of
from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES, Pieces, read_pieces, stem
from logic.verification.abbreviations import is_explained
from logic.verification.meaning.clauses import read_clauses
from logic.verification.meaning.comparison import unborne
from logic.verification.meaning.language_levels import raised, read_levels
from logic.verification.meaning.marks import LANGUAGES
from logic.verification.meaning.mixed_particulars import mixed
from logic.verification.meaning.plain_claims import plain_claims
from logic.verification.meaning.surplus import Spoken, read_spoken, surplus
from logic.verification.merged_facts import merge_facts
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
from logic.verification.percentage_points import POINTS, in_other_points, read_in_points
from logic.verification.proper_names import unknown_names
from logic.verification.quantities.derivations import changes
from logic.verification.quantities.languages.english_figures import READ_LANGUAGES, in_english_figures
from logic.verification.quantities.quantity import Quantity
from logic.verification.quantities.reader import read_quantities
from logic.verification.source_facts import SourceFacts, read_source
from logic.verification.source_statements import SourceStatements, lines_of
from logic.verification.swapped_counts import read_labels, swapped
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
_SECONDARY = frozenset({"addition", "cause"})
"""That a clause is new, or a result, says less than the fact in it that its source does not state."""

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
    read of a source is kept, so that checking many texts against the lines of one CV reads each line once.
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
        self._lines: dict[tuple[str, str], SourceFacts] = {}
        self._sources: dict[str, SourceStatements] = {}

    def violations(self, text: str, *, source: str, field: str, context: str = "") -> list[Violation]:
        """Every fact of `text` that `source` does not state, as violations of `field`; empty for an honest text.

        `context` is what stands beside the text in the CV (the title of the position): the text may name it.
        """
        if text == source:
            return []
        statements = self._sources.setdefault(source, SourceStatements(source))
        reworded = statements.reworded(text)
        if not reworded:
            return []
        language = language_of("\n".join((text, context, source)), prior=self._language)
        new = [_read(line, language) for line in reworded]
        beside = [self._line(context, language)] if context.strip() else []
        spoken = {pieces.line: _spoken(pieces) for pieces in new}
        whole = [spoken.get(line) or _spoken(_read(line, language)) for line in lines_of(text)]
        claims: dict[_Claim, None] = {}
        facts = self._line("", language)
        for lines in statements.in_portions(new):
            facts = merge_facts([facts, *beside, *(self._line(line, language) for line in lines)])
            claims = dict.fromkeys(self._claims_of(new, [*spoken.values()], whole, facts))
            if not claims:
                break
        if any(claim.rule not in _SECONDARY for claim in claims):
            claims = {claim: None for claim in claims if claim.rule not in _SECONDARY}
        return [
            Violation(
                field=field,
                rule=claim.rule,
                source_value=_shown(claim.rule, facts, source),
                actual_value=claim.value,
                is_certain=language == ENGLISH and claim.rule not in WORDING_RULES,
            )
            for claim in sorted(claims, key=lambda claim: (claim.rule, claim.value))
        ]

    def _line(self, line: str, language: str = ENGLISH) -> SourceFacts:
        found = self._lines.get((line, language))
        if found is None:
            found = self._lines[line, language] = read_source(_read(line, language), self._index)
        return found

    def _claims_of(
        self, new: Sequence[Pieces], spoken: Sequence[Spoken], whole: Sequence[Spoken], facts: SourceFacts
    ) -> Iterator[_Claim]:
        """What the `new` lines of a text state beyond `facts`: `spoken` is what they speak of, `whole` what it does."""
        for pieces in new:
            yield from self._claims(pieces, facts)
        found = plain_claims(spoken, whole, facts.spoken, new[0].language)
        yield from (_Claim(rule, written) for rule, written in found)
        yield from (_Claim("name", name) for name in mixed(whole, facts.spoken))
        yield from (_Claim("addition", written) for written in surplus(spoken, whole, facts.spoken))

    def _claims(self, pieces: Pieces, facts: SourceFacts) -> Iterator[_Claim]:
        """What a line states beyond `facts`."""
        known: set[int] = set()
        quantities = read_quantities(pieces)
        for quantity in quantities:
            known.update(range(quantity.start, quantity.end + (pieces.at(quantity.end) in POINTS)))
        yield from _numbers(pieces, quantities, facts)
        for mention in self._index.claimed(pieces):
            if mention.start in known:
                # The C of "115 °C" is no language.
                continue
            known.update(range(mention.start, mention.end))
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
        yield from (_Claim("achievement", name) for name in raised(read_levels(pieces.line), facts.levels))
        if pieces.language in LANGUAGES:
            clauses = read_clauses(pieces.line, pieces.language)
            yield from (
                _Claim(found.rule, found.written)
                for found in unborne(clauses, facts.clauses, awarded=facts.states_an_award())
            )


def _numbers(pieces: Pieces, quantities: Sequence[Quantity], facts: SourceFacts) -> Iterator[_Claim]:
    """The quantities of a line that its source does not state, or states of something else."""
    is_read = pieces.language in READ_LANGUAGES
    for quantity in quantities:
        if not (facts.bears_out(quantity) if is_read else facts.has_number(pieces, quantity)):
            yield _Claim(quantity.rule, quantity.written)
    for pair in changes(pieces, quantities):
        if facts.turns(pair):
            yield _Claim("direction", " to ".join(str(number) for number in pair))
    for key in in_other_points(read_in_points(pieces, quantities), facts.in_points):
        yield _Claim("percentage", f"{key[-1]} %")
    said = read_labels(pieces, quantities)
    for pair in filter(None, (swapped(said, stated) for stated in facts.labels)):
        yield _Claim("number", " and ".join(str(number) for number in pair))
    yield from (_Claim("number", number) for number in moved_counts(pieces, quantities, facts.labels, facts.spoken))


def _read(line: str, language: str) -> Pieces:
    return read_pieces(in_english_figures(line, language), language=language, line=line)


def _spoken(pieces: Pieces) -> Spoken:
    return read_spoken(pieces, read_quantities(pieces))


def _named(mention: Mention, pieces: Pieces, facts: SourceFacts) -> Iterator[_Claim]:
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
