"""A line of a log is text: bounded, its colours known names, its secrets masked, whatever a build wrote."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode

import pytest

from delivery.console.web.safe_line import LINE_LENGTH, plain_text, safe_spans
from delivery.console.web.secret_masks import MASK, masked

KEY_ID = "AKIA" + "IOSFODNN7EXAMPLE"
SIGNED = ".".join(
    urlsafe_b64encode(part).decode().rstrip("=") for part in (b'{"alg":"HS256"}', b'{"sub":"ada"}', b"signature")
)
TYPED = "hunter2" * 2


def text_of(line: str) -> str:
    return "".join(text for _, text in safe_spans(line))


def test_colours_become_names() -> None:
    assert safe_spans("a \x1b[1;31mred\x1b[0m \x1b[92mgreen\x1b[39m") == [
        ("", "a "),
        ("ansi-red bold", "red"),
        ("", " "),
        ("ansi-green", "green"),
    ]


def test_a_colour_of_many_is_left_out_with_its_numbers() -> None:
    assert safe_spans("\x1b[38;5;31mx\x1b[48;2;1;31;4my") == [("", "x"), ("", "y")]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\x1b[2J\x1b[Hgone?", "gone?"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bP1$q\x1b\\text", "text"),
        ("a\u202eb", "a\\u202eb"),
        ("bell\x07", "bell\\x07"),
        ("\x1b[999999999;31mx", "x"),
        ("half \x1b[31", "half 31"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_what_a_terminal_would_obey_is_harmless(line: str, shown: str) -> None:
    assert text_of(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        f"key {KEY_ID} is used",
        f"Authorization: Bearer {SIGNED}",
        "aws_secret_access_key = wJalrXUtnFEMI" + "/K7MDENG/bPxRfiCYEXAMPLEKEY",
        f'DB_PASSWORD="{TYPED}"',
        f"https://ada:{TYPED}@example.com/repository.git",
        "token: " + "ghp_" + "a" * 36,
        f"\x1b[31mAKIA\x1b[0m{KEY_ID[4:]}",
        "x" * (LINE_LENGTH - 12) + f" {KEY_ID} ",
    ],
)
def test_secrets_are_masked(line: str) -> None:
    found = text_of(line)
    assert MASK in found or MASK[:4] in found
    for secret in (KEY_ID, KEY_ID[4:12], SIGNED, "wJalrXUtn", TYPED, "ghp_a"):
        assert secret not in found
        assert secret not in plain_text(line)


@pytest.mark.parametrize(
    "line",
    [
        "SecretArn: arn:aws:secretsmanager:eu-west-1:111111111111:secret:name",
        "the token was refused",
        "tokens: 123456 of 200000",
        "https://example.com:8443/path@v1",
        "Bearer of news",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert masked(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "x" * 50_000_000,
        "\x1b[" * 25_000_000,
        "password=" * 6_000_000,
        "\x1b]" + "a" * 50_000_000,
        "eyJ." * 12_000_000,
        "://:" * 12_000_000,
        "password" * 6_000_000,
        ("token" + "-" * 40) * 1_000_000,
        "secret_" * 7_000_000,
    ],
    ids=["letters", "sequences", "names", "title", "tokens", "addresses", "words", "tails", "joined"],
)
def test_a_line_of_50_mb_is_bounded_at_once(line: str) -> None:
    began = time.perf_counter()
    spans = safe_spans(line)
    assert time.perf_counter() - began < 20
    assert sum(len(text) for _, text in spans) < LINE_LENGTH + 100
    assert spans[-1][0] == "cut"
