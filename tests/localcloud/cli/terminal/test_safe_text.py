"""Text of others neither steers a terminal nor hides in it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.output import Output, print_error, take_any_text
from localcloud.cli.terminal.safe_text import continued, one_line, printable, says_nothing

ATTACKS = {
    "clears the screen": "\x1b[2JApproved",
    "moves up and overwrites": "evil\x1b[1A\x1b[2Kgood",
    "eight-bit control": "\x9b2Jx",
    "sets the title": "\x1b]0;owned\x07",
    "a link to elsewhere": "\x1b]8;;https://example.com\x1b\\docs\x1b]8;;\x1b\\",
    "returns to the line's start": "rm -rf /\rls        ",
    "goes back": "evil\x08\x08\x08\x08good",
    "turned direction": "\u202egnp.exe",
    "isolated direction": "\u2066x\u2069",
    "zero width": "pay\u200bload",
    "line separator": "one\u2028two",
    "deleted": "x\x7f",
    "ends the string": "x\x00y",
    "letters drawn as nothing": "a\u3164\u2800b",
    "half a character": "x\udc80",
    "colour that hides, then more": "\x1b[8mhidden\x1b[0m\x1b[3J",
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_nothing_of_it_reaches_the_terminal(text: str) -> None:
    shown = printable(text)
    assert all(character.isprintable() or character in "\n\t" for character in shown)
    assert not {"\u3164", "\u2800"} & set(shown)


@pytest.mark.parametrize(
    "text",
    [
        "Zoë, café — 100 %",
        "日本語 ✓ 👍",
        "a\tb",
        "one\ntwo",
        r"C:\x1b",
        "Zoe\u0308",
        "♻\ufe0f 1\ufe0f\u20e3",
        "שָׁלוֹם",
        "葛\U000e0100",
        "ที่นี่",
    ],
)
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" + "\u0301" * 12, "a" + "\u0301" * 8 + "\\u0301" * 4),
        ("\u0301", "\\u0301"),
        ("a \u0301", "a \\u0301"),
        ("main\ufe0f", "main\\ufe0f"),
        ("\u200b\u0301", "\\u200b\\u0301"),
    ],
    ids=["a heap", "on nothing", "on a blank", "a variant that there is not", "on what is not shown"],
)
def test_a_mark_stays_on_the_letter_that_it_is_written_upon(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_further_lines_of_a_text_pass_for_none_of_ours() -> None:
    assert continued("  waits: x\nProd  Succeeded\nyes:") == "  waits: x\n  | Prod  Succeeded\n  | yes:"
    output = Output(as_json=False, command=str)
    output.console = Console(file=(file := io.StringIO()), force_terminal=False, soft_wrap=True)
    for show in (output.line, output.done, output.note, output.failed):
        show("one\nProd  Succeeded")
    assert [line for line in file.getvalue().splitlines() if "Prod" in line] == ["| Prod  Succeeded"] * 4


def test_a_terminal_without_the_letters_gets_their_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, "ascii", write_through=True))
    take_any_text()
    Output(as_json=False, command=str).line("Zoë 日")
    assert written.getvalue() == b"Zo\\xeb \\u65e5\n"


def test_colours_go_and_their_words_stay() -> None:
    assert printable("\x1b[1;31mFAILED\x1b[0m test") == "FAILED test"


def test_a_subject_is_the_first_line_that_says_something() -> None:
    assert one_line("\n  \x1b[31mAdd\x1b[0m a thing\nbody", 60) == "Add a thing"
    assert one_line("", 60) == ""
    assert len(one_line("x" * 200, 60)) == 60


def test_every_line_of_the_output_is_made_safe(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=False, command=str)
    file = io.StringIO()
    output.console = Console(file=file, force_terminal=False, soft_wrap=True)
    for show in (output.line, output.done, output.note, output.failed):
        show("\x1b[2Jx\u202ey")
    assert "\x1b" not in file.getvalue()
    assert "\u202e" not in file.getvalue()
    assert file.getvalue().count(r"\x1b[2Jx\u202ey") == 4
    error = CommandError("\x1b[2J", exit_code=ExitCode.USAGE, remedy="\x1b[2J", details=("\x1b[2J",))
    print_error(error, program="example", as_json=False)
    assert capsys.readouterr().err.count(r"\x1b[2J") == 3


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b", "\u3164\uffa0", "\U000e0041", "\u00ad", "\u0301", "\ufff0", "\u202e \u2800"]
)
def test_what_is_drawn_as_nothing_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["x", " . ", "\u200bno", "👍", "いいえ", "ㅋ"])
def test_one_sign_that_is_seen_says_something(text: str) -> None:
    assert not says_nothing(text)
