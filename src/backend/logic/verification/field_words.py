"""The fields of work that a line shows without naming them: whoever tested works in QA, whoever ran servers in IT.

A field is how a posting calls the work, not a fact of its own, so its name is borne out by words of the field. Only
fields that are written as an abbreviation or a made-up word need a table: other words are read as names nowhere.
"""

import re
from collections.abc import Collection
from typing import Final

_PERSONNEL: Final = re.compile(
    r"recruit|works (council|agreement)|\bunions?\b|personnel|personal(abteil|wesen|bereich|buro)|personeel"
    r"|human resource|ressources humaines|recursos humanos|risorse umane|zasob\w+ ludzki|kadr[ay]|insan kaynak"
    r"|personalni oddelen|henkilosto"
)
_SOFTWARE: Final = (
    r"software|hardware|windows|macos|linux|server|network|laptop|computer|desktop pc|\bpcs?\b|help ?desk|\bedv\b"
    r"|informati[ck]|informatyc|informacn|informationste|tecnologias? de la informacion"
    r"|database|firewall|active directory"
)
_OF_PERSONNEL: Final = {"hr": re.compile(r"\b(rh|ik)\b"), "rh": re.compile(r"\bhr\b"), "ik": re.compile(r"\bhr\b")}
"""Names of one field in several languages: each is shown by its words, and by the names in others."""

_FIELDS: Final = {
    "ac": re.compile(r"air condition"),
    "b2b": re.compile(r"(other|to|for|with) (businesses|companies|firms)|(business|corporate) (customer|client)"),
    "ux": re.compile(r"\buser (interview|research|test)|usability|wireframe|interviewed \d* ?users|figma"),
    "it": re.compile(_SOFTWARE),
    "qa": re.compile(r"\btest(s|ed|ing|er|ers)?\b|quality|\berrors?\b|defects?\b|inspect"),
    "devops": re.compile(
        r"jenkins|terraform|ansible|kubernetes|docker|github actions|gitlab ci|deploy|continuous (integration|delivery)"
        r"|ci/cd"
    ),
}


def fields_of(plain: str) -> Collection[str]:
    """The fields, in lower case, that any of some lines shows; `plain` are they, in lower case and plain characters."""
    found = {field for field, shown in _FIELDS.items() if shown.search(plain)}
    is_personnel = _PERSONNEL.search(plain) is not None
    return found | {field for field, shown in _OF_PERSONNEL.items() if is_personnel or shown.search(plain)}
