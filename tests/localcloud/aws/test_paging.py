"""Pages of a list that changes while it is read."""

from __future__ import annotations

import base64

import pytest

from localcloud.aws.api.paging import InvalidTokenError, page


def _page(items: list[str], token: str | None = None, size: int = 2) -> tuple[list[str], str | None]:
    return page(items, size=size, token=token, identity=str)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_pages_follow_each_other_to_the_end(count: int) -> None:
    items = [str(number) for number in range(count)]
    seen, token = _page(items)
    while token:
        more, token = _page(items, token)
        assert more
        seen += more
    assert seen == items


def test_what_comes_in_before_is_neither_repeated_nor_hides_anything() -> None:
    _, token = _page(["d", "c", "b", "a"])
    assert _page(["f", "e", "d", "c", "b", "a"], token) == (["b", "a"], None)


def test_an_item_that_is_gone_leaves_its_place() -> None:
    _, token = _page(["a", "b", "c", "d"])
    assert _page(["a", "x", "c", "d"], token) == (["c", "d"], None)


@pytest.mark.parametrize(
    "token",
    [
        "rubbish",
        "\N{SNOWMAN}",
        *(base64.urlsafe_b64encode(text).decode() for text in (b"none", b"x a", b"-1 a", b"\xff 1")),
    ],
)
def test_a_token_that_was_made_up_is_refused(token: str) -> None:
    with pytest.raises(InvalidTokenError):
        _page(["a"], token)
