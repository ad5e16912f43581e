"""A stored CV, in our own shape, in JSON Resume's or in a likely one, as the master CV."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic_core import from_json

from models.master_cv import MasterCv, SourceRecord
from models.records import cv_sections as sections
from models.records.stored_value import Problem, StoredValue, UnreadableRecordError, in_own_shape

_Entry = TypeVar("_Entry", bound=SourceRecord)
_WRAPPERS = ("cv", "resume", "data", "profile", "master_cv")
_BYTE_ORDER_MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))


def parse_cv(content: bytes) -> MasterCv:
    """The CV in a JSON document of UTF-8, or of UTF-16 with its mark.

    Raises:
        UnreadableRecordError: it is not JSON, or not a CV; each field that cannot be read is named.
    """
    try:
        document = from_json(_unmarked(content), allow_inf_nan=False)
    except ValueError:
        raise UnreadableRecordError([Problem("document", "is not JSON in UTF-8, or is nested too deeply")]) from None
    return read_cv(document)


def read_cv(document: object) -> MasterCv:
    """The CV in a JSON value.

    Raises:
        UnreadableRecordError: as `parse_cv`.
    """
    own = in_own_shape(MasterCv, document)
    if own is not None:
        return own
    problems: list[Problem] = []
    root = _root(StoredValue(document, "", problems))
    if not isinstance(root.value, Mapping):
        root.refuse("must be an object")
        raise UnreadableRecordError(problems)
    cv = MasterCv.model_construct(
        contact_info=_as_stored(sections.contact_info(root), root.get("contact_info")),
        summary=_summary(root),
        work_experience=_each(root, sections.work_experience, "work_experience", "work", "experience", "employment",
                              "positions", "work_history"),
        skills=sections.skills(root.get("skills", "skill_set", "technical_skills")),
        education=_named(root, sections.education, "education", "educations", "studies"),
        certifications=_named(root, sections.certification, "certifications", "certificates", "licenses"),
        languages=_named(root, sections.language, "languages", "spoken_languages"),
        projects=_named(root, sections.project, "projects"),
        publications=_named(root, sections.publication, "publications"),
        awards=_named(root, sections.award, "awards", "honors", "honours"),
        volunteering=_named(root, sections.volunteering, "volunteering", "volunteer", "volunteer_experience"),
    )  # fmt: skip
    if problems:
        raise UnreadableRecordError(problems)
    return cv


def _unmarked(content: bytes) -> bytes | str:
    for encoding, mark in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    return content


def _root(document: StoredValue) -> StoredValue:
    """The record itself, where a writer put it alone into an object or a list."""
    for _ in range(2):
        if isinstance(document.value, list) and len(document.value) == 1 and isinstance(document.value[0], Mapping):
            document = StoredValue(document.value[0], "", document.problems)
        wrapped = document.get(*_WRAPPERS)
        if isinstance(document.value, Mapping) and len(document.value) == 1 and isinstance(wrapped.value, Mapping):
            document = wrapped
    return document


def _summary(root: StoredValue) -> str:
    own = root.get("summary", "executive_summary", "professional_summary", "objective", "about", "profile")
    if own.is_missing:
        own = root.get("basics", "contact_info", "contact", "personal_info").get("summary", "about", "profile")
    return own.prose()


def _each(root: StoredValue, read: Callable[[StoredValue], _Entry], *names: str) -> list[_Entry]:
    """A section of objects."""
    return [_as_stored(read(entry), entry) for entry in root.get(*names).records()]


def _named(root: StoredValue, read: Callable[[StoredValue], _Entry], *names: str) -> list[_Entry]:
    """A section whose entries may be objects or the name alone."""
    entries = [entry for entry in root.get(*names).entries() if entry.value != {}]
    return [_as_stored(read(entry), entry) for entry in entries if isinstance(entry.value, str) or entry.is_object()]


def _as_stored(record: _Entry, entry: StoredValue) -> _Entry:
    """`record` with those fields set that its source has: an answer shows what is set, and no more."""
    fields = dict(record)
    has = entry.value if isinstance(entry.value, Mapping) else {}
    is_set = {name for name, value in fields.items() if value not in (None, "", []) or name in has}
    return record.model_construct(is_set, **fields)
