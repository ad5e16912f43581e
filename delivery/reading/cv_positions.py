"""Positions in a CV that is running text: a line with a period of years begins one.

Its title and employer stand in that line, on the lines of its block above, or right below. Every other line is one of
the position's own: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from delivery.reading.bullets import MARKERS
from delivery.reading.cv_dates import PERIOD, ends_of

BULLET: Final = re.compile(rf"^\s*(?:[{re.escape(MARKERS)}]|\d{{1,2}}[.)])\s+")
_ROUND: Final = " ,|()[]-–—*·•:/\t"  # noqa: RUF001
_BETWEEN: Final = re.compile(r"\s*(?:,|\||–|—|·|•| // |\t| - | (?:at|bei|chez|en) (?=[^a-zà-ÿ]))\s*")  # noqa: RUF001
_APART: Final = re.compile(r"\||–|—|·|•| // |\t| - | (?:at|bei|chez) (?=[^a-zà-ÿ])")  # noqa: RUF001
"""What stands between a title and an employer, and in neither of them."""

_EMPLOYER: Final = re.compile(
    r"\b(?:ltd|limited|inc|llc|plc|corp|gmbh|ag|kg|sarl|s\.?a|s\.?l|bv|b\.v|nv|n\.v|srl|s\.?p\.?a|company|group|co|lda|praxis|centrum|centre|center|\w*zentrum|groupe|gruppe|stiftung|trust|services|society|"
    r"association|associação|mairie|farmacia|farmácia|laboratorio|"
    r"hospital|clinic|university|college|school|academy|institute|council|bank|hotel|restaurant|\w*krankenhaus|klinik|"
    r"klinikum|universität|hochschule|\w*schule|hôpital|université|lycée|école|universidad|colegio|ziekenhuis|"
    r"universiteit)\b|株式会社|法人|病院|大学|クリニック|センター|公司|医院",
    re.IGNORECASE,
)
"""Signs that a name is an employer's, where the order of two lines does not say it."""

_ROLE: Final = re.compile(
    r"\b(?:manager|director|head|lead|chief|officer|assistant|associate|trainee|intern|apprentice|coordinator|"
    r"consultant|specialist|librarian|dietitian|historian|veterinarian|custodian|technician|nurse|chef|cook|clerk|operative|porter|warden|aide|hand|analyst|student|werkstudent|"
    r"técnic[oa]|oficial|responsable|responsabile|encargad[oa]|auxiliar|jef[ea]|gerente|maestr[oa]|director[ae]?|impiegat[oa]|"
    r"operai[oa]|stagista|stagiaire|tirocinante|alternante?|chargée?|employée?|adjointe?|cheffe|medewerker|stagiair|directeur|"
    r"kierowni(?:k|czka)|specjalist[ak]+|asystent(?:ka)?|księgow[ay]|analityk|inżynier|kierowca|nauczyciel(?:ka)?|"
    r"praktikant|leiter|leitung|koch|kraft|arzt|ärztin|[^\W\d_]{2,}(?:er|or|ist|ician|eur|euse|iste|ista|ière|therapeut|therapeutin|ador|adora|ero|era|eiro|eira|"
    r"erin|istin|leiter|kraft|fachfrau|kauffrau|kaufmann|pfleger|ante|ant))\b|[師士員長]$|主任|エンジニア|工程师|经理",
    re.IGNORECASE,
)
"""How what somebody is called at work ends, or is."""

_NO_ROLE: Final = re.compile(
    r"senior|junior|major|minor|superior|interior|exterior|harbor|manor|motor|tower|power|water|river|silver|summer|"
    r"winter|other|border|corner|center|centre|over|under|after|never|theater|paper|timber|computer|solar|popular",
    re.IGNORECASE,
)
"""Words that end as those do and are none."""

_PLACE: Final = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+)?(?:, [^\W\d_]{2,20})?")
_YEAR_OF: Final = re.compile(r"(?:19|20)\d\d")
_STILL: Final = 9999
_FIRST_WORDS: Final = 3
_MOST_OF_A_NAME: Final = 80
_MOST_NAMES: Final = 2
_SMALL_WORD: Final = 3


def positions_of(lines: Sequence[str]) -> list[dict[str, Any]]:
    """The positions of a section's lines, in the service's fields; an empty line ends a block."""
    reading = _Reading()
    for line in lines:
        reading.take(line)
    return reading.ended()


def names_of(line: str) -> list[str]:
    """What a line names, apart by what people put between names."""
    return [name for name in _BETWEEN.split(line.strip(_ROUND)) if name]


def bare(line: str) -> str:
    """A line without its bullet."""
    return BULLET.sub("", line).strip()


class _Reading:
    """Line by line.

    `_above` are the lines since the last item or empty line, which may name a position.
    """

    def __init__(self) -> None:
        self._positions: list[dict[str, Any]] = []
        self._above: list[str] = []
        self._in_item = False
        self._rest = ""
        """What stands beside the last period, where nothing else names its position."""
        self._alone = ""
        """What the last position's one line names, where there is no more of it."""
        self._employer = ""
        """Of several positions that stand under its name."""

    def take(self, line: str) -> None:
        period = PERIOD.search(line)
        if not line:
            self._settle()
        elif BULLET.match(line):
            self._settle()
            self._item(bare(line))
        elif period and not _is_a_sentence(line):
            self._begin(line, period)
        elif self._in_item and line[0].islower():
            # An item that was wrapped.
            self._positions[-1]["description_bullets"][-1] += f" {line}"
        else:
            self._above.append(line)

    def ended(self) -> list[dict[str, Any]]:
        self._settle()
        for position in self._positions:
            position["job_title"] = position["job_title"] or position["company_name"] or "-"
        return self._positions

    def _item(self, text: str) -> None:
        self._alone = ""
        if self._positions:
            self._positions[-1]["description_bullets"].append(text)
            self._in_item = True

    def _settle(self) -> None:
        """No period follows what stands above: it names this position, where that lacks a name, or is a line of it."""
        if self._positions:
            here = self._positions[-1]
            while self._above and not here["description_bullets"] and _may_name(self._above[0]):
                if not here["job_title"]:
                    here["job_title"], here["company_name"] = _named([self._above.pop(0)])
                elif not here["company_name"] and _reads_as_a_name(self._above[0]):
                    here["job_title"], here["company_name"] = _named([here["job_title"], self._above.pop(0)])
                elif self._rest and _EMPLOYER.search(self._above[0]) and not _EMPLOYER.search(self._rest):
                    # What looked like title and employer was a title with a comma in it.
                    here["job_title"], here["company_name"] = self._rest, names_of(self._above.pop(0))[0]
                    self._rest = ""
                elif self._rest and _is_the_employer(self._rest, not_=self._above[0]):
                    here["job_title"], here["company_name"] = self._above.pop(0), names_of(self._rest)[0]
                    self._rest = ""
                else:
                    break
            for line in self._above:
                self._item(line)
            self._above.clear()
        self._in_item = False

    def _begin(self, line: str, period: re.Match[str]) -> None:
        rest = PERIOD.sub(" ", line).strip(_ROUND)
        names: list[str] = []
        while self._above and len(names) < _MOST_NAMES - bool(rest) and _may_name(self._above[-1]):
            names.insert(0, self._above.pop())
        self._settle()
        self._above.clear()
        title, company = _of_one_line(names, rest) or _named([*names, rest] if rest else names)
        is_a_title = not names and len(names_of(rest)) == 1 and _is_a_role(rest)
        if is_a_title and self._alone and _is_within(period, self._positions[-1]):
            self._positions.pop()
            self._employer = self._alone
        elif not is_a_title:
            self._employer = ""
        if self._employer:
            title, company = rest, self._employer
        self._alone = "" if names or self._employer else _APART.split(rest)[0].strip(_ROUND)
        self._rest = "" if names or self._employer or _APART.search(rest) else rest
        start, end = ends_of(period)
        self._positions.append(
            {
                "job_title": title,
                "company_name": company,
                "start_date": start,
                "end_date": end,
                "description_bullets": [],
            }
        )


def _is_within(period: re.Match[str], position: dict[str, Any]) -> bool:
    """Whether a period lies in a position's, by their years."""
    (start, end), (first, last) = (
        [int(found[-1]) if (found := _YEAR_OF.findall(date)) else _STILL for date in dates]
        for dates in (ends_of(period), (position["start_date"], position["end_date"]))
    )
    return first <= start and end <= last


def _of_one_line(names: Sequence[str], rest: str) -> tuple[str, str] | None:
    """Title and employer that stand in one line above a period which has only a place beside it."""
    if len(names) != 1 or not _PLACE.fullmatch(rest):
        return None
    title, *others = names_of(names[0])
    if not others or not _is_a_role(title) or _is_a_role(others[0]):
        return None
    return title, others[0]


def _may_name(line: str) -> bool:
    is_sentence = line.endswith((".", "。", ";")) and not (len(line) < _MOST_OF_A_NAME // 2 and _EMPLOYER.search(line))
    return len(line) <= _MOST_OF_A_NAME and not is_sentence


def _is_a_sentence(line: str) -> bool:
    return line.endswith((".", "。")) and len(line) > _MOST_OF_A_NAME // 2


def _reads_as_a_name(line: str) -> bool:
    """Whether a line below a title reads as an employer's: by its signs, or written as names are."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > _SMALL_WORD]
    named = bool(words) and not any(word[0].islower() for word in words)
    return bool(_EMPLOYER.search(line) or _ROLE.search(line)) or named


def _named(lines: Sequence[str]) -> tuple[str, str]:
    """Title and employer from one line or two."""
    if not lines:
        return "", ""
    first, *others = lines
    parts = [part.strip(_ROUND) for part in _APART.split(first) if part.strip(_ROUND)]
    if others and (len(parts) < _MOST_NAMES or _is_a_role(parts[0]) is _is_a_role(parts[1])):
        pair = parts[0], others[0].strip(_ROUND)
    elif len(parts) >= _MOST_NAMES:
        pair = parts[0], parts[1]
    else:
        named = [*names_of(first), "", ""]
        pair = named[0], named[1]
    if pair[1] and _is_the_employer(pair[0], not_=pair[1]):
        pair = pair[1], pair[0]
    return _APART.split(pair[0])[0].strip(_ROUND), [*names_of(pair[1]), ""][0]


def _is_the_employer(line: str, *, not_: str) -> bool:
    """Which of two names is the employer's: the one that is not what somebody is, else the one with a sign of it."""
    roles = _is_a_role(line), _is_a_role(not_)
    if roles[0] != roles[1]:
        return roles[1]
    return bool(_EMPLOYER.search(line)) and not _EMPLOYER.search(not_)


def _is_a_role(line: str) -> bool:
    """Whether one of its first words, or the last before a comma, is what somebody is called at work."""
    words = re.findall(r"[^\W_]+", re.split(r"[,(/|]", line)[0])
    return any(_ROLE.fullmatch(word) and not _NO_ROLE.fullmatch(word) for word in (*words[:_FIRST_WORDS], *words[-1:]))
