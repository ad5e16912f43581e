"""A body is parsed once, and another body is another one."""

from __future__ import annotations

import json

import pytest

from localcloud.aws.api.request_bodies import parsed_body


def test_a_body_is_the_same_object_each_time() -> None:
    body = json.dumps({"TableName": "things"}).encode()
    assert parsed_body(body) is parsed_body(body)


def test_another_body_is_read_however_alike_they_are() -> None:
    first, second = (json.dumps({"TableName": "things"}).encode() for _ in range(2))
    parsed_body(first)["TableName"] = "spoilt"
    assert parsed_body(second) == {"TableName": "things"}


def test_what_is_no_json_is_refused_each_time() -> None:
    parsed_body(b"{}")
    for _ in range(2):
        with pytest.raises(ValueError, match="Expecting"):
            parsed_body(b"{")
