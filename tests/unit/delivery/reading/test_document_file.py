"""Files that a person may name: what is read of each kind, and one clear line for every other."""

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delivery.reading.document_file import MOST_BYTES, document, read_document
from delivery.reading.word_document import BODY, MOST_BODY_BYTES
from delivery.tailoring import read_job
from localcloud.cli import CommandError, ExitCode
from tests.unit.delivery.reading.word_documents import packed, paragraph, part, word_document

TEXT = "Baker\nWe need:\n- HACCP & <care>\n- Bread"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="w"><w:p><w:t>&b;</w:t></w:p></w:document>'
)


def refusal(path: Path) -> str:
    with pytest.raises(CommandError) as refused:
        read_document(path)
    assert refused.value.exit_code is ExitCode.USAGE
    line = str(refused.value)
    assert "\n" not in line
    return line.replace(str(path), "FILE")


def encrypted() -> bytes:
    content = bytearray(word_document(TEXT))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = content.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        content[place] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("job.docx", word_document(TEXT)),
        ("job.txt", word_document(TEXT)),
        ("job.txt", TEXT.encode()),
        ("job", TEXT.encode("utf-16")),
        ("job.md", TEXT.encode("utf-8-sig")),
    ],
)
def test_text_is_read_whatever_the_file_is_called(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert read_document(tmp_path / name).text == TEXT


def test_text_of_western_editors_is_read(tmp_path: Path) -> None:
    (tmp_path / "job.txt").write_bytes("Küchenhilfe – Café".encode("cp1252"))  # noqa: RUF001
    assert read_document(tmp_path / "job.txt").text == "Küchenhilfe – Café"  # noqa: RUF001


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b" \n", "FILE is empty"),
        (b"%PDF-1.7 ...", "FILE is a damaged PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "FILE is an encrypted document, or one of Word before 2007"),
        (packed("x", name="a.txt"), "FILE is an archive and no Word document"),
        (word_document(TEXT)[:-40], "FILE is an archive and no Word document"),
        (packed("<w:document>"), "FILE is a damaged Word document"),
        (packed(ENTITIES), "FILE is a damaged Word document"),
        (packed(b"\x00" * (MOST_BODY_BYTES + 1)), "FILE holds more than 20 MB of text"),
        (encrypted(), "FILE is encrypted"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "FILE is neither text nor a Word document nor a PDF"),
        (b"text\x00text", "FILE is neither text nor a Word document nor a PDF"),
        (b"{\\rtf1 text}", "FILE is RTF"),
        (b"a" * (MOST_BYTES + 1), "FILE is larger than 5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: bytes, line: str) -> None:
    (tmp_path / "file").write_bytes(content)
    started = time.monotonic()
    assert refusal(tmp_path / "file") == line
    assert time.monotonic() - started < 30


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150, derandomize=True
)
@given(st.binary(max_size=200), st.integers(0, 400), st.booleans())
def test_any_bytes_are_text_or_one_line(tmp_path: Path, noise: bytes, place: int, is_word: bool) -> None:
    good = word_document(TEXT) if is_word else TEXT.encode()
    path = tmp_path / "file"
    path.write_bytes(good[:place] + noise + good[place + len(noise) // 2 :])
    try:
        assert read_document(path).text is not None
    except CommandError as refused:
        line = str(refused)
    else:
        line = "read"
    assert "\n" not in line


def test_a_body_that_claims_to_be_small_is_not_unpacked_without_end(tmp_path: Path) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BODY, b"<a>" + b" " * (MOST_BODY_BYTES * 2))
    (tmp_path / "bomb.docx").write_bytes(content.getvalue())
    assert refusal(tmp_path / "bomb.docx") == "FILE holds more than 20 MB of text"


@pytest.mark.parametrize("name", ["job.docx", "job.html", "job.txt"])
def test_a_job_of_any_kind_has_its_title(tmp_path: Path, name: str) -> None:
    page = "<html><body><h1>Pastry &amp; Bread Baker</h1><p>Bake.</p></body></html>"
    text = "Job title: Pastry & Bread Baker\nBake."
    content = {"job.docx": word_document(text), "job.html": page.encode(), "job.txt": text.encode()}[name]
    (tmp_path / name).write_bytes(content)
    assert read_job(tmp_path / name, job_id="j")["title"] == "Pastry & Bread Baker"


def text_of(content: bytes) -> list[str]:
    return document(content, "cv.docx").text.splitlines()


def test_what_only_a_pages_head_or_foot_says_is_read_and_a_page_number_is_not() -> None:
    body, head = part(paragraph("Orla Finnane")), part(paragraph("Orla Finnane") + paragraph("orla@example.org"))
    foot = part(paragraph("Page 2 of 3") + paragraph("+353 1 555 0100"))
    read = text_of(packed(body, header1=head, footer1=foot))
    assert read == ["Orla Finnane", "", "Contact", "orla@example.org", "+353 1 555 0100"]


def test_a_paragraph_is_an_item_by_its_style_unless_it_says_otherwise() -> None:
    styled = '<w:pStyle w:val="Dots"/>'
    body = part(
        paragraph("Ran the ward", properties=styled)
        + paragraph("Elm House", properties=f'{styled}<w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("Leeds", properties='<w:pStyle w:val="Plain"/>')
    )
    styles = part('<w:style w:styleId="Plain"/><w:style w:styleId="Dots"><w:pPr><w:numPr/></w:pPr></w:style>')
    assert text_of(packed(body, styles=styles)) == ["- Ran the ward", "Elm House", "Leeds"]


def test_a_text_box_is_read_once_however_often_it_is_told() -> None:
    box = f"<w:txbxContent>{paragraph('orla@example.org')}</w:txbxContent>"
    told = f"<w:r><w:AlternateContent><w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback></w:AlternateContent>"
    body = part(f"<w:p><w:r><w:t>Orla </w:t></w:r>{told}<w:t>Finnane</w:t></w:r></w:p>")
    assert text_of(packed(body)) == ["orla@example.org", "Orla Finnane"]


def test_parts_are_not_unpacked_without_end_together() -> None:
    half = part(paragraph("x" * (MOST_BODY_BYTES // 2)))
    with pytest.raises(CommandError, match="holds more than 20 MB of text"):
        text_of(packed(half, header1=half))
